"""What of the register goes into a partner's archive."""

from core.takeout import declare, leave_out

for model in ("Person", "Group", "Output", "Outcome"):
    declare(f"youth_groups.{model}", "organisation")
for model in ("Caregiver", "PersonOccupation", "Consent", "FocalPointDecision", "ErasureRequest"):
    declare(f"youth_groups.{model}", "person__organisation")
for model in ("Membership", "Support", "VillageMap", "SafetyConcern", "ActionPlan", "Campaign"):
    declare(f"youth_groups.{model}", "group__organisation")
declare("youth_groups.ActionPlan_concerns", "actionplan__group__organisation")
declare("youth_groups.PlannedActivity", "plan__group__organisation")
for model in ("CampaignActivity", "CampaignFunding", "ReachEstimate", "CampaignPhoto"):
    declare(f"youth_groups.{model}", "campaign__group__organisation")
declare("youth_groups.CampaignPhoto_people", "campaignphoto__campaign__group__organisation")
for model in ("CampaignParticipant", "HeadCount"):
    declare(f"youth_groups.{model}", "activity__campaign__group__organisation")
declare("youth_groups.HeadCountCell", "count__activity__campaign__group__organisation")
declare("youth_groups.PersonMerge", "survivor__organisation")
declare("youth_groups.PersonPair", "first__organisation")

for model in ("SensitiveAttributes", "CareData"):
    leave_out(f"youth_groups.{model}", "protected: leaves in no export")
leave_out("youth_groups.ChangeRow", "staged, gone within 30 days")
leave_out("youth_groups.PersonLink", "names another organisation's record")
leave_out("youth_groups.PersonKey", "made out of the names")
leave_out("youth_groups.GroupInvitation", "codes that open accounts")
for model in ("GroupUserObjectPermission", "GroupGroupObjectPermission"):
    leave_out(f"youth_groups.{model}", "rights of accounts inside this system")
