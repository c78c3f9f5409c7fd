"""Which agreements pay a campaign. The office says so: a group does not know whose money it is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from programme.domain.shares import require_shares
from programme.models import Agreement
from youth_groups.campaign_rights import APPROVES
from youth_groups.domain.rights import holds_one
from youth_groups.models import Campaign, CampaignFunding

if TYPE_CHECKING:
    from accounts.models import User


def set_campaign_funding(*, campaign: Campaign, by: "User", shares: Mapping[Agreement, int]) -> list[CampaignFunding]:
    """Say which agreements pay, each with its share in basis points (10,000 is the whole); these replace what stood.

    In any state: published summaries are frozen, later ones count by what stands.
    Raises Refused: not the office of the group's organisation, an agreement that this person does not reach, shares above the whole.
    """
    if not holds_one(by, APPROVES, campaign.group.organisation_id):
        raise Refused(_("Only the office that approves the campaign can do this."), code="not_office")
    if Agreement.objects.for_user(by).filter(pk__in=[agreement.pk for agreement in shares]).count() != len(shares):
        raise Refused(_("Only the office that approves the campaign can do this."), code="not_your_agreement")
    require_shares(shares.values())
    with transaction.atomic():
        locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
        locked.funding.all().delete()
        rows = CampaignFunding.objects.bulk_create(
            CampaignFunding(campaign=locked, agreement=agreement, share_bp=share) for agreement, share in shares.items()
        )
        data = {"shares": {str(agreement.pk): share for agreement, share in shares.items()}}
        record_event(subject=locked, action="funding_set", by=by, data=data)
    return rows
