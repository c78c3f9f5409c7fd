"""What the office chooses of a certificate: its words, languages, signatures, logos."""

import io
import json
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image, ImageDraw

from core.models import AsharImage, Event
from core.pdf import check
from core.refusals import Refused
from programme.domain.funding import save_donor_logo
from programme.models import DonorLogo
from tests.factories.programme import AgreementFactory, OrganisationFactory, holder, lead
from tests.factories.trainings import TrainingFactory, trainer_of
from trainings.documents import draw_certificate
from trainings.domain.facts import FactsMaker, images_in
from trainings.domain.logos import keep_logos, keep_signature, pictures
from trainings.domain.templates import save_template, set_certificate
from trainings.domain.trainings import Signs, set_signatories
from trainings.domain.wording import problems_of
from trainings.models import CertificateTemplate, TrainingFunding

pytestmark = pytest.mark.django_db
THANKS = {"ky": {"title": "Ыраазычылык баракчасы"}, "ru": {"for": "за {hours} труда на «{title}», {dates}", "note": "{place}, {venue}"}}


def coordinator():
    return holder("training_coordinator")


def wording(texts=THANKS, **fields):
    return save_template(organisation=lead(), by=coordinator(), name="Thanks", texts=texts, **fields)


def facts(training, name="Айпери", day=date(2026, 10, 17)):
    return FactsMaker(training).facts(name=name, number="K7Q2M9XD4TRW", day=day, state="valid")


def code_of(call):
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code, str(refusal.value)


def test_the_words_and_their_version_are_frozen_and_drawn():
    template = wording()
    training = TrainingFactory(certificate_template=template, venue="Жаштар үйү")
    before = facts(training)
    assert json.loads(before)["template_version"] == f"1/{template.pk}.1"
    text = check.text(draw_certificate(before))
    assert "ЫРААЗЫЧЫЛЫК БАРАКЧАСЫ" in text
    assert f"за 18 часов труда на «{training.public_title_ru}», 14–16 октября 2026 г." in text
    assert "Жаштар үйү" in text
    wording({"ky": {"title": "Башка"}}, template=template)
    assert facts(training) != before
    assert draw_certificate(before) == draw_certificate(before)
    assert "ЫРААЗЫЧЫЛЫК" in check.text(draw_certificate(before))


def test_only_other_texts_are_a_new_version():
    template = wording()
    wording(template=template, active=False)
    wording({**THANKS, "en": {"title": "Thanks"}}, template=template)
    assert list(template.versions.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    ("text", "said"), [("за {titel}", "{titel}"), ("за {title", "brace"), ("за {}", "{}"), ("за 😀", "😀"), ("а" * 300, "longer than 150")]
)
def test_what_cannot_be_printed_is_reported_when_it_is_saved(text, said):
    code, words = code_of(lambda: wording({"ru": {"for": text}}))
    assert code == "wording"
    assert said in words
    assert not CertificateTemplate.objects.exists()


def test_an_empty_placeholder_and_a_missing_title_are_reported_before_anything_is_issued():
    training = TrainingFactory(
        certificate_template=wording({"ru": {"for": "{donor}: {title}", "note": "{venue}"}}), public_title_ky="", with_logos=False
    )
    TrainingFunding.objects.create(training=training, agreement=AgreementFactory(), share_bp=10_000)
    assert [problem for problem in problems_of(training) if "{" in problem or "Kyrgyz" in problem] == [
        "The public title in Kyrgyz is missing.",
        "The wording in Russian: this training has nothing to say for {donor}.",
        "The wording in Russian: this training has nothing to say for {venue}.",
    ]
    assert code_of(lambda: facts(training))[0] == "wording"


def test_uzbek_in_cyrillic_is_made_from_the_latin():
    template = wording({"uz": {"lead": "Ushbu sertifikat oʻqigan {title}"}})
    training = TrainingFactory(certificate_template=template, certificate_languages="uz-Cyrl-ru", public_title_uz="Xavfsiz qishloq")
    found = json.loads(facts(training))
    assert (found["languages"], found["title"]["uz-Cyrl"]) == (["uz-Cyrl", "ru"], "Хавфсиз қишлоқ")
    assert found["words"]["uz-Cyrl"]["lead"] == "Ушбу сертификат ўқиган Хавфсиз қишлоқ"


