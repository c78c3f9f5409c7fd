"""A voice answer: three minutes at most, private, typed by staff before anybody reviews."""

import gzip
import io
import struct
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.money import Money
from core.refusals import Refused
from grants.checks import CHECKS
from grants.domain.drafts import save_budget_row
from grants.domain.receiving import write_second_text
from grants.domain.reviews import assign_reviewer, declare_no_conflict
from grants.domain.screening import record_sanctions_check, screen_application
from grants.domain.submission import submit_application
from grants.domain.voice import add_voice
from grants.models import Application, ReviewAssignment
from tests.factories.grants import draft, officer, reviewer
from tests.factories.programme import holder
from tests.factories.youth_groups import GroupFactory, member_account

pytestmark = pytest.mark.django_db


def page(kind, granule, body):
    head = struct.pack("<4sBBQIIIB", b"OggS", 0, kind, granule, 7, 0, 0, 1)
    return head + bytes([len(body)]) + body


def ogg(seconds):
    """An Opus recording that says how long it is."""
    first = b"OpusHead" + struct.pack("<BBHIHB", 1, 1, 0, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 0) + struct.pack("<I", 0)
    return page(2, 0, first) + page(0, 0, tags) + page(4, seconds * 48000, b"x" * 40)


@pytest.fixture
def spoken():
    """A draft whose required answer was spoken, complete otherwise."""
    group = GroupFactory()
    by = member_account(group)
    application = draft(group=group, by=by)
    save_budget_row(application=application, by=by, item="Hall", quantity=1, unit_cost=Money(60_000), own=Money(0))
    add_voice(application=application, question="aim", upload=io.BytesIO(ogg(170)), name="aim.ogg", by=by)
    return Application.objects.get(pk=application.pk)


def test_three_minutes_at_most_and_only_recordings(spoken):
    def add(content, question="aim"):
        add_voice(application=spoken, question=question, upload=io.BytesIO(content), name="a.ogg", by=spoken.created_by)

    with pytest.raises(Refused, match="three minutes at most"):
        add(ogg(181))
    with pytest.raises(Refused, match="cannot be read"):
        add(b"%PDF-1.4 no sound")
    with pytest.raises(Refused, match="not answered by voice"):
        add(ogg(5), "plan")
    add(ogg(180))
    assert list(spoken.files.values_list("question", "seconds")) == [("aim", 180)]


def test_a_recording_above_the_limit_of_files_is_refused_before_it_is_read_whole(spoken, settings):
    settings.ASHAR = {**settings.ASHAR, "UPLOAD_MAX_BYTES": 1_000_000}
    upload = io.BytesIO(ogg(20) + b"x" * 2_000_000)
    with pytest.raises(Refused, match="larger than 1 MB"):
        add_voice(application=spoken, question="aim", upload=upload, name="a.ogg", by=spoken.created_by)
    assert upload.tell() == 1_000_001


def test_it_stands_for_the_written_answer_and_is_typed_before_the_review(spoken, client):
    application = submit_application(application=spoken, by=spoken.created_by)
    by, asked = officer(), reviewer()
    check = {"list_name": "UN", "name_asked": "Group", "result": "clear"}
    record_sanctions_check(application=application, by=by, checked_on=application.submitted_at.date(), **check)
    given = {"application": application, "by": by, "checks": dict.fromkeys(CHECKS, True), "eligible": True}
    with pytest.raises(Refused, match="type the voice answers first"):
        screen_application(**given)
    client.force_login(by)
    texts = reverse("grants:texts", args=[application.code])
    shown = client.get(texts)
    assert f'<audio controls preload="none" src="{reverse("grants:file", args=[application.code, application.files.get().pk])}"' in (
        shown.content.decode()
    )
    assert "media-src 'self';" in shown["Content-Security-Policy"] + ";"
    client.post(texts, {"question": "aim", "kind": "spoken", "language": "ky", "text": "Көчө жарыгы керек"})
    screen_application(**given)
    assignment = assign_reviewer(application=application, reviewer=asked, by=officer())
    declare_no_conflict(assignment=assignment, by=asked)
    client.force_login(asked)
    page_of_review = client.get(reverse("grants:review", args=[assignment.pk])).content.decode()
    assert "Көчө жарыгы керек" in page_of_review
    assert "aim.ogg" not in page_of_review
    voice = application.files.get()
    assert client.get(reverse("grants:review_file", args=[assignment.pk, voice.pk])).status_code == 404
    holder("me_officer").roles_held.update(user=asked)
    with pytest.raises(Refused, match="somebody else writes this text"):
        write_second_text(
            application=application, question="aim", kind="translation", language="en", text="x", by=ReviewAssignment.objects.get().reviewer
        )


def test_the_page_takes_a_recording_without_javascript(spoken, client):
    client.force_login(spoken.created_by)
    address = reverse("grants:part", args=[spoken.code, "idea"])
    assert 'name="v-aim" accept="audio/*" capture' in client.get(address).content.decode()
    wrong = client.post(address, {"version": "0", "v-aim": SimpleUploadedFile("a.ogg", ogg(200))})
    assert wrong.status_code == 422
    assert "three minutes at most" in wrong.content.decode()
    client.post(address, {"version": "1", "v-aim": SimpleUploadedFile("b.ogg", ogg(20))})
    assert spoken.files.get().seconds == 20


def test_what_a_browser_records_is_kept_and_heard_again_by_the_group_and_the_office_alone(spoken, client):
    client.force_login(spoken.created_by)
    address = reverse("grants:part", args=[spoken.code, "idea"])
    recorded = (Path(__file__).parent.parent / "core/recordings/browser.webm").read_bytes()
    client.post(address, {"version": "0", "v-aim": SimpleUploadedFile("../voice.exe", recorded)})
    kept = spoken.files.select_related("file").get()
    assert (kept.file.name, kept.file.content_type, kept.seconds) == ("voice.webm", "audio/webm", 3)
    heard = reverse("grants:file", args=[spoken.code, kept.pk])
    page = client.get(address)
    assert f'<audio controls preload="none" src="{heard}"' in page.content.decode()
    assert "media-src 'self' blob:" in page["Content-Security-Policy"]
    assert b"".join(client.get(heard).streaming_content) == recorded
    client.force_login(member_account(GroupFactory()))
    assert client.get(heard).status_code == 404


def test_a_player_gets_the_part_of_a_recording_that_it_asks_for(spoken, client):
    client.force_login(spoken.created_by)
    address = reverse("grants:file", args=[spoken.code, spoken.files.get().pk])
    whole = client.get(address)
    content = b"".join(whole.streaming_content)
    assert whole["Accept-Ranges"] == "bytes"

    def part(asked, **more):
        answer = client.get(address, headers={"range": asked, **more})
        assert answer["Cache-Control"] == "no-store, private"
        return answer.status_code, answer.get("Content-Range"), b"".join(answer)

    size = len(content)
    assert part("bytes=0-1") == (206, f"bytes 0-1/{size}", content[:2])
    assert part("bytes=10-") == (206, f"bytes 10-{size - 1}/{size}", content[10:])
    assert part(f"bytes=3-{size + 9}") == (206, f"bytes 3-{size - 1}/{size}", content[3:])
    assert part(f"bytes={size}-") == (416, f"bytes */{size}", b"")
    assert part("bytes=-5") == part("bytes=0-1,4-5") == (200, None, content)
    assert gzip.decompress(part("bytes=0-1", **{"accept-encoding": "gzip"})[2]) == content
