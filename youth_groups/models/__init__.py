from youth_groups.models.campaigns import (
    Campaign,
    CampaignActivity,
    CampaignFunding,
    CampaignParticipant,
    CampaignPhoto,
    HeadCount,
    HeadCountCell,
    Outcome,
    Output,
    ReachEstimate,
)
from youth_groups.models.care import Clearance, ErasureRequest, FocalPointDecision
from youth_groups.models.changes import ChangeRow, ChangeSheet
from youth_groups.models.concerns import ActionPlan, PlannedActivity, SafetyConcern, VillageMap
from youth_groups.models.consents import Consent
from youth_groups.models.duplicates import PersonKey, PersonMerge, PersonPair
from youth_groups.models.groups import (
    Group,
    GroupGroupObjectPermission,
    GroupInvitation,
    GroupUserObjectPermission,
    Membership,
    Support,
)
from youth_groups.models.people import CareData, Caregiver, Person, PersonLink, PersonOccupation, SensitiveAttributes

__all__ = [
    "ActionPlan",
    "Campaign",
    "CampaignActivity",
    "CampaignFunding",
    "CampaignParticipant",
    "CampaignPhoto",
    "CareData",
    "Caregiver",
    "ChangeRow",
    "ChangeSheet",
    "Clearance",
    "Consent",
    "ErasureRequest",
    "FocalPointDecision",
    "Group",
    "GroupGroupObjectPermission",
    "GroupInvitation",
    "GroupUserObjectPermission",
    "HeadCount",
    "HeadCountCell",
    "Membership",
    "Outcome",
    "Output",
    "Person",
    "PersonKey",
    "PersonLink",
    "PersonMerge",
    "PersonOccupation",
    "PersonPair",
    "PlannedActivity",
    "ReachEstimate",
    "SafetyConcern",
    "SensitiveAttributes",
    "Support",
    "VillageMap",
]
