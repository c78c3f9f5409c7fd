import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import demo
from accounts.roles import Role
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import TrainingFactory
from tests.factories.youth_groups import PersonFactory
from youth_groups.domain.duplicates import refresh_keys

CAMP = Path(demo.__file__).parent / "data" / "rosters" / "camp-2019.xlsx"


def answer(*arguments: str) -> dict:
    out = StringIO()
    call_command("import_roster", str(CAMP), *arguments, "--dry-run", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_dry_run_of_the_camp_needs_no_database():
    found = answer()
    assert (found["rows"], found["people"], found["bad_rows"]) == (57, 54, [])
    assert [pair["rows"] for pair in found["possible_duplicates"]] == [
        ["Катышуучулар!16", "Катышуучулар!64"],
        ["Катышуучулар!48", "Катышуучулар!66"],
        ["Катышуучулар!51", "Катышуучулар!65"],
    ]


@pytest.mark.django_db
def test_dry_run_for_a_training_compares_with_the_people_of_its_organisation_only():
    training = TrainingFactory()
    known = PersonFactory(
        written_name="Сыдыков Бекжан", sex="male", birth_year=2003, phone="+996777622241", organisation=training.organisation
    )
    other = PersonFactory(
        written_name="Сыдыков Бекжан", sex="male", birth_year=2003, phone="+996777622241", organisation=OrganisationFactory()
    )
    refresh_keys([known.pk, other.pk])
    pairs = answer("--training", training.slug)["possible_duplicates"]
    assert sorted(pair["rows"] for pair in pairs if pair["existing"] == known.number) == [["Катышуучулар!16"], ["Катышуучулар!64"]]
    assert {pair["existing"] for pair in pairs} == {None, known.number}


@pytest.mark.django_db
def test_unknown_training_or_file_is_one_clear_line(tmp_path):
    with pytest.raises(CommandError, match="no training"):
        answer("--training", "nowhere")
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_roster", str(tmp_path / "none.csv"), "--dry-run")


@pytest.mark.django_db
def test_importing_waits_for_decisions_unless_all_are_said_to_be_the_same():
    training, by = TrainingFactory(), holder(Role.TRAINING_COORDINATOR)
    out = StringIO()
    call_command("import_roster", str(CAMP), "--training", training.slug, "--by", by.number, "--json", stdout=out)
    waiting = json.loads(out.getvalue())
    assert (waiting["state"], waiting["open_pairs"], waiting["people_on_the_roster"]) == ("staged", 3, 0)
    out = StringIO()
    call_command("import_roster", str(CAMP), "--training", training.slug, "--by", by.email, "--all-same", "--json", stdout=out)
    done = json.loads(out.getvalue())
    assert (done["state"], done["open_pairs"], done["people_on_the_roster"]) == ("confirmed", 0, 54)


@pytest.mark.django_db
def test_importing_needs_a_training_and_an_account_with_the_right():
    training = TrainingFactory()
    with pytest.raises(CommandError, match="--training"):
        call_command("import_roster", str(CAMP))
    with pytest.raises(CommandError, match="--by"):
        call_command("import_roster", str(CAMP), "--training", training.slug)
    with pytest.raises(CommandError, match="coordinators"):
        call_command("import_roster", str(CAMP), "--training", training.slug, "--by", holder(Role.GRANTS_OFFICER).number)
