"""Who from outside reads an agreement: donors' contacts and auditors, from a day to a day; ended access signs out."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from core.models import Event, Message
from core.refusals import Refused
from programme.domain.readers import end_auditor, end_summary_access, give_summary_access, name_auditor, reader_account
from programme.domain.roles import close_account, grant_role
from programme.models import Agreement, RoleHeld
from summaries.domain.snapshots import build_snapshot, publish_snapshot
from tests.factories.accounts import UserFactory
from tests.factories.programme import AgreementFactory, OrganisationFactory, holder, lead
from tests.factories.summaries import FIRST, LAST, held_training
from tests.factories.youth_groups import PersonFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _refused(code, verb, **arguments):
    with pytest.raises(Refused) as raised:
        verb(**arguments)
    assert raised.value.code == code


@pytest.fixture
def agreement():
    return AgreementFactory()


@pytest.fixture
def today():
    return timezone.localdate()


def published(agreement):
    officer = holder(Role.ME_OFFICER)
    snapshot = build_snapshot(agreement=agreement, first_day=FIRST, last_day=LAST, by=officer)
    return publish_snapshot(snapshot=snapshot, by=officer)


def with_factor(user):
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    client = Client()
    client.force_login(user)
    return client


def test_a_contact_reads_from_the_first_day_to_the_last(agreement, boss, today):
    user = UserFactory()

    def reads(day):
        give_summary_access(agreement=agreement, user=user, by=boss, **day)
        return Agreement.objects.for_donor_contact(user).exists()

    assert not reads({"first_day": today + DAY})
    assert reads({"first_day": today, "last_day": today})
    assert not reads({"first_day": today - 5 * DAY, "last_day": today - DAY})
    assert reads({"first_day": today - 5 * DAY})
    actions = list(Event.objects.filter(subject_type="programme.agreement").order_by("pk").values_list("action", flat=True))
    assert actions == ["summary_access_given"] + 3 * ["summary_access_changed"]
    assert Message.objects.filter(to=user, kind="role_given").count() == 1


def test_ended_access_signs_out_and_nobody_else(agreement, boss):
    gone, stays = UserFactory(), UserFactory()
    clients = {}
    for user in (gone, stays):
        give_summary_access(agreement=agreement, user=user, by=boss)
        clients[user] = with_factor(user)
        assert clients[user].get("/my/").status_code == 200
    end_summary_access(agreement=agreement, user=gone, by=boss)
    assert "/accounts/login/" in clients[gone].get("/my/")["Location"]
    assert clients[stays].get("/my/").status_code == 200
    assert Event.objects.filter(action="summary_access_ended", data__user=gone.pk).count() == 1


def test_an_auditor_reads_the_agreements_summaries_and_evidence_in_their_days(agreement, boss, today):
    held_training(agreement, PersonFactory.create_batch(12))
    snapshot, other = published(agreement), published(AgreementFactory())
    user = UserFactory()
    held = name_auditor(agreement=agreement, user=user, by=boss, first_day=today, last_day=today + DAY)
    client = Client()
    client.force_login(user)
    assert client.get("/my/").url == "/accounts/second-factor/"
    client = with_factor(user)
    assert snapshot.get_absolute_url() in client.get("/my/").content.decode()
    evidence = f"{snapshot.get_absolute_url()}evidence/people_trained/"
    assert evidence in client.get(snapshot.get_absolute_url()).content.decode()
    assert client.get(evidence).status_code == 200
    for address in (
        other.get_absolute_url(),
        f"{other.get_absolute_url()}evidence/people_trained/",
        "/office/",
        "/office/register/",
        "/admin/",
    ):
        assert client.get(address).status_code in (302, 404), address
    RoleHeld.objects.filter(pk=held.pk).update(first_day=today - 2 * DAY, last_day=today - DAY)
    assert client.get(snapshot.get_absolute_url()).status_code == 404
    assert client.get(evidence).status_code == 404


def test_an_auditor_changes_nothing(agreement, boss, today):
    """Every address that only takes what is posted, and the office's own, is not there for an auditor."""
    user = UserFactory()
    name_auditor(agreement=agreement, user=user, by=boss, first_day=today, last_day=today)
    draft = build_snapshot(agreement=agreement, first_day=FIRST, last_day=LAST, by=holder(Role.ME_OFFICER))
    client, written = with_factor(user), Event.objects.count()
    assert client.get(draft.get_absolute_url()).status_code == 404
    for address in (
        f"{draft.get_absolute_url()}publish/",
        f"{draft.get_absolute_url()}discard/",
        "/office/agreements/",
        "/office/accounts/",
    ):
        assert client.post(address).status_code == 404, address
    assert Event.objects.count() == written


