"""The award letter names the post in which somebody approved, whatever became of the account since."""

import pytest

from accounts.domain.blank import blank_user
from accounts.models import User
from grants.domain.decisions import approve_award
from grants.domain.papers import award_letter, store_letter
from grants.models import Award
from tests.factories.grants import proposed
from tests.factories.programme import holder

pytestmark = pytest.mark.django_db


def test_the_letter_is_drawn_after_the_approvers_account_was_closed() -> None:
    approver = holder("programme_manager", name="Айнура Төрөкулова")
    made = approve_award(application=proposed(), by=approver)
    blank_user(user=User.objects.get(pk=approver.pk), by=holder("programme_manager"))
    approver.roles_held.all().delete()
    award = Award.objects.get(pk=made.pk)
    assert User.objects.get(pk=approver.pk).acting_role() == "member"
    assert [(signer.name, bool(signer.post)) for signer in award_letter(award).signers] == [("Айнура Төрөкулова", True)]
    assert store_letter(award=award).size > 0
