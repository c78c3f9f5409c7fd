import io
from datetime import date

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader

from core.models import AsharImage, StoredFile
from core.pdf import check
from tests.factories.programme import lead
from tests.factories.trainings import TrainingFactory
from trainings.documents import draw_certificate
from trainings.domain.facts import FactsMaker, logos_in
from trainings.domain.logos import keep_logos, pictures

pytestmark = pytest.mark.django_db


def picture(colour):
    out = io.BytesIO()
    Image.new("RGB", (900, 400), colour).save(out, "PNG")
    return ContentFile(out.getvalue(), name=f"{colour}.png")


@pytest.fixture
def training(tmp_path, settings):
    organisation = lead()
    organisation.logo = AsharImage.objects.create(title="logo", file=picture("red"), people_shown="none", width=900, height=400)
    organisation.save()
    return TrainingFactory(organisation=organisation, with_logos=True)


def facts(training):
    return FactsMaker(training).facts(name="Айпери", number="K7Q2M9XD4TRW", day=date(2026, 8, 14), state="valid")


def images_in(content):
    return sum(len(page.images) for page in PdfReader(io.BytesIO(content)).pages)


def test_a_certificate_carries_the_organisations_logo(training):
    text = facts(training)
    content = draw_certificate(text, images=pictures(logos_in([text])))
    assert images_in(content) == 1
    assert set(check.fonts(content).values()) == {True}
    assert content == draw_certificate(text, images=pictures(logos_in([text])))


def test_what_was_issued_keeps_its_logo_when_the_organisation_changes_it(training):
    before = facts(training)
    training.organisation.logo.file = picture("blue")
    training.organisation.logo.save()
    after = facts(training)
    assert logos_in([before]) != logos_in([after])
    assert set(pictures(logos_in([before, after]))) == logos_in([before]) | logos_in([after])


def test_a_logo_is_kept_once(training):
    assert keep_logos(training) == keep_logos(training)
    assert StoredFile.objects.filter(name="logo.png").count() == 1


def test_an_unsafe_place_shows_no_logo(training):
    training.with_logos = False
    assert keep_logos(training) == ()
    assert logos_in([facts(training)]) == set()


def test_an_organisation_without_logo_and_a_lost_picture_stop_nothing(training):
    training.organisation.logo.file.storage.delete(training.organisation.logo.file.name)
    assert keep_logos(training) == ()
    training.organisation.logo = None
    assert keep_logos(training) == ()
