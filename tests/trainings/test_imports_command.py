import json
from io import StringIO
from pathlib import Path

import demo
import pytest
from django.core.management import CommandError, call_command

from tests.factories.programme import OrganisationFactory
from tests.factories.trainings import TrainingFactory
from tests.factories.youth_groups import PersonFactory

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
    known = PersonFactory(written_name="Сыдыков Бекжан", sex="male", birth_year=2003, phone="+996777622241", organisation=training.organisation)
    PersonFactory(written_name="Сыдыков Бекжан", sex="male", birth_year=2003, phone="+996777622241", organisation=OrganisationFactory())
    pairs = answer("--training", training.slug)["possible_duplicates"]
    assert sorted(pair["rows"] for pair in pairs if pair["existing"] == known.number) == [["Катышуучулар!16"], ["Катышуучулар!64"]]
    assert {pair["existing"] for pair in pairs} == {None, known.number}


@pytest.mark.django_db
def test_unknown_training_or_file_is_one_clear_line(tmp_path):
    with pytest.raises(CommandError, match="no training"):
        answer("--training", "nowhere")
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_roster", str(tmp_path / "none.csv"), "--dry-run")
