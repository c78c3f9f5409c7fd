"""The dossier of a grant: all of it in one archive, for the office and the auditors of the agreement that pays."""

import csv
import hashlib
import io
import re
import zipfile
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from core.models import AccessLog
from grants.domain.decisions import approve_award
from programme.domain.readers import name_auditor
from programme.models import RoleHeld
from tests.factories.accounts import UserFactory
from tests.factories.grants import officer, proposed
from tests.factories.programme import AgreementFactory, OrganisationFactory, holder
from tests.factories.youth_groups import member_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return holder(Role.PROGRAMME_MANAGER)


@pytest.fixture
def award():
    return approve_award(application=proposed(), by=officer())


def signed_in(user):
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
    client = Client()
    client.force_login(user)
    return client


def auditor_of(agreement, boss):
    user, today = UserFactory(), timezone.localdate()
    name_auditor(agreement=agreement, user=user, by=boss, first_day=today, last_day=today)
    return user


def taken(client, award):
    answer = client.post(f"/grants/dossiers/{award.application.code}/")
    assert answer.status_code == 200, answer.status_code
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def rows(archive, name):
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))


def test_everything_of_a_grant_is_in_it_and_the_index_names_each_file_with_its_hash(award, boss):
    archive = taken(signed_in(auditor_of(award.line.agreement, boss)), award)
    index, names = archive.read("index.html").decode(), set(archive.namelist()) - {"index.html"}
    assert set(re.findall(r'href="([^"]+)"', index)) == names
    for name in names:
        assert hashlib.sha256(archive.read(name)).hexdigest() in index
    assert archive.read(f"sent/{award.application.number}-1.pdf")[:4] == archive.read(f"letters/{award.number}.pdf")[:4] == b"%PDF"
    for table in ("application", "submission", "budgetitem", "reviewassignment", "review", "proposal", "award"):
        assert rows(archive, f"tables/grants-{table}.csv"), table
    declared = rows(archive, "tables/grants-reviewassignment.csv")
    assert all(row["declared_at"] for row in declared)
    actions = [row["action"] for row in rows(archive, "events.csv")]
    assert actions.index("submit") < actions.index("award")
    assert [row["kind"] for row in rows(archive, "messages.csv")][-1] == "application_awarded"
    acted = {row["id"] for row in rows(archive, "accounts.csv")}
    assert {str(award.proposed_by_id), str(award.approved_by_id), *(row["reviewer_id"] for row in declared)} <= acted
    assert AccessLog.objects.filter(action="dossier", subject_id=str(award.pk)).count() == 1


def test_only_the_office_in_scope_and_the_agreements_auditor_in_their_days_have_it(award, boss):
    address = f"/grants/dossiers/{award.application.code}/"
    auditor = auditor_of(award.line.agreement, boss)
    assert f'action="{address}"' in signed_in(auditor).get("/grants/dossiers/").content.decode()
    others = (
        auditor_of(AgreementFactory(), boss),
        holder(Role.GRANTS_OFFICER, OrganisationFactory()),
        holder(Role.REVIEWER),
        member_account(award.application.group, "own_group"),
    )
    for user in others:
        client = signed_in(user)
        assert client.post(address).status_code == 404
        page = client.get("/grants/dossiers/")
        assert page.status_code == 404 or address not in page.content.decode()
    taken(signed_in(holder(Role.FINANCE_OFFICER)), award)
    yesterday = timezone.localdate() - timedelta(days=1)
    RoleHeld.objects.filter(user=auditor).update(first_day=yesterday, last_day=yesterday)
    assert signed_in(auditor).post(address).status_code == 404