def test_a_wording_of_a_partner_is_for_that_partner_alone():
    partner = OrganisationFactory()
    theirs = save_template(organisation=partner, by=holder("training_coordinator", partner), name="Own", texts={})
    assert (
        code_of(lambda: save_template(organisation=lead(), by=holder("training_coordinator", partner), name="X", texts={}))[0]
        == "not_coordinator"
    )
    training = TrainingFactory()
    choose = {"training": training, "by": coordinator(), "languages": "uz-en", "with_logos": False}
    assert code_of(lambda: set_certificate(template=theirs, **choose))[0] == "no_template"
    set_certificate(template=wording(), **choose)
    training.refresh_from_db()
    assert (training.certificate_template.name, training.certificate_languages, training.with_logos) == ("Thanks", "uz-en", False)


# the pages


def test_the_page_draws_what_is_typed_and_saves_it(client):
    template = wording()
    client.force_login(coordinator())
    url = template.get_absolute_url()
    page = {
        "organisation": lead().pk,
        "name": "Thanks",
        "active": "on",
        "languages": "en",
        "title_en": "Thanks to you",
        "for_en": "{nobody}",
    }
    shown = client.post(url, {**page, "look": "1"}).content.decode()
    assert 'src="data:image/png;base64,' in shown
    assert "nothing is called {nobody}" in shown
    live = client.post(url, {**page, "look": "1"}, headers={"accept": "application/json"}).json()
    assert live["picture"].startswith("data:image/png;base64,")
    assert "{nobody}" in live["problems"]
    assert template.versions.count() == 1
    assert "{nobody}" in client.post(url, page).content.decode()
    assert client.post(url, {**page, "for_en": "for {title}"}).status_code == 302
    assert template.texts == {"en": {"title": "Thanks to you", "for": "for {title}"}}
    assert "Thanks" in client.get(reverse("trainings:certificate_templates")).content.decode()


def test_pages_of_wordings_are_for_coordinators(client):
    template, training = wording(), TrainingFactory()
    for user, status in ((trainer_of(training), 404), (holder("training_coordinator", OrganisationFactory()), 404)):
        client.force_login(user)
        assert client.get(template.get_absolute_url()).status_code == status


def test_how_it_will_look_shows_a_picture_or_what_is_missing(client):
    training = TrainingFactory()
    client.force_login(trainer_of(training))
    url = reverse("trainings:certificate_preview", args=[training.slug])
    assert "data:image/png" in client.get(url).content.decode()
    training.signatories.all().delete()
    body = client.get(url).content.decode()
    assert "First say who signs the certificates." in body
    assert "data:image/png" not in body


# signatures and logos


def signed_paper(ink=True):
    """A photo of a signature: ink on grey paper."""
    paper = Image.new("RGB", (900, 500), "#c9c6bd")
    if ink:
        ImageDraw.Draw(paper).line([(200, 300), (300, 180), (420, 330), (600, 200)], fill="#20264a", width=9)
    out = io.BytesIO()
    paper.save(out, "JPEG")
    return io.BytesIO(out.getvalue())


def test_a_signature_is_ink_without_paper_and_stays_with_its_name():
    training, by = TrainingFactory(), coordinator()
    kept = keep_signature(signed_paper())
    with Image.open(kept.file) as drawn:
        assert drawn.mode == "RGBA"
        assert drawn.width < 480
        assert drawn.getextrema()[3] == (0, 255)
    posts = {"ky": "Директор", "ru": "Директор"}
    set_signatories(training=training, by=by, signatories=[Signs(name="Айнура", posts=posts, image=kept)])
    set_signatories(training=training, by=by, signatories=[Signs(name="Бакыт", posts=posts), Signs(name="Айнура", posts=posts)])
    assert list(training.signatories.values_list("name", "image")) == [("Бакыт", None), ("Айнура", kept.pk)]
    text = facts(training)
    assert images_in([text]) == {kept.sha256}
    with_it, without = draw_certificate(text, images=pictures(images_in([text]))), draw_certificate(text)
    assert len(with_it) > len(without)
    set_signatories(training=training, by=by, signatories=[Signs(name="Айнура", posts=posts, drop_image=True)])
    assert training.signatories.get().image is None


