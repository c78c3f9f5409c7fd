"""The exported chat of a course: who wrote on which day, in every form that phones export; nothing of what they wrote stays anywhere."""

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import demo
from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, new_key, trainer_of
from tests.factories.youth_groups import PersonFactory
from trainings.chats import read_chat, tidy_label
from trainings.domain.attendance import record_marks
from trainings.domain.chats import decide_senders, forget_senders, take_chat
from trainings.domain.trainings import plan_sessions
from trainings.models import ChatSender, Participation
from trainings.queries.attendance import attendance_of
from youth_groups.rosters.parsing import read_roster

ROSTERS = Path(demo.__file__).parent / "data" / "rosters"
FIRST, LAST = date(2019, 3, 2), date(2019, 3, 21)
PLANTED = "Zqsecretwords"


def refused(code):
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def days_of(text, first=FIRST, last=LAST):
    chat = read_chat(text if isinstance(text, bytes) else text.encode(), first_day=first, last_day=last)
    return {sender: sorted(day.isoformat()[5:] for day in days) for sender, days in chat.days.items()}


# reading, without a database

BOTH = {"Айгүл": ["03-02", "03-13"], "+996700123456": ["03-03"]}


FORMS = {
    "android": """02.03.2019, 09:00 - Айгүл: <Без медиафайлов>
03.03.2019, 09:01 - +996 700 123 456: Данное сообщение удалено
13.03.2019, 1:00 - Айгүл: а: б""",
    "ios": """[02.03.2019, 09:00:12] Айгүл: \u200e<прикреплено: 01.jpg>\r
\u200e[03.03.2019, 09:01:02] ~\u202f+996\u2011700\u2011123\u2011456: x\r
[13.03.2019, 01:00:00] Айгүл: \u200eЭто сообщение было удалено.\r
[13.03.2019, 01:00:00] Бек: \u200eБек вышел(-ла)""",
    "us": """3/2/19, 9:00 AM - Айгүл: text
its second line: 3/9/19, 9:00 AM - nobody
3/3/19, 9:01\u202fPM - +996700123456: x
3/13/19, 1:00 AM - Айгүл:""",
    "day first": "2/3/19, 09:00 - Айгүл: a\n3/3/19, 09:01 - 0700 123456: b\n13/3/19, 10:00 - Айгүл: c",
    "iso": "2019-03-02, 09:00 - Айгүл: a\n2019-03-03 09:01 - 0700123456: b\n2019-03-13, 10:00 - Айгүл: c",
    "short year": """\ufeff02.03.19, 09:00 - Айгүл: a
02.03.19, 09:00 - Сообщения защищены
03.03.19, 09:01 - 0700123456: b
13.03.19, 9.00 - Айгүл: c""",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_export_says_the_same(form):
    assert days_of(FORMS[form]) == BOTH


def test_dates_that_could_be_either_follow_the_running_order_then_the_course_days():
    assert days_of("1/3/19, 9:00 - A: x\n2/3/19, 9:00 - A: x\n1/4/19, 9:00 - A: x") == {"A": ["03-01", "03-02", "04-01"]}
    assert days_of("4/3/19, 9:00 - A: x\n5/3/19, 9:00 - A: x") == {"A": ["03-04", "03-05"]}
    with refused("dates"):
        days_of("4/5/20, 9:00 - A: x")
    for text in ("", "Hello\nworld: yes", "PK\x03\x04"):
        with refused("unreadable" if text.startswith("PK") else "no_chat"):
            days_of(text)


def test_an_iphone_sends_an_archive_and_labels_are_compared_without_marks():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("IMG-1.jpg", b"x")
        archive.writestr("_chat.txt", "[02.03.2019, 09:00:12] Айгүл: x")
    assert days_of(packed.getvalue()) == {"Айгүл": ["03-02"]}
    assert tidy_label("\u200e~\u202fАйгүл  К.") == "Айгүл К."


# the course of the files, with a database


def course(members, **fields):
    training = TrainingFactory(activity_type_id="messaging_course", first_day=FIRST, last_day=LAST, locality=None, **fields)
    for row in read_roster(members).rows:
        ParticipationFactory(training=training, person=PersonFactory(written_name=row.name, birth_year=row.birth_year, phone=row.phone))
    return training


@pytest.fixture
def small(coordinator):
    """Two people and a course of twenty days."""
    members = "Чаттагы аты,Аты-жөнү,Туулган жылы,Телефону\nАйгүл К.,Кадырова Айгүл,1999,\n0700123456,Беков Азат,1998,0700123456\n".encode()
    training = course(members)
    plan_sessions(training=training, by=coordinator, kind="days")
    return training, members


def counted(training):
    attendance = attendance_of(training)
    return {row.person.written_name: attendance.completions()[row.pk].counted for row in attendance.roster}


@pytest.mark.django_db
def test_the_course_of_2019_has_as_many_with_16_of_20_days_as_the_truth_says(coordinator):
    truth = json.loads((ROSTERS / "TRUTH.json").read_text())["messaging-course-2019.txt"]
    members = (ROSTERS / "messaging-course-members.csv").read_bytes()
    training = course(members)
    plan_sessions(training=training, by=coordinator, kind="days")
    take_chat(training=training, by=coordinator, content=(ROSTERS / "messaging-course-2019.txt").read_bytes(), members=members)
    [leader] = ChatSender.objects.filter(decision="open")
    assert (leader.label, counted(training) != {}) == ("Координатор", True)
    decide_senders(training=training, by=coordinator, decisions={leader.pk: None})
    completions = [attendance_of(training).completions()[row.pk] for row in training.participations.all()]
    assert (len(completions), {each.held for each in completions}, {each.unmarked for each in completions}) == (
        truth["members"],
        {truth["units"]},
        {0},
    )
    assert sum(each.counted >= 16 for each in completions) == truth["members_with_16_of_20_days"]
    assert sum(each.met for each in completions) == truth["members_with_16_of_20_days"]
    assert set(ChatSender.objects.values_list("label", flat=True)) == {""}


@pytest.mark.django_db
def test_what_was_written_stands_in_no_table_and_no_file(client, small, coordinator, settings, tmp_path):
    training, members = small
    settings.FILE_UPLOAD_TEMP_DIR, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = tmp_path, 10
    client.force_login(coordinator)
    text = f"02.03.2019, 09:00 - Айгүл К.: {PLANTED}\n{PLANTED}: again\n03.03.2019, 10:00 - Zqstranger: {PLANTED}\n"
    url = reverse("trainings:chat", args=[training.slug])
    files = {"chat": SimpleUploadedFile("zqchat.txt", text.encode()), "members": SimpleUploadedFile("m.csv", members)}
    page = client.post(url, {"part": "chat", **files}, follow=True).content.decode()
    assert "Zqstranger" in page
    assert PLANTED not in page
    assert list(tmp_path.iterdir()) == []
    for word in (PLANTED, "zqchat", "Zqstranger"):
        for model in apps.get_models():
            for row in model._base_manager.values_list():
                stands = word.lower() in repr(row).lower()
                assert not stands or (word == "Zqstranger" and model is ChatSender), model
    for path in settings.PRIVATE_ROOT.rglob("*"):
        assert not path.is_file() or PLANTED.encode() not in path.read_bytes()
    [stranger] = ChatSender.objects.filter(decision="open")
    place = training.participations.get(person__written_name="Беков Азат")
    assert client.post(url, {"part": "senders", f"s-{stranger.pk}": str(place.pk)}, follow=True).status_code == 200
    assert counted(training) == {"Кадырова Айгүл": 1, "Беков Азат": 1}


@pytest.mark.django_db
def test_nobody_is_absent_before_all_senders_are_known_and_a_later_chat_only_adds(small, coordinator):
    training, members = small
    take_chat(
        training=training, by=coordinator, content="02.03.2019, 09:00 - Айгүл К.: a\n03.03.2019, 09:00 - Гость: b".encode(), members=members
    )
    assert {row.status for row in attendance_of(training).statuses.values()} == {"present"}
    [guest] = ChatSender.objects.filter(decision="open")
    assert decide_senders(training=training, by=coordinator, decisions={guest.pk: None}) == 3
    take_chat(training=training, by=coordinator, content="03.03.2019, 09:00 - +996700123456: a\n03.03.2019, 10:00 - Гость: b".encode())
    assert counted(training) == {"Кадырова Айгүл": 1, "Беков Азат": 1}
    assert not ChatSender.objects.filter(decision="open").exists()
    # A person's word stands over the chat.
    session, place = training.sessions.get(position=2), training.participations.get(person__written_name="Кадырова Айгүл")
    record_marks(session=session, by=coordinator, statuses={place.pk: "excused"}, batch=new_key())
    take_chat(training=training, by=coordinator, content="03.03.2019, 11:00 - Айгүл К.: a".encode())
    assert attendance_of(training).status(place, session) == "excused"
    assert forget_senders(training=training, by=coordinator) == 3


@pytest.mark.django_db
def test_a_phone_or_name_of_two_people_matches_nobody(coordinator):
    members = "Аты-жөнү,Телефону\nКадырова Айгүл,0700123456\nКадырова Айпери,0700123456\nБеков Азат,0700111222\n".encode()
    training = course(members)
    content = "02.03.2019, 09:00 - 0700123456: a\n02.03.2019, 09:00 - Азат Беков: a\n02.03.2019, 09:00 - Айпери Кадырова: a".encode()
    take_chat(training=training, by=coordinator, content=content)
    assert [row.label for row in ChatSender.objects.filter(decision="open")] == ["+996700123456"]
    assert ChatSender.objects.filter(decision="place").count() == 2


@pytest.mark.django_db
def test_only_those_who_lead_a_course_at_a_distance_read_its_chat(client, small, coordinator):
    training, _members = small
    stranger = holder("training_coordinator", OrganisationFactory(code="partner"))
    with refused("not_trainer"):
        take_chat(training=training, by=stranger, content=b"")
    with refused("not_remote"):
        take_chat(training=TrainingFactory(), by=coordinator, content=b"")
    for user, status in ((stranger, 404), (trainer_of(training), 200)):
        client.force_login(user)
        assert client.get(reverse("trainings:chat", args=[training.slug])).status_code == status
    other = ParticipationFactory()
    with refused("not_on_roster"):
        decide_senders(training=training, by=coordinator, decisions={1: other.pk})
    assert Participation.objects.get(pk=other.pk).chat_senders.count() == 0
    assert re.search("chat", client.get(training.get_absolute_url()).content.decode())
