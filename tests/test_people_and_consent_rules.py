"""Sentences of the rules on people, groups and consent that no other test holds; and the table that says which test holds which."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.refusals import Refused
from tests.factories.programme import holder
from tests.factories.trainings import ParticipationFactory
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from trainings.ages import UNKNOWN, age_group, age_group_label
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.domain.people import record_caregiver
from youth_groups.enums import CaregiverKind, ConsentAnswer, ConsentBy, ConsentChannel, ConsentPurpose, GroupKind, MemberFunction, Sex
from youth_groups.models import Consent, Group, Person

OWNED = (
    "youth_groups.Group",
    "youth_groups.Person",
    "trainings.TrainingCall",
    "grants.GrantCall",
    "trainings.Training",
    "grants.Application",
    "programme.Agreement",
    "trainings.RosterImport",
)
#: Columns that the rules forbid in every table of ours, by a part of their names.
NOT_COLLECTED = ("religio", "birth_date", "birthdate", "date_of_birth", "birthday", "passport", "nationality")
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


@pytest.mark.parametrize(("table", "least"), [("rules-people-and-consent.md", 90), ("grants-and-peers.md", 15)])
def test_the_table_names_tests_that_exist(root: Path, table: str, least: int) -> None:
    named = NAMED.findall((root / "docs" / table).read_text(encoding="utf-8"))
    assert len(named) > least
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (root / "tests" / path).is_file() or f"def {name}(" not in (root / "tests" / path).read_text(encoding="utf-8")
    ]
    assert missing == []


@pytest.mark.parametrize("table", ["rules-people-and-consent.md", "grants-and-peers.md"])
def test_each_line_of_the_table_names_one_test(root: Path, table: str) -> None:
    lines = [line for line in (root / "docs" / table).read_text(encoding="utf-8").splitlines() if line[:1] == "|"]
    rows = [line for line in lines if line != "| --- | --- |" and line != "| what holds | test |"]
    assert [line for line in rows if len(NAMED.findall(line)) != 1] == []


@pytest.mark.parametrize("label", OWNED)
def test_everything_has_an_owning_organisation(label: str) -> None:
    field: Any = apps.get_model(label)._meta.get_field("organisation")
    assert (field.related_model._meta.label, field.null, field.remote_field.on_delete) == ("programme.Organisation", False, models.PROTECT)


def test_the_record_holds_a_year_and_nothing_that_is_not_collected(root: Path) -> None:
    ours = [model for model in apps.get_models() if str(root) in str(Path(apps.get_app_config(model._meta.app_label).path))]
    own = [model for model in ours if ".venv" not in str(apps.get_app_config(model._meta.app_label).path)]
    assert len(own) > 80
    columns = [(model._meta.label, field.name) for model in own for field in model._meta.local_fields]
    assert [column for column in columns if any(word in column[1].lower() for word in NOT_COLLECTED)] == []
    dates = {field.name for field in Person._meta.local_fields if isinstance(field, models.DateField)}
    assert dates == {"shown_adult_at", "erased_at", "created_at"}
    assert isinstance(Person._meta.get_field("birth_year"), models.PositiveSmallIntegerField)
    assert not {"ethnicity", "disability", "health", "diet"} & {field.name for field in Person._meta.local_fields}
    assert set(Sex.values) == {"female", "male", "other", "not_stated"}


@pytest.mark.parametrize(
    ("born", "age", "minor", "group"),
    [
        (2008, 18, True, "18-28"),
        (2007, 19, False, "18-28"),
        (2009, 17, True, "14-17"),
        (2013, 13, True, "u14"),
        (None, None, True, UNKNOWN),
    ],
)
def test_age_for_figures_and_for_consent(born: int | None, age: int | None, minor: bool, group: str) -> None:
    """Of 2008, on 1 September 2026: 18 in figures, but could still be 17, and so a minor for consent until a document was seen."""
    person, day = Person(birth_year=born), date(2026, 9, 1)
    assert (person.age_on(day), person.is_minor_on(day), age_group(person.age_on(day))) == (age, minor, group)
    person.shown_adult_at = timezone.now()
    assert not person.is_minor_on(day)
    assert age_group_label(UNKNOWN) == "not stated"


def test_kinds_of_groups_and_functions_of_a_partnership_team() -> None:
    assert set(GroupKind.values) == {"youth", "women", "mixed", "lcpc", "youth_committee", "womens_council", "cso", "school"}
    team = {"neighbourhood_inspector", "juvenile_inspector", "elders_court", "womens_council", "youth_committee"}
    assert set(MemberFunction.values) == {"leader", "member", *team}


def test_what_a_consent_says() -> None:
    assert set(ConsentPurpose.values) == {
        "participation",
        "travel",
        "care",
        "photo_internal",
        "photo_publication",
        "contact",
        "donor_sharing",
    }
    assert set(ConsentAnswer.values) == {"given", "refused", "withdrawn"}
    assert {"self", "caregiver"} <= set(ConsentBy.values)
    assert set(ConsentChannel.values) == {"paper", "screen", "voice", "staff"}
    required = {"purpose", "answer", "by", "channel", "text_version", "language", "given_on", "recorded_by"}
    assert [name for name in required if Consent._meta.get_field(name).blank or Consent._meta.get_field(name).null] == []  # type: ignore[union-attr]
    assert {"relation", "witness", "scan"} <= {field.name for field in Consent._meta.local_fields}


@pytest.mark.django_db
def test_a_consent_changes_in_nothing_but_its_person() -> None:
    person, other = PersonFactory(birth_year=1990), PersonFactory(birth_year=1990)
    answer = ConsentGiven(person=person, purpose="contact", by="self")
    by, today = holder(Role.TRAINING_COORDINATOR), timezone.localdate()
    row = record_consents(answers=[answer], by=by, given_on=today, witness="Гүлнара")[0]
    rows = Consent.objects.filter(pk=row.pk)
    changes: dict[str, Any] = {
        "answer": "withdrawn",
        "purpose": "travel",
        "by": "focal",
        "relation": "x",
        "channel": "voice",
        "text_version": "x",
        "language": "en",
        "given_on": date(2020, 1, 1),
        "witness": "x",
        "recorded_at": timezone.now(),
        "recorded_by": holder(Role.TRAINING_COORDINATOR).pk,
        "about_type": "x",
        "about_id": "x",
    }
    for name, value in changes.items():
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(**{name: value})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows._raw_delete(rows.db)
    rows.update(person=other)
    assert rows.get().person == other


@pytest.mark.django_db
def test_who_cares_in_a_parents_place_says_why() -> None:
    child, by = PersonFactory(birth_year=timezone.localdate().year - 12), holder(Role.TRAINING_COORDINATOR)
    assert set(CaregiverKind.values) == {"parent", "guardian", "carer"}
    for kind in (CaregiverKind.GUARDIAN, CaregiverKind.CARER):
        with pytest.raises(Refused) as raised:
            record_caregiver(person=child, by=by, relation="таенеси", kind=kind)
        assert raised.value.code == "why_no_parent"
    with pytest.raises(Refused) as raised:
        record_caregiver(person=child, by=by, relation=" ", kind=CaregiverKind.PARENT)
    assert raised.value.code == "no_relation"
    row = record_caregiver(person=child, by=by, relation="таенеси", kind=CaregiverKind.CARER, why_no_parent="Ата-энеси чет өлкөдө")
    assert (row.relation, row.kind, row.why_no_parent) == ("таенеси", "carer", "Ата-энеси чет өлкөдө")


@pytest.mark.django_db
def test_one_account_serves_several_groups() -> None:
    first, second, other = GroupFactory(), GroupFactory(), GroupFactory()
    user = member_account(first)
    from guardian.shortcuts import assign_perm

    assign_perm("view_group", user, second)
    assert set(Group.objects.for_user(user)) == {first, second}
    assert list(Group.objects.editable_by(user)) == [first]
    assert other not in Group.objects.for_user(user)


@pytest.mark.django_db
def test_a_groups_page_leads_to_everything_of_the_group(client: Any) -> None:
    group = GroupFactory(kind="lcpc")
    person = MembershipFactory(group=group, person__birth_year=1990).person
    ParticipationFactory(person=person)
    client.force_login(member_account(group, language="en"))
    page = client.get(group.get_absolute_url()).content.decode()
    for name in ("members", "concerns", "plans", "campaigns"):
        assert f'href="{reverse(f"youth_groups:{name}", args=[group.number])}"' in page, name
    headings = set(re.findall(r"<h2[^>]*>([^<]+)</h2>", page))
    assert {"Safety concerns", "Action plan", "Campaigns", "Grants", "Trainings and camps"} - headings == set()
