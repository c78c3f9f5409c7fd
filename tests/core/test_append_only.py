"""What happened stays: UPDATE, DELETE and TRUNCATE of append-only tables are refused by the database itself."""

import hashlib
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from core.append_only import append_only_models, install_triggers, lifted
from core.events import record_event
from core.models import AccessLog, Event, EventDetail, FormVersion
from core.refusals import Refused
from tests.factories.accounts import UserFactory
from tests.factories.programme import holder


@pytest.fixture
def event(db):
    user = UserFactory()
    return record_event(subject=user, action="tested", by=user, note="Сөз", data={"ids": [1]})


def refused(action):
    with pytest.raises(DatabaseError, match="append-only table"), transaction.atomic():
        action()


def test_event_keeps_actor_role_and_the_hash_of_the_note(event):
    assert event.detail_sha256 == hashlib.sha256("Сөз".encode()).hexdigest()
    assert (event.actor_label, event.subject_type, event.subject_id) == (event.actor.number, "accounts.user", str(event.actor_id))


def test_event_of_the_clock_has_no_actor(db):
    event = record_event(subject=UserFactory(), action="tested", by=None)
    assert (event.actor, event.actor_role, event.actor_label, event.detail_sha256) == (None, "system", "system", "")
    assert not EventDetail.objects.exists()


CHANGES = [
    {"action": "x"},
    {"subject_id": "0"},
    {"actor_label": "x"},
    {"at": datetime(2020, 1, 1, tzinfo=UTC)},
    {"data": {}},
    {"detail_sha256": ""},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_event_cannot_be_changed(event, change):
    refused(lambda: Event.objects.filter(pk=event.pk).update(**change))


def test_event_cannot_be_deleted(event):
    EventDetail.objects.filter(pk=event.pk).update(text="")
    refused(lambda: Event.objects.filter(pk=event.pk)._raw_delete("default"))
    refused(lambda: EventDetail.objects.filter(pk=event.pk).delete())


def test_detail_changes_to_blank_only(event):
    refused(lambda: EventDetail.objects.filter(pk=event.pk).update(text="other words"))
    EventDetail.objects.filter(pk=event.pk).update(text="")
    assert EventDetail.objects.get().text == ""
    refused(lambda: EventDetail.objects.filter(pk=event.pk).update(text="words again"))


@pytest.mark.parametrize("statement", ["UPDATE core_event SET action = 'x'", "DELETE FROM core_event"])
def test_plain_sql_is_refused_too(event, statement):
    refused(lambda: connection.cursor().execute(statement))


@pytest.mark.django_db(transaction=True)
def test_truncate_is_refused_where_there_is_one():
    record_event(subject=UserFactory(), action="tested", by=None, note="Сөз")
    if connection.vendor == "postgresql":
        refused(lambda: connection.cursor().execute("TRUNCATE core_event CASCADE"))
        refused(lambda: connection.cursor().execute("TRUNCATE core_eventdetail"))
    assert (Event.objects.count(), EventDetail.objects.count()) == (1, 1)


def test_access_log_and_form_versions_stay(db):
    log = AccessLog.objects.create(user=holder("auditor"), user_role="auditor", action="read", subject_type="x")
    version = FormVersion.objects.create(schema={}, sha256="0" * 64)
    refused(lambda: AccessLog.objects.filter(pk=log.pk).update(reason="other"))
    refused(lambda: AccessLog.objects.all()._raw_delete("default"))
    refused(lambda: FormVersion.objects.filter(pk=version.pk).update(schema={"a": 1}))


def test_every_append_only_table_has_its_triggers(db):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        present = {name for (name,) in cursor.fetchall()}
    wanted = ("no_update", "no_delete", "no_truncate") if connection.vendor == "postgresql" else ("no_update", "no_delete")
    tables = [model._meta.db_table for model in append_only_models()]
    assert {"core_event", "core_eventdetail", "core_accesslog", "core_formversion"} <= set(tables)
    assert [f"{table}_{name}" for table in tables for name in wanted if f"{table}_{name}" not in present] == []


def test_lifted_puts_the_triggers_back(event):
    with lifted():
        EventDetail.objects.all().delete()
        Event.objects.all().delete()
    row = record_event(subject=UserFactory(), action="again", by=None)
    refused(lambda: Event.objects.filter(pk=row.pk).delete())


def test_installing_again_changes_nothing(event):
    install_triggers()
    refused(lambda: EventDetail.objects.filter(pk=event.pk).delete())


def test_refusal_keeps_words_out_of_logs():
    refusal = Refused("Айпери may not do this.", code="four_eyes")
    assert refusal.args == ("four_eyes",)
    assert str(refusal) == "Айпери may not do this."
