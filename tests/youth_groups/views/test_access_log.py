"""The focal point sees who read what of people, and what of it is unusual."""

import ast
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.catalogues import source_files
from core.dates import BISHKEK
from core.models import AccessLog
from core.worklists import work_for as all_work
from tests.factories.programme import OrganisationFactory, holder
from youth_groups.queries.access import ACTIONS, MANY, REASONS, unusual

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal_point():
    return holder(Role.SAFEGUARDING_FOCAL_POINT)


@pytest.fixture
def reader():
    return holder(Role.TRAINING_COORDINATOR, name="Чолпон")


def reading(user, rows=1, days_ago=0, hour=11, action="read_list", reason=""):
    day = timezone.localdate() - timedelta(days=days_ago)
    at = datetime(day.year, day.month, day.day, hour, tzinfo=BISHKEK)
    return AccessLog.objects.create(
        at=at, user=user, user_role="x", action=action, subject_type="youth_groups.person", rows=rows, reason=reason
    )


def whys(user):
    return [(one.account, one.rows, one.why.split(" (")[0]) for one in unusual(type(user).objects.get(pk=user.pk))]


def test_ordinary_reading_is_not_unusual(focal_point, reader):
    for days_ago in range(10):
        reading(reader, rows=20, days_ago=days_ago)
    assert whys(focal_point) == []


def test_very_many_records_in_a_day_are_unusual(focal_point, reader):
    for _turn in range(2):
        reading(reader, rows=MANY // 2)
    assert whys(focal_point) == [(reader, MANY, "very many records in a day")]


def test_far_more_than_an_account_usually_reads_is_unusual(focal_point, reader):
    for days_ago in range(1, 8):
        reading(reader, rows=8, days_ago=days_ago)
    reading(reader, rows=40)
    assert whys(focal_point) == [(reader, 40, "far more than usual for this account")]


def test_reading_at_night_and_taking_out_are_unusual(focal_point, reader):
    reading(reader, rows=3, days_ago=1, hour=23)
    reading(reader, rows=12, action="export", reason="report")
    assert whys(focal_point) == [(reader, 12, "took people's data out"), (reader, 3, "at night")]


def test_what_is_old_is_no_news(focal_point, reader):
    reading(reader, rows=MANY, days_ago=40)
    assert whys(focal_point) == []


def test_the_page_shows_who_what_why_and_filters(client, focal_point, reader):
    other = holder(Role.PROGRAMME_MANAGER)
    reading(reader, rows=7, reason="the camp's list")
    reading(other, rows=2, action="read_roster")
    client.force_login(focal_point)
    page = client.get(reverse("youth_groups:access_log")).content.decode()
    assert [words for words in (reader.number, other.number, "the camp&#x27;s list") if words not in page] == []
    filtered = client.get(reverse("youth_groups:access_log"), {"account": reader.number.lower(), "action": "read_list"}).content.decode()
    assert (reader.number in filtered, other.number in filtered) == (True, False)
    empty = client.get(reverse("youth_groups:access_log"), {"day": "2001-01-01"}).content.decode()
    assert other.number not in empty
    assert client.get(reverse("youth_groups:access_log"), {"day": "yesterday"}).status_code == 200


def test_a_partners_focal_point_sees_its_own_people_only(client, reader):
    partner = OrganisationFactory()
    theirs, own = holder(Role.SAFEGUARDING_FOCAL_POINT, partner), holder(Role.TRAINING_COORDINATOR, partner)
    reading(reader)
    reading(own)
    client.force_login(theirs)
    page = client.get(reverse("youth_groups:access_log")).content.decode()
    assert (own.number in page, reader.number in page) == (True, False)


def test_nobody_else_has_the_page(client, reader):
    client.force_login(reader)
    assert client.get(reverse("youth_groups:access_log")).status_code == 404


def test_the_board_tells_the_focal_point_and_nobody_else(focal_point, reader):
    reading(reader, rows=MANY)
    address = reverse("youth_groups:access_log")
    assert [item.count for item in all_work(focal_point) if item.url == address] == [1]
    assert [item for item in all_work(reader) if item.url == address] == []


def test_the_page_takes_the_same_statements_for_one_and_thirty(client, focal_point, reader):
    client.force_login(focal_point)
    client.get(reverse("youth_groups:access_log"))
    counts = []
    for more in (1, 30):
        for _turn in range(more):
            reading(holder(Role.TRAINING_COORDINATOR), rows=MANY)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("youth_groups:access_log"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def calls_in(tree, name) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name]


def written(keyword) -> Iterator[str]:
    """Every fixed text that the code gives to `log_access` under this name, also by way of a function that hands it on."""
    for path in source_files():
        if path.suffix != ".py" or "log_access(" not in (text := path.read_text()):
            continue
        tree = ast.parse(text)
        given = [word.value for call in calls_in(tree, "log_access") for word in call.keywords if word.arg == keyword]
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            named = [word.value for call in calls_in(function, "log_access") for word in call.keywords if word.arg == keyword]
            if any(isinstance(value, ast.Name) and value.id == keyword for value in named):
                given += [value for call in calls_in(tree, function.name) for value in call.args]
        yield from (value.value for value in given if isinstance(value, ast.Constant) and value.value)


def test_everything_that_is_logged_has_words_in_the_readers_language(client, focal_point, reader):
    assert set(written("action")) - set(ACTIONS) == set()
    assert set(written("reason")) - set(REASONS) == set()
    reading(reader, action="print_cards", reason="tell them")
    client.force_login(focal_point)
    client.cookies["language"] = "ru"
    page = client.get(reverse("youth_groups:access_log")).content.decode()
    assert "для тех, кого надо известить" in page
    assert "tell them" not in page
