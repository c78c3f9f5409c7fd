"""The columns of a list of people: in which order, under which heading, and how one cell is written. Pure."""

from collections.abc import Sequence
from zlib import crc32

from youth_groups.lists.words import HEADINGS
from youth_groups.rosters.headings import folded_heading

#: Columns of every list, the person's number first.
COLUMNS = ("number", "name", "sex", "birth", "village", "province", "institution", "phone")
VERSION = "version"
#: What a list that comes back may change; every other column is only shown.
CHANGES = COLUMNS[1:]
_KEYS = {folded_heading(word): key for words in HEADINGS.values() for key, word in words.items()}

_VALUES = "%s\t%s\t%s\t%s\t%s\t%s\t%s"


def headings(columns: Sequence[str], language: str) -> list[str]:
    words = HEADINGS.get(language, HEADINGS["ru"])
    return [words[column] for column in columns]


def column_of(heading: str) -> str | None:
    """The column that a heading of ours names, in whatever language the list was taken out; None for any other heading."""
    return _KEYS.get(folded_heading(heading))


def version_of(*values: str | int | None) -> str:
    """A mark of what a list shows of one person: it is another one as soon as any of the values is changed in the register.

    values: name, sex, birth year, keys of locality and province, institution, phone. It begins with a letter, so that no spreadsheet takes
    it for a number. A check sum and no secret: the values stand beside it.
    """
    return "v%08x" % crc32((_VALUES % values).encode())  # noqa: UP031 twice as fast as any other way, once a row


def shown_phone(phone: str) -> str:
    """A number of the country as the office writes it (0555 123 456): spreadsheets turn the long form into 9.9E+11. Others stay."""
    return f"0{phone[4:7]} {phone[7:10]} {phone[10:]}" if phone.startswith("+996") and len(phone) == 13 else phone