def test_an_audit_ends_before_its_day_and_signs_out(agreement, boss, today):
    user = UserFactory()
    held = name_auditor(agreement=agreement, user=user, by=boss, first_day=today, last_day=today + DAY)
    client = with_factor(user)
    assert client.get("/my/").status_code == 200
    end_auditor(held=held, by=boss)
    assert "/accounts/login/" in client.get("/my/")["Location"]
    assert not Agreement.objects.audited_by(User.objects.get(pk=user.pk)).exists()
    assert list(Event.objects.filter(action__startswith="auditor_").order_by("pk").values_list("action", flat=True)) == [
        "auditor_named",
        "auditor_ended",
    ]


def test_who_may_not_name_and_who_may_not_be_named(agreement, boss, today):
    days = {"first_day": today, "last_day": today}
    stranger = holder(Role.PROGRAMME_MANAGER, agreement.organisation if agreement.organisation.kind != "lead" else OrganisationFactory())
    for by in (holder(Role.GRANTS_OFFICER), stranger):
        _refused("not_the_lead", reader_account, agreement=agreement, by=by, name="A", email="a@example.org", language="en")
        _refused("not_the_lead", name_auditor, agreement=agreement, user=UserFactory(), by=by, **days)
        _refused("not_the_lead", give_summary_access, agreement=agreement, user=UserFactory(), by=by)
    give = {"agreement": agreement, "by": boss}
    _refused("own_role", give_summary_access, user=boss, **give)
    _refused("own_role", name_auditor, user=boss, **give, **days)
    _refused("works_here", name_auditor, user=holder(Role.TRAINER), **give, **days)
    _refused("days", name_auditor, user=UserFactory(), **give, first_day=today, last_day=today - DAY)
    _refused("over", name_auditor, user=UserFactory(), **give, first_day=today - 2 * DAY, last_day=today - DAY)
    _refused("closed_account", name_auditor, user=UserFactory(is_active=False), **give, **days)
    auditor = UserFactory()
    name_auditor(user=auditor, **give, **days)
    _refused("held_already", name_auditor, user=auditor, **give, **days)
    _refused("auditor", grant_role, by=boss, user=auditor, organisation=lead(), role=Role.REVIEWER)
    name_auditor(user=auditor, agreement=AgreementFactory(), by=boss, **days)


def test_the_database_knows_no_auditor_without_agreement_and_last_day(agreement, today):
    for facts in ({"last_day": today}, {"agreement": agreement}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleHeld.objects.create(user=UserFactory(), organisation=lead(), role=Role.AUDITOR, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.create(user=UserFactory(), organisation=lead(), role=Role.TRAINER, agreement=agreement)


def test_a_closed_account_audits_no_more(agreement, boss, today):
    user = UserFactory()
    name_auditor(agreement=agreement, user=user, by=boss, first_day=today - DAY, last_day=today + DAY)
    close_account(by=boss, user=user)
    assert RoleHeld.objects.get(user=user).last_day == today - DAY


def _facts(**other):
    facts = {"kind": "contact", "name": "Emma", "email": "Emma@example.org", "language": "en", "first_day": timezone.localdate()}
    return {**facts, **other}


def test_the_page_gives_and_ends_access(client, agreement, boss, today):
    client.force_login(boss)
    home = f"/office/agreements/{agreement.pk}/"
    assert home in client.get("/office/agreements/").content.decode()
    assert client.post(home, _facts()).url == home
    user = User.objects.get(email="emma@example.org")
    assert Agreement.objects.for_donor_contact(user).get() == agreement
    assert "Emma" in client.get(home).content.decode()
    assert home in client.get(f"/office/accounts/{user.number}/").content.decode()
    wrong = client.post(home, _facts(kind="auditor", email="a@example.org"))
    assert wrong.context["form"].errors.keys() == {"last_day"}
    assert client.post(home, _facts(kind="auditor", email="a@example.org", name="Azat", last_day=today)).url == home
    held = RoleHeld.objects.get(role=Role.AUDITOR)
    assert (held.user.email, held.agreement) == ("a@example.org", agreement)
    for address in (f"{home}contacts/{user.number}/end/", f"{home}auditors/{held.pk}/end/"):
        assert client.post(address).url == home
    page = client.get(home).content.decode()
    assert "Emma" not in page
    assert "Azat" not in page


def test_the_pages_are_the_leads_managers(client, agreement):
    for user in (holder(Role.PROGRAMME_MANAGER, OrganisationFactory()), holder(Role.GRANTS_OFFICER), UserFactory()):
        client.force_login(user)
        assert client.get(f"/office/agreements/{agreement.pk}/").status_code == 404
        assert "/office/agreements/" not in client.get("/office/accounts/").content.decode()


def test_the_list_costs_the_same_with_1_and_with_30_agreements(client, agreement, boss, today):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/office/agreements/").status_code == 200
        return len(captured)

    client.force_login(boss)
    give_summary_access(agreement=agreement, user=UserFactory(), by=boss)
    client.get("/office/agreements/")
    one = statements()
    for row in AgreementFactory.create_batch(29):
        give_summary_access(agreement=row, user=UserFactory(), by=boss)
        name_auditor(agreement=row, user=UserFactory(), by=boss, first_day=today, last_day=today)
    assert statements() == one
