"""The chain's objects of trainings: one for each place in an address."""

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from tests.factories.trainings import TrainingFactory

if TYPE_CHECKING:
    from tests.chain import Chain


def fill_trainings(found: "Chain", users: dict[str, Any]) -> None:
    from accounts.domain.device_passes import make_pass
    from demo.build.grants import account_of
    from demo.build.trainings import ROSTER
    from trainings.domain.import_files import stage_roster
    from trainings.domain.risk import RiskFacts, write_risk_form
    from trainings.domain.sheets import print_sign_in_sheet
    from trainings.domain.templates import save_template
    from trainings.models import Certificate, Nomination, SelectionProtocol, Training, TrainingSeries

    nomination = Nomination.objects.filter(group__organisation__code="lead").earliest("pk")
    with_call = TrainingFactory(number="T-CHAIN", call=nomination.call, organisation=nomination.call.organisation, signed=False)
    led = Training.objects.filter(organisation__code="lead", certificates__isnull=False).earliest("pk")
    sheet = print_sign_in_sheet(training=led, day=led.first_day, by=users["coordinator"])
    scan = _signed_sheet(led, sheet, users["coordinator"])
    facts = RiskFacts(women=1, men=1, children_per_adult=8, sleeping="two floors", transport="bus", dangers="river", nearest_help="Osh")
    write_risk_form(training=led, by=users["coordinator"], facts=facts)
    staged = stage_roster(training=led, content=ROSTER.read_bytes(), file_name=ROSTER.name, by=users["coordinator"])
    certificate = Certificate.objects.filter(training=led).earliest("pk")
    device_pass, _token = make_pass(
        user=users["trainer"], by=users["coordinator"], subject=led, valid_until=timezone.now() + timedelta(days=7)
    )
    found.insiders.append(account_of(nomination.group))
    series = TrainingSeries.objects.create(
        organisation=led.organisation, slug="chain", name_ky="Жаштар элчилери", first_day=led.first_day, last_day=led.last_day
    )
    wording = save_template(organisation=led.organisation, by=users["coordinator"], name="Thanks", texts={})
    calls = "/trainings/calls/<slug:slug>"
    found.values |= {
        "/trainings/imports/<uuid:pk>": str(staged.pk),
        calls: nomination.call.slug,
        f"{calls}/poster/<slug:languages>": "ky-ru",
        f"{calls}/groups/<str:number>": nomination.group.number,
        f"{calls}/groups/<str:number>/withdraw/<int:pk>": nomination.pk,
        f"{calls}/groups/<str:number>/answers/<int:pk>": _offer(with_call, nomination=nomination).pk,
        "/trainings/<slug:slug>/answers/<int:pk>": _offer(led, participation=led.participations.earliest("pk")).pk,
        "/trainings/certificates/<str:number>": certificate.number,
        "/trainings/series/<slug:slug>": series.slug,
        "/trainings/office/wordings/<int:pk>": wording.pk,
        "/trainings/<slug:slug>": led.slug,
        "/trainings/office/<str:number>": led.number,
        "/trainings/office/<str:number>/device-pass/<int:pk>": device_pass.pk,
        "/trainings/<slug:slug>/sessions/<int:position>": 1,
        "/trainings/<slug:slug>/preparation/<int:pk>": led.participations.earliest("pk").pk,
        "/trainings/<slug:slug>/preparation/consents/<slug:language>": "ky",
        "/trainings/<slug:slug>/preparation/leader/<slug:language>": "ky",
        "/trainings/<slug:slug>/preparation/counts/<slug:language>": "ky",
        "/trainings/<slug:slug>/sheets/print/<str:day>": led.first_day.isoformat(),
        "/trainings/<slug:slug>/sheets/<str:number>": sheet.number,
        "/trainings/<slug:slug>/scans/<int:pk>": scan.pk,
        "/trainings/<slug:slug>/selection/<int:pk>": nomination.pk,
        "/s/<str:number>": sheet.number,
        "/S/<str:number>": sheet.number,
        "/s/<str:number>/<int:page>": 1,
        "/S/<str:number>/<int:page>": 1,
    }
    found.values |= _what_follows(led, users)
    found.special["/trainings/<slug:slug>/chat/"] = {"slug": _a_course_in_a_messenger(led).slug}
    for tail in ("", "<int:pk>/", "tell/", "export/", "targets/", "propose/", "choose/", "protocol/<slug:language>/"):
        found.special[f"/trainings/<slug:slug>/selection/{tail}"] = {"slug": with_call.slug, "language": "ky"}
    kept = SelectionProtocol.objects.create(
        training=with_call,
        number=1,
        language="ky",
        candidates=1,
        file=sheet.file,
        file_sha256=sheet.file.sha256,
        made_by=users["coordinator"],
    )
    found.special["/trainings/<slug:slug>/selection/protocol/kept/<int:pk>/"] = {"slug": with_call.slug, "pk": str(kept.pk)}


def _offer(training: Any, **of: Any) -> Any:
    """A place that somebody is asked to confirm."""
    from trainings.models import PlaceOffer

    (row,) = of.values()
    return PlaceOffer.objects.create(
        training=training, person=row.person, answer_by=timezone.now(), digest=f"{row._meta.label}-{row.pk}", **of
    )


def _signed_sheet(training: Any, sheet: Any, by: Any) -> Any:
    """The scan of a sheet: its own pages, as if signed; and a signed head count of the first session."""
    from tests.core.test_uploads import picture
    from trainings.domain.counts import save_head_count
    from trainings.domain.scans import attach_scan

    cells = {("female", "18-28"): 3}
    session = training.sessions.get(position=1)
    save_head_count(session=session, by=by, cells=cells, counted_by="Elder", sheet=io.BytesIO(picture()), sheet_name="a.jpg")
    with sheet.file.file.open("rb") as file:
        return attach_scan(training=training, by=by, upload=io.BytesIO(file.read()), name="scan.pdf").scans[0]


def _what_follows(training: Any, users: dict[str, Any]) -> dict[str, Any]:
    """A payment sheet and a photo of a training of the lead organisation; its forms and follow-up rounds are the demo's."""
    from core.money import Money
    from tests.core.test_uploads import picture
    from trainings.domain.payments import print_payment_sheet, set_payments
    from trainings.domain.photos import add_training_photo

    by, here = users["coordinator"], "/trainings/<slug:slug>"
    set_payments(training=training, by=by, per_day=Money.of(300), travel=Money.of(200))
    upload = io.BytesIO(picture())
    photo = add_training_photo(training=training, by=users["approver"], upload=upload, name="a.jpg", shows_people=False)
    return {
        f"{here}/report/<slug:language>": "ky",
        f"{here}/photos/<int:pk>": photo.pk,
        f"{here}/follow-up/<int:months>": 3,
        f"{here}/follow-up/<int:months>/<int:pk>": training.participations.earliest("pk").pk,
        f"{here}/forms/<slug:kind>": "before",
        f"{here}/forms/<slug:kind>/print/<str:language>": "ky",
        f"{here}/payments/print/<str:language>": "ky",
        f"{here}/payments/<str:number>": print_payment_sheet(training=training, by=by, language="ky").number,
    }


def _a_course_in_a_messenger(training: Any) -> Any:
    """A course at a distance of the same organisation: other trainings have no chat."""
    facts = {"number": "T-CHAIN-CHAT", "slug": "chain-chat", "locality": None, "signed": False}
    return TrainingFactory(activity_type_id="messaging_course", organisation=training.organisation, **facts)
