"""What a person is found by: the blocks of `duplicates` and the words of the name, as rows that both databases can look up by equality."""

from collections.abc import Iterator

from youth_groups.rosters.duplicates import Entry, block_keys

#: Longer than any word that people look for.
LONGEST = 160
Key = tuple[str, str]


def keys_of(entry: Entry) -> set[Key]:
    """(kind, value) of each key under which the entry is kept. Pure."""
    return {*blocks_of(entry), *words_of(entry)}


def blocks_of(entry: Entry) -> Iterator[Key]:
    """The blocks: two records that share one are compared."""
    for kind, *parts in block_keys(entry):
        yield kind, "|".join(parts)[:LONGEST]


def words_of(entry: Entry) -> Iterator[Key]:
    """Each word of the name, under its first letter, so that a search reads one letter of the vocabulary and no more."""
    for part in (entry.name.family, entry.name.given, entry.name.father):
        for word in part.split():
            yield word_kind(word), word[:LONGEST]


def word_kind(word: str) -> str:
    return f"word:{word[:1]}"
