from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, clear, holder
from youth_groups.domain.clearance import record_clearance, require_assignable, require_cleared, two_years_after
from youth_groups.models import Clearance
from youth_groups.queries.clearance import clearances_listed, is_cleared, missing_clearance, work_for

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def test_both_papers_are_needed_and_stand_for_two_years():
    focal, trainer = holder(Role.SAFEGUARDING_FOCAL_POINT), holder(Role.TRAINER, cleared=False)
    signed = TODAY() - timedelta(days=10)
    assert len(missing_clearance(trainer, TODAY())) == 2
    record_clearance(user=trainer, kind="code_of_conduct", signed_on=signed, by=focal)
    assert (len(missing_clearance(trainer, TODAY())), is_cleared(trainer, TODAY())) == (1, False)
    row = record_clearance(user=trainer, kind="briefing", signed_on=signed, by=focal)
    assert row.valid_until == two_years_after(signed)
    assert is_cleared(trainer, row.valid_until)
    assert not is_cleared(trainer, row.valid_until + timedelta(days=1))
    assert not is_cleared(trainer, signed - timedelta(days=1))


def test_two_years_after_a_leap_day():
    assert two_years_after(date(2024, 2, 29)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"signed_on": date(2999, 1, 1)}, "future"), ({"own": True}, "own_papers"), ({"stranger": True}, "not_focal_point")],
)
def test_who_may_not_record(change, code):
    focal, trainer = holder(Role.SAFEGUARDING_FOCAL_POINT), holder(Role.TRAINER)
    by = focal if not change.get("stranger") else holder(Role.SAFEGUARDING_FOCAL_POINT, OrganisationFactory())
    before = Clearance.objects.count()
    with pytest.raises(Refused) as refusal:
        record_clearance(user=focal if change.get("own") else trainer, kind="briefing", signed_on=change.get("signed_on", TODAY()), by=by)
    assert (refusal.value.code, Clearance.objects.count()) == (code, before)


def test_rows_are_only_added():
    row = Clearance.objects.get(user=holder(Role.TRAINER), kind="briefing")
    with pytest.raises(DatabaseError), transaction.atomic():
        Clearance.objects.filter(pk=row.pk).update(valid_until=date(2999, 1, 1))


def test_require_cleared_says_what_is_missing_and_who_records_it():
    user = holder(Role.TRAINING_COORDINATOR, cleared=False)
    with pytest.raises(Refused) as refusal:
        require_cleared(user)
    assert "code of conduct" in str(refusal.value)
    assert "focal point" in str(refusal.value)


def test_assignable_looks_at_the_first_day():
    trainer = clear(holder(Role.TRAINER, cleared=False), TODAY() - timedelta(days=700))
    require_assignable(trainer, TODAY())
    with pytest.raises(Refused):
        require_assignable(trainer, TODAY() + timedelta(days=60))


def test_the_list_names_what_lapses_first_and_stays_in_its_organisation(django_assert_max_num_queries):
    partner = OrganisationFactory()
    theirs = holder(Role.TRAINER, partner, cleared=False)
    focal = holder(Role.SAFEGUARDING_FOCAL_POINT, partner)
    fine = holder(Role.TRAINER, partner)
    holder(Role.TRAINER)
    with django_assert_max_num_queries(3):
        lines = clearances_listed(focal, TODAY())
    assert [(line.user, line.tone) for line in lines][0] == (theirs, "bad")
    assert {line.user for line in lines} == {theirs, focal, fine}
    assert [item.count for item in work_for(focal)] == [1]
    assert work_for(fine) == []


def test_worklist_is_empty_when_everything_stands():
    assert work_for(holder(Role.SAFEGUARDING_FOCAL_POINT)) == []
    assert reverse("youth_groups:clearances") == "/office/clearances/"
