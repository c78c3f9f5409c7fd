"""The points of the due-diligence checklist (rules: grants, "Review")."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

CHECKS: dict[str, Promise | str] = {
    "group_exists": _("The group exists and is known in its village"),
    "contacts": _("Two contacts were called and answered"),
    "signatory": _("The signatory's identity was seen"),
    "account": _("There is a bank account or a fiscal sponsor"),
    "past_grants": _("Past grants are closed"),
    "safeguarding": _("The safeguarding commitment was read and accepted"),
    "other_funding": _("Other funding for the same costs was asked about"),
}

#: Ready words for "not eligible"; the group reads them in its own language.
WHY_NOT: dict[str, Promise | str] = {
    "outside": _("Your group or your place is not among those for whom this call is open. Look at the other calls, or ask the office."),
    "past_grant": _("The report on your last grant has not been accepted yet. Finish it with the office, then apply to the next call."),
    "not_paid_for": _("What you ask for is not paid for in this call. The call's page says what is; change the plan and apply again."),
    "contacts": _("We could not reach the two contacts that you gave. Check the telephone numbers and apply to the next call."),
    "account": _("There is neither a bank account nor a host organisation that takes the money for you. The office helps you to find one."),
    "twice": _("The same costs are paid for by somebody else already. Apply for what is not paid for yet."),
}


def why_not_in(key: str, language: str) -> str:
    """The ready words in one language."""
    with override(language):
        return str(WHY_NOT[key])
