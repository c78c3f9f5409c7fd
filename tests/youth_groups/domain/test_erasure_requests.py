"""Who asks for an erasure, who decides it, and when it is refused."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.roles import Role
from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import consent_to_take_part
from tests.factories.youth_groups import PersonFactory
from youth_groups.domain.duplicates import merge_people
from youth_groups.domain.erasure import erase_person, refuse_erasure, request_erasure
from youth_groups.models import Consent


@pytest.mark.django_db
class TestRequests:
    def test_asked_once_then_decided_once(self) -> None:
        focal, person = holder(Role.SAFEGUARDING_FOCAL_POINT), PersonFactory()
        today = timezone.localdate()
        row = request_erasure(person=person, asked_by="caregiver", asked_on=today, by=focal)
        person.refresh_from_db()
        assert person.erased_at is None
        with pytest.raises(Refused, match="open already"):
            request_erasure(person=person, asked_by="self", asked_on=today, by=focal)
        erase_person(request=row, by=focal)
        for verb in (lambda: erase_person(request=row, by=focal), lambda: refuse_erasure(request=row, reason="x", by=focal)):
            with pytest.raises(Refused, match="decided already"):
                verb()
        with pytest.raises(Refused, match="erased already"):
            request_erasure(person=person, asked_by="self", asked_on=today, by=focal)

    def test_refused_with_a_reason_only(self) -> None:
        focal, person = holder(Role.SAFEGUARDING_FOCAL_POINT), PersonFactory()
        row = request_erasure(person=person, asked_by="self", asked_on=timezone.localdate(), by=focal)
        with pytest.raises(Refused) as refusal:
            refuse_erasure(request=row, reason=" ", by=focal)
        assert refusal.value.code == "no_reason"
        row = refuse_erasure(request=row, reason="A case is running", by=focal)
        person.refresh_from_db()
        assert (row.state, person.erased_at) == ("refused", None)

    @pytest.mark.parametrize("role", [Role.TRAINING_COORDINATOR, Role.ME_OFFICER, Role.GRANTS_OFFICER])
    def test_other_roles_do_not_erase(self, role: str) -> None:
        person = PersonFactory()
        with pytest.raises(Refused) as refusal:
            request_erasure(person=person, asked_by="self", asked_on=timezone.localdate(), by=holder(role))
        assert refusal.value.code == "not_eraser"
        row = request_erasure(person=person, asked_by="self", asked_on=timezone.localdate(), by=holder(Role.PROGRAMME_MANAGER))
        with pytest.raises(Refused) as refusal:
            erase_person(request=row, by=holder(role))
        assert refusal.value.code == "not_eraser"

    def test_a_partners_manager_does_not_erase_anothers_person(self) -> None:
        manager = holder(Role.PROGRAMME_MANAGER, OrganisationFactory())
        with pytest.raises(Refused):
            request_erasure(person=PersonFactory(), asked_by="self", asked_on=timezone.localdate(), by=manager)

    def test_a_day_to_come_and_a_merged_record_are_refused(self) -> None:
        manager, person = holder(Role.PROGRAMME_MANAGER), PersonFactory()
        with pytest.raises(Refused) as refusal:
            request_erasure(person=person, asked_by="self", asked_on=timezone.localdate() + timedelta(days=1), by=manager)
        assert refusal.value.code == "future"
        gone = PersonFactory()
        merge_people(survivor=person, gone=gone, by=holder(Role.TRAINING_COORDINATOR))
        with pytest.raises(Refused) as refusal:
            request_erasure(person=gone, asked_by="self", asked_on=timezone.localdate(), by=manager)
        assert refusal.value.code == "merged"

    def test_append_only_columns_change_to_blank_and_to_nothing_else(self) -> None:
        person, keeper = PersonFactory(), holder(Role.TRAINING_COORDINATOR)
        consent_to_take_part(person, by=keeper)
        with pytest.raises(DatabaseError, match="append-only table"), transaction.atomic():
            Consent.objects.update(witness="somebody else")
        Consent.objects.update(witness="")
