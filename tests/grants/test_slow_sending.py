"""A request that begins before the closing moment and whose last byte comes after it (docs/decisions/0019)."""

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core.models import Event
from grants.models import Application
from tests.factories.grants import ready

pytestmark = pytest.mark.django_db


class Clock:
    def __init__(self, closes):
        self.closes, self.now = closes, closes - timedelta(seconds=2)


class SlowBody(io.BytesIO):
    """The first half comes at once, the other when the clock stands `seconds` beside the closing moment."""

    def __init__(self, content, clock, seconds):
        super().__init__(content)
        self.half, self.clock, self.then = len(content) // 2, clock, clock.closes + timedelta(seconds=seconds)

    def read(self, size=-1):
        if self.tell() < self.half:
            assert self.clock.now < self.clock.closes
            size = self.half - self.tell() if size < 0 else min(size, self.half - self.tell())
        else:
            self.clock.now = self.then
        return super().read(size)


@pytest.fixture
def applicant(monkeypatch):
    """(application ready to send, client that checks tokens, clock two seconds before closing)."""
    application = ready()
    organisation = application.organisation
    organisation.phone = "+996 312 00 00 00"
    organisation.save()
    client = Client(enforce_csrf_checks=True)
    client.force_login(application.created_by)
    clock = Clock(application.call.closes_at)
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    return application, client, clock


def post(client, clock, seconds, address, **fields):
    """Send the form of this page; its last bytes arrive `seconds` beside the closing moment."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(address).content.decode())[1]
    body = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": token, **fields})
    return client.generic("POST", address, body, MULTIPART_CONTENT, **{"wsgi.input": SlowBody(body, clock, seconds)})


def test_a_sending_that_began_in_time_and_arrived_late_is_refused_logged_and_the_person_is_told(applicant):
    application, client, clock = applicant
    answer = post(client, clock, 1, reverse("grants:check", args=[application.code]))
    assert clock.now == clock.closes + timedelta(seconds=1)
    page = answer.content.decode()
    assert "the deadline has passed" in page
    assert "What you wrote is kept. If the network held you up, ask the office for more time. +996 312 00 00 00" in page
    assert Event.objects.get(action="submit_refused").data == {"reason": "closed", "missing": []}
    assert Application.objects.get().state == "draft"


def test_a_slow_sending_that_arrived_one_second_before_is_taken(applicant):
    application, client, clock = applicant
    answer = post(client, clock, -1, reverse("grants:check", args=[application.code]))
    assert answer.url == reverse("grants:receipt", args=[application.code])
    assert Application.objects.get().submitted_at == clock.closes - timedelta(seconds=1)


def test_a_photo_that_arrives_after_closing_is_saved_so_that_nothing_is_lost(applicant):
    application, client, clock = applicant
    out = io.BytesIO()
    Image.effect_noise((900, 700), 80).convert("RGB").save(out, "JPEG")
    photo = io.BytesIO(out.getvalue())
    photo.name = "street.jpg"
    address = reverse("grants:part", args=[application.code, "idea"])
    version = str(application.part_versions["idea"])
    answer = post(client, clock, 1, address, **{"version": version, "q-aim": "Typed in the last minute", "q-plan": photo, "next": "stay"})
    assert (answer.status_code, answer.url) == (302, address)
    kept = Application.objects.get()
    assert (kept.answers["aim"], kept.saved_at) == ("Typed in the last minute", timezone.now())
    assert kept.files.get().file.name == "street.jpg"