def test_a_paper_without_ink_and_what_is_no_picture_are_refused():
    assert code_of(lambda: keep_signature(signed_paper(ink=False)))[0] == "no_ink"
    assert code_of(lambda: keep_signature(io.BytesIO(b"%PDF-1.4")))[0] == "wrong_type"


def logo(colour):
    out = io.BytesIO()
    Image.new("RGB", (300, 100), colour).save(out, "PNG")
    file = ContentFile(out.getvalue(), name=f"{colour}.png")
    return AsharImage.objects.create(title="logo", file=file, people_shown="none", width=300, height=100)


def test_a_donors_logo_is_shown_on_its_own_days():
    training, day = TrainingFactory(), date(2026, 10, 17)
    agreement = AgreementFactory()
    TrainingFunding.objects.create(training=training, agreement=agreement, share_bp=10_000)
    old = DonorLogo.objects.create(donor=agreement.donor, image=logo("red"), last_day=day)
    assert len(keep_logos(training, day)) == 1
    assert keep_logos(training, day + timedelta(days=1)) == ()
    DonorLogo.objects.create(donor=agreement.donor, image=logo("blue"), first_day=day)
    assert keep_logos(training, day) == keep_logos(training, day + timedelta(days=9))
    assert keep_logos(training, day) != keep_logos(training, old.last_day - timedelta(days=1))
    training.with_logos = False
    assert keep_logos(training, day) == ()


def test_a_signature_is_sent_in_where_the_training_is_set_up(client):
    training = TrainingFactory()
    client.force_login(coordinator())
    url = reverse("trainings:setup", args=[training.slug])
    signs = {"part": "signatories", "signs-TOTAL_FORMS": 3, "signs-INITIAL_FORMS": 0}
    signs |= {"signs-0-name": "Айнура", "signs-0-post_ky": "Директор"}
    upload = signed_paper()
    upload.name = "signature.jpg"
    client.post(url, {**signs, "signs-0-image": upload})
    kept = training.signatories.get().image
    assert (kept.name, kept.content_type) == ("signature.png", "image/png")
    assert "Take the picture of the signature away" in client.get(url).content.decode()
    client.post(url, signs)
    assert training.signatories.get().image == kept
    wrong = io.BytesIO(b"%PDF-1.4")
    wrong.name = "signature.pdf"
    assert "Send the signature as a picture" in client.post(url, {**signs, "signs-0-image": wrong}).content.decode()
    client.post(url, {**signs, "signs-0-drop_image": "on"})
    assert training.signatories.get().image is None
    client.post(url, {"part": "certificate", "languages": "uz-Cyrl-ru", "template": ""})
    training.refresh_from_db()
    assert (training.certificate_languages, training.with_logos) == ("uz-Cyrl-ru", False)


def test_logos_of_donors_are_written_by_the_programme_manager():
    donor, day = AgreementFactory().donor, date(2026, 10, 17)
    row = DonorLogo(donor=donor, image=logo("red"), first_day=day, last_day=day - timedelta(days=1))
    assert code_of(lambda: save_donor_logo(logo=row, by=coordinator()))[0] != "days"
    assert code_of(lambda: save_donor_logo(logo=row, by=holder("programme_manager")))[0] == "days"
    row.last_day = None
    save_donor_logo(logo=row, by=holder("programme_manager"))
    event = Event.objects.latest("pk")
    assert (event.action, event.subject_id, event.data["from"]) == ("logo_added", str(donor.pk), "2026-10-17")
