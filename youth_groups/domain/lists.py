"""Taking a list of people out: asked why, logged before the first row leaves, marked with what it is and how long it may lie about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.access import log_access
from core.dates import format_date
from core.exports import XLSX
from core.refusals import Refused
from core.sheets import csv_stream, xlsx_stream
from youth_groups.lists.columns import COLUMNS, headings
from youth_groups.lists.words import HEADINGS, LEFT_OUT, NOTICE, WHAT
from youth_groups.models import Person
from youth_groups.queries.clearance import is_cleared
from youth_groups.queries.lists import PeopleList, rows_of

if TYPE_CHECKING:
    from accounts.models import User

#: So long a list may lie about after it was taken out; the sheet says until when.
DELETE_AFTER = timedelta(days=30)
KINDS = {"xlsx": XLSX, "csv": "text/csv; charset=utf-8"}
#: The log keeps so much of reason and filter.
LONGEST = 200


@dataclass(frozen=True)
class TakenOut:
    """A list on its way out. The name of the file holds no person's name."""

    name: str
    content_type: str
    chunks: Iterator[bytes]
    rows: int


def take_list_out(*, listed: PeopleList, kind: str, reason: str, by: "User") -> TakenOut:
    """Give a list of people out as a stream. Who, how many rows, by which filter and why stand in the access log before it begins.

    Partners' rows that only the lead's role reaches are logged once more, as reading across. Raises Refused without a reason.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Please say what the export is for."), code="no_reason")
    if kind not in KINDS:
        raise ValueError(kind)
    count, partners = listed.counts(by)
    model = type(listed.about) if listed.about is not None else Person
    subject = str(listed.about.pk) if listed.about is not None else ""
    words = f"{reason} · {listed.kind}{f': {listed.searched}' if listed.searched else ''}"[:LONGEST]
    log_access(user=by, action="export", model=model, subject_id=subject, rows=count, reason=words)
    if partners:
        log_access(user=by, action="read_across", model=model, subject_id=subject, rows=partners, reason=words)
    language = _language()
    rows, heads, notice = rows_of(listed, by, language), headings(listed.columns, language), _notice(listed, reason, by, language)
    numbers = (COLUMNS.index("birth"),)
    chunks = xlsx_stream(notice, heads, rows, numbers=numbers) if kind == "xlsx" else csv_stream(notice, heads, rows)
    return TakenOut(f"{listed.kind}-{timezone.localdate().isoformat()}.{kind}", KINDS[kind], chunks, count)


def _language() -> str:
    language = (get_language() or "ru").split("-", maxsplit=1)[0]
    return language if language in HEADINGS else "ru"


def _notice(listed: PeopleList, reason: str, by: "User", language: str) -> str:
    """The line above the list. Commas and brackets of what people typed are taken out: a reader of rosters looks for headings there."""
    today = timezone.localdate()
    plain = str.maketrans(dict.fromkeys(",/()", ";"))
    return NOTICE[language].format(
        what=WHAT[language][listed.kind],
        who=(f"{by.name} {by.number}".strip()).translate(plain),
        day=format_date(today, language).rstrip("."),
        reason=reason.translate(plain),
        until=format_date(today + DELETE_AFTER, language).rstrip("."),
        left_out="" if is_cleared(by, today) else LEFT_OUT[language],
    )
