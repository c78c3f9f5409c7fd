"""A role of the lead organisation opens a partner's record: it says why, and the reason is logged with every reading."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.access import log_access
from core.refusals import Refused
from programme.models import Organisation
from youth_groups.querysets import OFFICE_READS_PEOPLE

if TYPE_CHECKING:
    from accounts.models import User

#: The reasons of this session: organisation's key as text -> words.
SESSION_KEY = "across"


def reads_across(user: "User", organisation: Organisation) -> bool:
    """Whether only the lead's role reaches this partner's records. No statement of its own."""
    _everywhere, own = user.reach(OFFICE_READS_PEOPLE)
    return organisation.kind == Organisation.Kind.PARTNER and organisation.pk not in own


def say_why_across(*, organisation: Organisation, reason: str, by: "User") -> str:
    """Write down why a partner's records are read; one entry of its own in the access log. Raises Refused without a reason or a right."""
    everywhere, own = by.reach(OFFICE_READS_PEOPLE)
    if not everywhere and organisation.pk not in own:
        raise Refused(_("Only the office that keeps these records can do this."), code="not_your_people")
    words = " ".join(reason.split())[:200]
    if not words:
        raise Refused(_("Write why."), code="no_reason")
    log_access(user=by, action="read_across", model=Organisation, subject_id=str(organisation.pk), rows=0, reason=words)
    return words
