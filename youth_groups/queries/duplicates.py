"""Reads on likely duplicates in the register, and the search that finds a person by any spelling."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.worklists import WorkItem
from youth_groups.models import Membership, Person, PersonKey, PersonMerge, PersonPair
from youth_groups.rosters.duplicates import LARGEST_BLOCK, YEARS_APART, Entry, Proposal, closeness, compare, in_order
from youth_groups.rosters.keys import blocks_of, keys_of, word_kind
from youth_groups.rosters.names import _CHILD_OF as CHILD_OF
from youth_groups.rosters.names import _FAMILY as FAMILY
from youth_groups.rosters.names import _PATRONYMIC as PATRONYMIC
from youth_groups.rosters.names import institution_key, name_key, skeleton

if TYPE_CHECKING:
    from accounts.models import User

#: Ids per statement: below the parameter limits of both databases.
BATCH = 5_000
#: So many rows of an answer are held before they are made into what is kept.
FETCH = 500
#: So many blocks are looked up at a time.
BLOCKS = 500
#: Finding the blocks of the rows takes that share of the time of comparing them with the register.
FINDING = 0.06
#: A step ends early where it would be more than this share of all comparing, so that who waits sees it move; not where there is little
#: (in parts of work), so that a short list takes few statements.
STEP, LITTLE = 0.01, 20_000
#: Entries by the blocks in which they stand.
Wanted = dict[tuple[str, str], list[Entry]]
#: So many words of the vocabulary stand for one word that somebody typed, the nearest first.
WORDS = 60
#: A merge can be taken back for so many days (rules: people).
UNDO_DAYS = 30
#: What hangs on a record and helps to decide. Protected tables are not counted here: that there is something says too much.
SHOWN = frozenset(
    {
        "youth_groups.Membership.person",
        "youth_groups.Caregiver.person",
        "youth_groups.Consent.person",
        "youth_groups.CampaignParticipant.person",
        "trainings.Participation.person",
        "trainings.Nomination.person",
    }
)
_SEXES = {"female": "female", "male": "male"}
_YEARS: dict[int | None, int | None] = {}
_COLUMNS = ("pk", "number", "written_name", "sex", "birth_year", "locality__name", "phone", "institution")


def entries(people: QuerySet[Person]) -> list[Entry]:
    """People as they are compared. One statement."""
    return [_entry(row) for row in people.order_by().values_list(*_COLUMNS).iterator(FETCH)]


def entry_of(person: Person) -> Entry:
    """A person at hand as it is compared. No statement where the locality is at hand too."""
    village = person.locality.name if person.locality else None
    who = (person.pk, person.number, person.written_name, person.sex, person.birth_year)
    return _entry((*who, village, person.phone, person.institution))


def _entry(row: tuple[int, str, str, str, int | None, str | None, str, str]) -> Entry:
    """The columns of a person, in the order of _COLUMNS, as they are compared."""
    pk, number, name, sex, birth_year, village, phone, institution = row
    return Entry(
        ref=number,
        existing=True,
        person_id=pk,
        name=name_key(name),
        # One object for all who share it: of a large register very many stand in memory at once.
        sex=_SEXES.get(sex, "not_stated"),
        birth_year=_YEARS.setdefault(birth_year, birth_year),
        village=skeleton(village or ""),
        phone=phone,
        institution=institution_key(institution),
    )


def keys_of_people(ids: Collection[int]) -> dict[int, set[tuple[str, str]]]:
    """The keys that these people should have, worked out of their records. One statement for every 5,000."""
    people = list(ids)
    batches = [people[start : start + BATCH] for start in range(0, len(people), BATCH)]
    return {
        entry.person_id: keys_of(entry) for batch in batches for entry in entries(Person.objects.filter(pk__in=batch)) if entry.person_id
    }


def likely_same(entry: Entry, organisation_id: int) -> list[Proposal]:
    """Who in the organisation's records may be this person, the most likely first; never the record itself.

    Five statements at most: one for each kind of block, one for the people. Blocks that hold very many people (a common name, a year)
    say nothing and are passed over, as they are within a roster.
    """
    return likely_same_of([entry], organisation_id)


def likely_same_of(
    sought: Sequence[Entry],
    organisation_id: int,
    *,
    progress: Callable[[float], None] | None = None,
) -> list[Proposal]:
    """`likely_same` for many entries at once: each block of the register is read once, however many entries share it.

    The number of statements grows with the blocks in steps of BLOCKS at most, not with the entries. `progress` hears the share that is
    done.
    """
    tell = progress or (lambda _share: None)
    wanted: Wanted = {}
    for place, entry in enumerate(sought):
        if place % BLOCKS == 0:
            tell(FINDING * place / len(sought))
        for key in blocks_of(entry):
            wanted.setdefault(key, []).append(entry)
    own = Person.objects.standing().filter(organisation_id=organisation_id, erased_at__isnull=True)
    read: dict[int, Entry | None] = {}
    found: list[Proposal] = []
    seen: set[int] = set()
    #: A recorded person by its id, a row by a number below zero: two of them make one number of a pair.
    own_number = {entry.ref: entry.person_id or -place for place, entry in enumerate(sought, 1)}
    for here, done in _steps(wanted):
        tell(FINDING + (1 - FINDING) * done)
        sharing = _people_under(here)
        ids = {pk for members in sharing.values() for pk in members} - read.keys()
        read |= dict.fromkeys(ids)
        for batch in _batches(ids):
            read |= {entry.person_id: entry for entry in entries(own.filter(pk__in=batch)) if entry.person_id}
        for key, members in sharing.items():
            others: dict[str, list[Entry]] = {}
            for pk in members:
                if (person := read[pk]) is not None:
                    others.setdefault(person.sex, []).append(person)
            for entry in here[key]:
                number = own_number[entry.ref]
                for other in _perhaps(entry, others):
                    pair = _pair(number, other.person_id or 0)
                    if other.person_id == number or pair in seen:
                        continue
                    seen.add(pair)
                    proposal = compare(entry, other)
                    if proposal is not None:
                        found.append(proposal)
    return sorted(found, key=in_order)


def _steps(wanted: Wanted) -> Iterator[tuple[Wanted, float]]:
    """The blocks in steps, beside each the share of the work that was done before it. A step is let go after it, so that what is read of
    the register takes its room; `wanted` is empty in the end."""
    keys = sorted(wanted, reverse=True)
    ahead = total = sum(_work(rows) for rows in wanted.values())
    most = max(total * STEP, LITTLE)
    while keys:
        here: Wanted = {}
        before = ahead
        while keys and len(here) < BLOCKS and before - ahead <= most:
            key = keys.pop()
            here[key] = wanted.pop(key)
            ahead -= _work(here[key])
        yield here, 1 - before / total


def _work(sharing: Sequence[Entry]) -> int:
    """How much work a block is, in parts without a unit: finding it, and comparing. A block that many rows share is large in the register,
    too, so that comparing grows with the square. Measured, as the shares of an examination are."""
    return 3 + len(sharing) ** 2


def _perhaps(entry: Entry, others: dict[str, list[Entry]]) -> list[Entry]:
    """Who of a block is not told apart from the entry by sex or year. `others`: sex -> people. This looks at some million pairs."""
    stated = ("female", "male") if entry.sex == "not_stated" else (entry.sex,)
    people = chain(*(others.get(one, ()) for one in (*stated, "not_stated")))
    if entry.birth_year is None:
        return list(people)
    first, last = entry.birth_year - YEARS_APART, entry.birth_year + YEARS_APART
    return [other for other in people if other.birth_year is None or first <= other.birth_year <= last]


def _pair(left: int, right: int) -> int:
    """One number for two, whichever comes first."""
    return (min(left, right) << 40) + max(left, right)


def _people_under(keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    """{block: ids of the people in it}, without blocks that are too large. Read from the index of the keys alone: no join."""
    found: dict[tuple[str, str], list[int]] = {}
    by_kind: dict[str, list[str]] = {}
    for kind, value in keys:
        by_kind.setdefault(kind, []).append(value)
    for kind, values in by_kind.items():
        rows = PersonKey.objects.filter(kind=kind, value__in=values).order_by().values_list("value", "person_id")
        for value, pk in rows.iterator(FETCH):
            found.setdefault((kind, value), []).append(pk)
    return {key: members for key, members in found.items() if len(members) <= LARGEST_BLOCK}


def _batches(ids: Iterable[int]) -> list[list[int]]:
    rows = sorted(ids)
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]


def matching(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """The people whose name has every word of the text, in any script, spelling and order, with a slip a word; or whose number it is.

    One statement for the vocabulary (it reads the words under the first letters), none for the rows: they are read by the caller.
    """
    words = words_sought(text)
    number = Q(number=text.strip().upper()) if any(sign.isdigit() for sign in text) else Q()
    if not words:
        return people.filter(number) if number else people.none()
    vocabulary = _vocabulary({way for ways, stems in words for way in (*ways, *stems)})
    every = Q()
    for ways, stems in words:
        values = {value for way in ways for value in nearest(way, vocabulary)} | stems
        keys = PersonKey.objects.filter(kind__in={word_kind(value) for value in values}, value__in=values)
        every &= Q(pk__in=keys.order_by().values("person_id"))
    return people.filter(every | number if number else every)


def words_sought(text: str) -> list[tuple[set[str], set[str]]]:
    """Of each word that counts: the ways to write it, and the names that it may be made of («Бакытовна», «Бакытов» of Бакыт). Pure.

    «уулу», «кызы» and single letters do not count beside other words: they stand in no key.
    """
    parts = [word for word in (skeleton(part) for part in text.split()) if word]
    counting = [word for word in parts if word not in CHILD_OF and len(word) > 1] or parts
    return [(_ways(word), _stems(word) if len(counting) > 1 else set()) for word in counting]


def _ways(word: str) -> set[str]:
    """Дж and ж are one sound at the beginning of a word: Джылдыз is Жылдыз, Жумабаева is Джумабаева."""
    return {word, word.replace("dj", "j"), f"d{word}" if word.startswith("j") else word}


def _stems(word: str) -> set[str]:
    found = {PATRONYMIC.sub("", word), FAMILY.sub("", word), *(word.removesuffix(child) for child in CHILD_OF)}
    return {stem for stem in found if stem != word and len(stem) > 2}


def _vocabulary(words: Iterable[str]) -> list[str]:
    # Under its second letter as well: the first two may be swapped.
    kinds = {word_kind(part) for word in words for part in (word, word[1:]) if part}
    return list(PersonKey.objects.filter(kind__in=kinds).order_by().values_list("value", flat=True).distinct())


def nearest(word: str, vocabulary: Iterable[str]) -> list[str]:
    """The known words that may be meant: the word itself, those that begin with it, those with a slip; the nearest first. Pure."""
    weighed = [(_nearness(word, known), known) for known in vocabulary]
    return [known for nearness, known in sorted(weighed, key=lambda pair: (-pair[0], pair[1])) if nearness][:WORDS]


def _nearness(word: str, known: str) -> float:
    if known == word:
        return 1.0
    if len(word) >= 2 and known.startswith(word):
        return 0.95
    return closeness(word, known)


def pairs_to_decide(user: "User", roles: tuple[str, ...]) -> QuerySet[PersonPair]:
    """The pairs that wait for this person, the most likely first."""
    everywhere, organisations = user.reach(roles)
    rows = PersonPair.objects.filter(state=PersonPair.State.PROPOSED).select_related(
        "first__locality", "first__organisation", "second__locality"
    )
    return rows if everywhere else rows.filter(first__organisation_id__in=organisations)


@dataclass(frozen=True)
class Side:
    """One record of a pair as it is shown: the person, its groups, and how many rows of each kind hang on it (verbose name, count)."""

    person: Person
    groups: list[str]
    hangs: list[tuple[str, int]]


def sides_of(people: Sequence[Person]) -> list[Side]:
    """The records of a pair with what hangs on them. One statement for each of SHOWN, and one for the groups."""
    from youth_groups.person_relations import relations

    ids = [person.pk for person in people]
    hangs: dict[int, list[tuple[str, int]]] = {pk: [] for pk in ids}
    for relation in relations():
        if relation.key in SHOWN:
            rows = relation.model_class._base_manager.filter(**{f"{relation.field}__in": ids}).order_by()
            for pk, count in rows.values_list(relation.field).annotate(rows=Count("pk")):
                hangs[pk].append((str(relation.model_class._meta.verbose_name_plural), count))
    groups: dict[int, list[str]] = {pk: [] for pk in ids}
    for membership in Membership.objects.filter(person__in=people).select_related("group").order_by("group__number"):
        groups[membership.person_id].append(membership.group.name)
    return [Side(person, groups[person.pk], hangs[person.pk]) for person in people]


def reasons_of(pairs: Sequence[PersonPair]) -> dict[int, list[str]]:
    """{pair id: why the two may be one person, in words}, worked out of the records as they stand. One statement."""
    ids = {pk for pair in pairs for pk in (pair.first_id, pair.second_id)}
    known = {entry.person_id: entry for entry in entries(Person.objects.filter(pk__in=ids))}
    found = {pair.pk: compare(known[pair.first_id], known[pair.second_id]) for pair in pairs}
    return {pk: [str(reason) for reason in proposal.reasons] for pk, proposal in found.items() if proposal is not None}


def merges_of(user: "User", roles: tuple[str, ...], limit: int = 20) -> list[PersonMerge]:
    """The latest merges that this person can still undo."""
    since = timezone.now() - timedelta(days=UNDO_DAYS)
    rows = PersonMerge.objects.filter(undone_at__isnull=True, at__gte=since).select_related("survivor", "gone", "by").order_by("-at")
    everywhere, organisations = user.reach(roles)
    return list((rows if everywhere else rows.filter(survivor__organisation_id__in=organisations))[:limit])


def work_for(user: "User") -> list[WorkItem]:
    """For the board: how many pairs wait. One statement, none for who does not decide."""
    from youth_groups.domain.rights import RECORDS_PEOPLE

    if not user.role_codes() & set(RECORDS_PEOPLE):
        return []
    count = pairs_to_decide(user, RECORDS_PEOPLE).count()
    if not count:
        return []
    title = _("Two records that may be one person")
    return [WorkItem(title=title, url=reverse("youth_groups:duplicates"), count=count, action=_("Decide"), group=_("People"))]
