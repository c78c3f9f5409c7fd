"""Signed sheets against marks: what is scanned, whose signature is there, where paper and marks differ. Figures of a session, labelled."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Sum
from django.utils.translation import gettext as _

from trainings.enums import MarkStatus
from trainings.models import Participation, Session, SessionCountCell, SheetCheck, SheetScan, SignInSheet, Training
from trainings.queries.attendance import COUNTED, Attendance
from trainings.queries.grid import can_be_marked, field_name, part_of_day, sign_of
from trainings.queries.sheets import is_covered


@dataclass(frozen=True)
class Difference:
    """A place where the signatures of a sheet and the marks say different things."""

    participation: Participation
    signed: bool


@dataclass
class Paper:
    """A printed sheet with what came back of it."""

    sheet: SignInSheet
    scans: list[SheetScan] = field(default_factory=list)
    check: SheetCheck | None = None

    @property
    def part(self) -> str:
        """The session it was printed for; "" for a sheet of the whole day."""
        return part_of_day(self.sheet.session) if self.sheet.session is not None else ""

    @property
    def scanned(self) -> list[int]:
        return sorted({page for scan in self.scans for page in scan.pages})

    @property
    def missing(self) -> list[int]:
        """Pages of which there is no scan."""
        return sorted(set(range(1, self.sheet.pages + 1)) - set(self.scanned))

    @property
    def is_whole(self) -> bool:
        """Every page is scanned, and somebody compared it with the marks."""
        return self.check is not None and not self.missing


def papers_of(training: Training) -> list[Paper]:
    """Every printed sheet of a training, the newest first. Three statements."""
    papers = {sheet.pk: Paper(sheet) for sheet in training.sheets.select_related("session").order_by("-printed_at", "-pk")}
    for scan in SheetScan.objects.filter(sheet__training=training).select_related("file", "added_by").order_by("pk"):
        papers[scan.sheet_id].scans.append(scan)
    for check in SheetCheck.objects.filter(sheet__training=training).select_related("checked_by").order_by("checked_at", "pk"):
        papers[check.sheet_id].check = check
    return [*papers.values()]


def paper_of(training: Training, number: str) -> Paper | None:
    """One sheet of a training with its scans and the check that stands. Three statements."""
    sheet = training.sheets.select_related("session").filter(number=number).first()
    if sheet is None:
        return None
    scans = list(sheet.scans.select_related("file", "added_by"))
    return Paper(sheet, scans, sheet.checks.select_related("checked_by").order_by("checked_at", "pk").last())


def sessions_of_sheet(attendance: Attendance, sheet: SignInSheet) -> list[Session]:
    """The session a sheet was printed for, else those of its day that were not called off."""
    return [session for session in attendance.sessions if is_covered(session, sheet)]


def lines_of(attendance: Attendance, sheet: SignInSheet) -> list[Participation]:
    """The people as they stand on the paper, line by line; after them those who came onto the roster since (walk-ins)."""
    by_pk = {row.pk: row for row in attendance.roster}
    printed = [by_pk.pop(pk) for pk in sheet.rows if pk in by_pk]
    return [*printed, *by_pk.values()]


def was_there(attendance: Attendance, sheet: SignInSheet) -> set[int]:
    """Places that are marked present or late in a session of the sheet."""
    covered = {session.pk for session in sessions_of_sheet(attendance, sheet)}
    return {row for (row, session), current in attendance.statuses.items() if session in covered and current.status in COUNTED}


def differences(attendance: Attendance, sheet: SignInSheet, signed: Collection[int]) -> list[Difference]:
    """Signed and not marked there, or marked there without a signature, in the order of the paper."""
    there = was_there(attendance, sheet)
    return [Difference(row, row.pk in signed) for row in lines_of(attendance, sheet) if (row.pk in there) != (row.pk in signed)]


def marks_by_paper(attendance: Attendance, sheet: SignInSheet, places: Iterable[Difference]) -> dict[Session, dict[int, str]]:
    """The marks that make these places say what the paper says: present in every session of the sheet, or absent where they counted."""
    wanted: dict[Session, dict[int, str]] = {}
    for place in places:
        for session in sessions_of_sheet(attendance, sheet):
            counted = attendance.status(place.participation, session) in COUNTED
            if counted != place.signed:
                status = MarkStatus.PRESENT if place.signed else MarkStatus.ABSENT
                wanted.setdefault(session, {})[place.participation.pk] = status.value
    return wanted


@dataclass(frozen=True)
class Figures:
    """The figures of one session, each with its name: marked as there, signed on the list, reported as a head count (None: not known)."""

    there: int
    documented: int | None
    reported: int | None


def figures_of(attendance: Attendance, papers: list[Paper], reported: dict[int, int]) -> dict[int, Figures]:
    """Session id -> its figures. A person on two lines counts once. `reported`: session id -> people of the head count."""
    person = {row.pk: row.person_id for row in attendance.roster}
    found = {}
    for session in attendance.sessions:
        there = {
            person[row] for (row, pk), now in attendance.statuses.items() if pk == session.pk and now.status in COUNTED and row in person
        }
        checks = [paper.check for paper in papers if paper.check is not None and is_covered(session, paper.sheet)]
        signed = {person[pk] for check in checks for pk in check.signed if pk in person}
        unlisted = sum(check.unlisted for check in checks)
        found[session.pk] = Figures(len(there), len(signed) + unlisted if checks else None, reported.get(session.pk))
    return found


@dataclass(frozen=True)
class FigureLine:
    session: Session
    part: str
    figures: Figures
    countable: bool


def figure_lines(attendance: Attendance, papers: list[Paper]) -> list[FigureLine]:
    """The figures of every session side by side. One statement besides the papers and the grid."""
    cells = SessionCountCell.objects.filter(count__session__training=attendance.training).order_by()
    reported = dict(cells.values("count__session").annotate(people=Sum("people")).values_list("count__session", "people"))
    figures = figures_of(attendance, papers, reported)
    return [FigureLine(row, part_of_day(row), figures[row.pk], can_be_marked(row)) for row in attendance.sessions]


@dataclass(frozen=True)
class SignatureLine:
    """A line of the paper: its number (None: came after the printing), the marks as (sign, word), whether it is to be decided."""

    participation: Participation
    number: int | None
    marks: list[tuple[str, str]]
    signed: bool
    differs: bool
    field: str


def signature_lines(
    attendance: Attendance, sheet: SignInSheet, signed: Collection[int], asked: Iterable[Difference]
) -> list[SignatureLine]:
    """Every line with the marks of the sheet's sessions beside the signature."""
    sessions, differing = sessions_of_sheet(attendance, sheet), {each.participation.pk for each in asked}
    numbers = {pk: number for number, pk in enumerate(sheet.rows, 1)}
    lines = []
    for row in lines_of(attendance, sheet):
        statuses = [attendance.status(row, session) for session in sessions]
        marks = [(sign_of(status), str(MarkStatus(status).label)) if status else ("·", _("not marked yet")) for status in statuses]
        lines.append(SignatureLine(row, numbers.get(row.pk), marks, row.pk in signed, row.pk in differing, field_name(row)))
    return lines
