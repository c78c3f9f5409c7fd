"""A person asks what is held of them: one readable file in their language, given by the office, noted."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.roles import Role
from core.models import AccessLog, Event
from core.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import NominationFactory, ParticipationFactory, TrainingFactory
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory
from youth_groups.documents.own_data import OwnData, draw_own_data
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.domain.own_data import LANGUAGES, give_own_data
from youth_groups.domain.people import add_occupation, record_caregiver
from youth_groups.domain.protected import declare_sensitive
from youth_groups.models import CareData, PersonLink
from youth_groups.person_data import Part

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(by):
    """Somebody of whom everything is held that can be."""
    row = PersonFactory(
        written_name="Токтосунова Айгүл", birth_year=1990, phone="+996555123456", phone_owner="family", best_time="кечинде", language="en"
    )
    PersonFactory(written_name="Асанова Айгүл", birth_year=1990, merged_into=row)
    record_caregiver(person=row, by=by, relation="апасы", name="Гүлнара")
    add_occupation(person=row, by=by, kind="teacher", first_year=2015)
    MembershipFactory(person=row, group=GroupFactory(name_en="Bright Road"), function="leader")
    record_consents(answers=[ConsentGiven(person=row, purpose="contact", by="self")], by=by, given_on=timezone.localdate())
    ParticipationFactory(person=row, training=TrainingFactory(public_title_en="Talking course"))
    NominationFactory(person=row, answers={"motivation": "She leads well 🌟"})
    declare_sensitive(person=row, by=by, declared_on=timezone.localdate(), ethnicity="дунганка", wg={"seeing": "3"})
    day = timezone.localdate() + timedelta(days=3)
    CareData.objects.create(
        person=row, about_type="trainings.training", about_id="1", ends_on=day, answers={"health": "asthma", "diet": []}, written_by=by
    )
    return row


def text_of(content):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def given(person, by, **more):
    return give_own_data(person=person, by=by, **{"asked_by": "self", "reason": "She asked", "language": "en", **more})


HELD = (
    "Токтосунова Айгүл",
    "Асанова Айгүл",
    "1990",
    "+996555123456",
    "кечинде",
    "апасы",
    "Гүлнара",
    "teacher",
    "Bright Road",
    "leader",
    "given",
)
TRAINED = ("Talking course", "She leads well ?", "Why this person?")
PROTECTED = ("дунганка", "a lot of difficulty", "asthma")


def test_everything_that_is_held_stands_in_it_and_nothing_that_is_protected(by, person):
    partner = PersonFactory(organisation=OrganisationFactory(), written_name="Чужая Запись")
    PersonLink.objects.create(first=person, second=partner, reason="same", linked_by=by)
    text = text_of(given(person, by))
    assert [word for word in (*HELD, *TRAINED) if word not in text] == []
    assert [word for word in (*PROTECTED, "Чужая Запись", by.name or by.number) if word in text] == []


def test_protected_data_by_a_tick_and_for_their_readers_only(by, person):
    with pytest.raises(Refused):
        given(person, by, protected=True)
    assert not AccessLog.objects.filter(action__startswith="export").exists()
    reader = holder(Role.SAFEGUARDING_FOCAL_POINT)
    text = text_of(given(person, reader, protected=True))
    assert [word for word in (*HELD, *PROTECTED) if word not in text] == []
    noted = sorted(AccessLog.objects.filter(user=reader).values_list("action", "reason"))
    assert noted == [("export_own_data", "She asked"), ("read_care", "She asked"), ("read_sensitive", "She asked")]


def test_it_is_noted_and_the_history_keeps_no_value(by, person):
    given(person, by, asked_by="caregiver")
    event = Event.objects.get(action="own_data_given")
    assert (event.subject_id, event.data) == (str(person.pk), {"asked_by": "caregiver", "protected": False, "language": "en"})
    assert (AccessLog.objects.get(action="export_own_data").subject_id, AccessLog.objects.get().rows) == (str(person.pk), 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_drawn_and_the_same_data_give_the_same_bytes(by, person, language):
    first, second = given(person, by, language=language), given(person, by, language=language)
    assert first == second
    assert "Токтосунова Айгүл" in text_of(first)
    assert PdfReader(io.BytesIO(first)).trailer["/Root"]["/Lang"] == language


@pytest.mark.parametrize("why", ["no_reason", "gone", "not_cleared", "not_your_people"])
def test_refusals(by, person, why):
    user, more = by, {}
    if why == "no_reason":
        more = {"reason": " "}
    elif why == "gone":
        person = PersonFactory(merged_into=person)
    elif why == "not_cleared":
        user, person = holder(Role.PROGRAMME_MANAGER, cleared=False), PersonFactory(birth_year=2015)
    else:
        user = holder(Role.PROGRAMME_MANAGER, OrganisationFactory())
    with pytest.raises(Refused) as refused:
        given(person, user, **more)
    assert refused.value.code == why
    assert not Event.objects.filter(action="own_data_given").exists()


def test_the_page_gives_the_file_and_the_tick_only_to_readers(signed_in, by, person):
    address = reverse("youth_groups:own_data", args=[person.number])
    client = signed_in(by)
    assert address in client.get(reverse("youth_groups:person", args=[person.number])).content.decode()
    assert 'name="protected"' not in client.get(address).content.decode()
    answer = client.post(address, {"asked_by": "self", "reason": "Asked", "language": "ky", "protected": "on"})
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store, private")
    assert f'filename="{person.number}-' in answer["Content-Disposition"]
    assert "дунганка" not in text_of(answer.content)
    assert 'name="protected"' in signed_in(holder(Role.ME_OFFICER)).get(address).content.decode()
    for stranger in (UserFactory(), holder(Role.GRANTS_OFFICER), holder(Role.PROGRAMME_MANAGER, OrganisationFactory())):
        assert signed_in(stranger).get(address).status_code == 404


def test_long_texts_go_on_on_the_next_page_and_nothing_is_cut():
    words = [f"сөз{n}" for n in range(1500)]
    part = Part("Answers", [("A very long label of a question that does not fit into one line of its column", " ".join(words)), ("x", "")])
    data = OwnData(language="ky", title="T", lead="L", end="E", footer="F", organisation="O", parts=[part] * 2)
    pages = PdfReader(io.BytesIO(draw_own_data(data))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert len(pages) > 3
    assert [word for word in words if text.count(f"{word} ") + text.count(f"{word}\n") < 2] == []
