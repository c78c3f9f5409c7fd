"""Verbs on signed sheets: a scan attached to the sheet it shows, signatures compared with marks, where the original lies."""

import re
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core.codes import codes_of
from core.events import record_event
from core.refusals import Refused
from core.retention import blank_files
from core.uploads import sniff, store_upload
from trainings.domain.attendance import record_marks
from trainings.domain.rights import require_leads
from trainings.enums import MarkHow
from trainings.models import SheetCheck, SheetScan, SignInSheet, Training
from trainings.numbers import SHEET_LENGTH, is_number, tidy_number
from trainings.queries.attendance import attendance_of
from trainings.queries.papers import differences, lines_of, marks_by_paper

if TYPE_CHECKING:
    from accounts.models import User

SCANS = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
#: What the QR codes of sheets hold: the number alone on the first page, number and page on the others.
_CODE = re.compile(r"/S/([0-9A-Z]+)(?:/([0-9]{1,3}))?$")


@dataclass
class Attached:
    """What became of a file: the scans, and how many of its pages carry no code that could be read."""

    scans: list[SheetScan] = field(default_factory=list)
    unread: int = 0


def attach_scan(*, training: Training, by: "User", upload: IO[bytes], name: str, number: str = "", pages: Collection[int] = ()) -> Attached:
    """Keep a scan or photo and attach it to the sheets of this training whose QR codes are on it.

    A typed number stands in where no code can be read; then `pages` says which pages of the sheet these are, else the whole sheet when the
    file has as many pages. Raises Refused: no code and no number (`no_code`), a sheet of another training (`other_sheet`), pages that the
    sheet does not have (`no_such_page`), pages that nobody can tell (`which_pages`), or whatever stands against the file.
    """
    require_leads(by, training)
    found, unread = _read(upload, name, by)
    if typed := tidy_number(number):
        sheet = _sheet(training, typed)
        if set(found) - {typed}:
            raise Refused(_("The code on this file is of another sheet than the number you typed."), code="other_sheet")
        matched = {sheet: found.get(typed) or _typed_pages(sheet, pages, unread)}
    else:
        matched = {_sheet(training, each): numbers for each, numbers in found.items()}
    if not matched:
        raise Refused(_("No code of a sheet can be read here. Type the number that stands on the sheet."), code="no_code")
    for sheet, numbers in matched.items():
        if not numbers <= set(range(1, sheet.pages + 1)):
            raise Refused(_("The sheet has %(pages)s pages.") % {"pages": sheet.pages}, code="no_such_page")
    with transaction.atomic():
        file = store_upload(upload=upload, name=name, by=by, kinds=SCANS)
        result = Attached(unread=0 if typed and not found else unread)
        for sheet, numbers in matched.items():
            scan = SheetScan.objects.create(sheet=sheet, file=file, pages=sorted(numbers), by_code=sheet.number in found, added_by=by)
            record_event(subject=sheet, action="scan_added", by=by, data={"scan": scan.pk, "pages": scan.pages, "by_code": scan.by_code})
            result.scans.append(scan)
    return result


def _read(upload: IO[bytes], name: str, by: "User") -> tuple[dict[str, set[int]], int]:
    """(sheet number -> its pages by their codes, pages of the file without one). A file that cannot be taken is refused as uploads are."""
    limit = settings.ASHAR["UPLOAD_MAX_BYTES"]
    content = upload.read(limit + 1)
    upload.seek(0)
    kind = sniff(content[:8192], content)
    if not content or len(content) > limit or kind not in SCANS:
        store_upload(upload=upload, name=name, by=by, kinds=SCANS)
    found: dict[str, set[int]] = {}
    unread = 0
    for texts in codes_of(content, kind):
        codes = [code for text in texts if (code := _CODE.search(text.upper())) and is_number(code[1], SHEET_LENGTH)]
        for code in codes:
            found.setdefault(code[1], set()).add(int(code[2] or 1))
        unread += not codes
    return found, unread


def _sheet(training: Training, number: str) -> SignInSheet:
    sheet = training.sheets.filter(number=number).first()
    if sheet is None:
        raise Refused(_("This training has no sheet with this number."), code="other_sheet")
    return sheet


def _typed_pages(sheet: SignInSheet, pages: Collection[int], in_file: int) -> set[int]:
    if pages:
        return set(pages)
    if in_file == sheet.pages:
        return set(range(1, sheet.pages + 1))
    raise Refused(_("Type which pages of the sheet these are; it has %(pages)s.") % {"pages": sheet.pages}, code="which_pages")


def take_off_scan(*, scan: SheetScan, by: "User") -> None:
    """Take a scan that was attached by mistake off its sheet; its file goes with its last page."""
    require_leads(by, scan.sheet.training)
    with transaction.atomic():
        record_event(subject=scan.sheet, action="scan_taken_off", by=by, data={"scan": scan.pk, "pages": scan.pages})
        file = scan.file_id
        scan.delete()
        if not SheetScan.objects.filter(file=file).exists():
            blank_files([file])


def check_sheet(
    *,
    sheet: SignInSheet,
    by: "User",
    signed: Iterable[int],
    unlisted: int = 0,
    by_paper: Mapping[int, bool] | None = None,
    batch: uuid.UUID | None = None,
) -> SheetCheck:
    """Write down whose signatures are on a sheet. Where they differ from the marks, a person has decided each case.

    `by_paper`: participation id -> True when the paper is right (a mark is added), False when the mark stands. Nothing is changed or wiped:
    a later check stands before an earlier one. Raises Refused for somebody who is not on the roster, or a difference nobody decided.
    """
    require_leads(by, sheet.training)
    decided, wanted = by_paper or {}, set(signed)
    with transaction.atomic():
        locked = SignInSheet.objects.select_for_update().select_related("training").get(pk=sheet.pk)
        attendance = attendance_of(locked.training)
        if wanted - {row.pk for row in lines_of(attendance, locked)}:
            raise Refused(_("Somebody on this page is no longer on the roster. Open the page again."), code="not_on_roster")
        differing = differences(attendance, locked, wanted)
        if any(each.participation.pk not in decided for each in differing):
            raise Refused(_("Say for each difference which is right: the paper or the mark."), code="undecided")
        paper = [each for each in differing if decided[each.participation.pk]]
        for session, statuses in marks_by_paper(attendance, locked, paper).items():
            record_marks(session=session, by=by, statuses=statuses, batch=batch or uuid.uuid4(), how=MarkHow.PAPER)
        check = SheetCheck.objects.create(sheet=locked, signed=sorted(wanted), unlisted=unlisted, checked_by=by)
        data = {"signed": len(wanted), "unlisted": unlisted, "differences": len(differing), "by_paper": len(paper)}
        record_event(subject=locked, action="checked", by=by, data=data)
    return check


def keep_original(*, sheet: SignInSheet, by: "User", office: str, binder: str, number: str) -> SignInSheet:
    """Write down where the paper lies: office, binder, number in it."""
    require_leads(by, sheet.training)
    if not office.strip():
        raise Refused(_("Write in which office the paper lies."), code="no_office")
    with transaction.atomic():
        locked = SignInSheet.objects.select_for_update().get(pk=sheet.pk)
        locked.kept_office, locked.kept_binder, locked.kept_number = (" ".join(text.split()) for text in (office, binder, number))
        locked.save(update_fields=["kept_office", "kept_binder", "kept_number"])
        record_event(subject=locked, action="kept", by=by)
    return locked
