"""The points of the due-diligence checklist (rules: grants, "Review")."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHECKS: dict[str, Promise | str] = {
    "group_exists": _("The group exists and is known in its village"),
    "contacts": _("Two contacts were called and answered"),
    "signatory": _("The signatory's identity was seen"),
    "account": _("There is a bank account or a fiscal sponsor"),
    "past_grants": _("Past grants are closed"),
    "safeguarding": _("The safeguarding commitment was read and accepted"),
    "other_funding": _("Other funding for the same costs was asked about"),
}
