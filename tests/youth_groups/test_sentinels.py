"""What people declare and care data stand in no list, export or printed sheet: words planted there are looked for in all of them."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.pdf import check
from tests.factories.programme import holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, with_sessions
from tests.factories.youth_groups import MembershipFactory, PersonFactory
from trainings.domain.sheets import print_sign_in_sheet
from youth_groups.domain.protected import declare_sensitive
from youth_groups.models import CareData, Person

pytestmark = pytest.mark.django_db
DECLARED, HEALTH, FOOD, CALL = "Zqdeclared", "Zqhealth", "Zqfood", "Zqcall"
WORDS = (DECLARED, HEALTH, FOOD, CALL)
TABLE = {"reason": "a report", "kind": "csv"}
WORKBOOK = {"reason": "a report", "kind": "xlsx"}


def text_of(answer):
    """All that can be read of an answer: a page, a table, a workbook's parts, the text of a PDF."""
    assert answer.status_code == 200, answer.status_code
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        return check.text(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    return content.decode()


def planted():
    today, coordinator = timezone.localdate(), holder(Role.TRAINING_COORDINATOR)
    person = PersonFactory(written_name="Айперри", folded="айперри", birth_year=1990)
    member = MembershipFactory(person=person)
    training = TrainingFactory(first_day=today, last_day=today + timedelta(days=2))
    ParticipationFactory(training=training, person=person)
    with_sessions(training, 2)
    declare_sensitive(person=person, by=coordinator, declared_on=today, ethnicity=DECLARED)
    CareData.objects.create(
        person=person,
        about_type="trainings.training",
        about_id=str(training.pk),
        ends_on=training.last_day,
        answers={"health": HEALTH, "diet_note": FOOD, "contact_name": CALL},
        written_by=coordinator,
    )
    return coordinator, person, member.group, training


def test_no_list_export_or_sheet_holds_what_is_protected(signed_in):
    coordinator, person, group, training = planted()
    client = signed_in(coordinator)
    sheet = print_sign_in_sheet(training=training, day=training.first_day, by=coordinator)
    record, slug = [person.number], [training.slug]
    pages = [
        ("youth_groups:people", []),
        ("youth_groups:person", record),
        ("youth_groups:sensitive", record),
        ("youth_groups:consents", record),
        ("youth_groups:members", [group.number]),
        ("youth_groups:group", [group.number]),
        ("youth_groups:consent_form", [*record, "ky"]),
        ("trainings:training", slug),
        ("trainings:attendance", [*slug, 1]),
        ("trainings:preparation_counts", slug),
        ("trainings:consent_forms", [*slug, "ky"]),
        ("trainings:certificates", slug),
        ("trainings:sheet_file", [*slug, sheet.number]),
    ]
    tables = [
        ("youth_groups:export_people", []),
        ("youth_groups:export_members", [group.number]),
        ("trainings:export_participants", slug),
    ]
    read = {name: text_of(client.get(reverse(name, args=args))) for name, args in pages}
    for name, args in tables:
        for form in (TABLE, WORKBOOK):
            taken = text_of(client.post(reverse(name, args=args), form))
            assert person.number in taken, name
            read[f"{name} {form['kind']}"] = taken
    assert {name: word for name, text in read.items() for word in WORDS if word in text} == {}
    for word in WORDS:
        assert not Person.objects.filter(folded__contains=word.casefold()).exists()
        found = client.get(reverse("youth_groups:people"), {"q": word}).content.decode()
        assert person.number not in found
    # On their own page they stand, so that the search above could have found them.
    care = text_of(client.get(reverse("trainings:preparation", args=slug)))
    assert [word for word in (HEALTH, FOOD, CALL) if word not in care] == []
    assert DECLARED not in care


def test_own_data_hold_them_by_the_tick_only(signed_in):
    _coordinator, person, *_rest = planted()
    client = signed_in(holder(Role.SAFEGUARDING_FOCAL_POINT))
    page = reverse("youth_groups:own_data", args=[person.number])
    asked = {"asked_by": "self", "reason": "asks", "language": "en"}
    without = text_of(client.post(page, asked))
    assert [word for word in WORDS if word in without] == []
    with_tick = text_of(client.post(page, {**asked, "protected": "on"}))
    assert [word for word in WORDS if word not in with_tick] == []
