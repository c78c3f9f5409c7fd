from youth_groups.models.consents import Consent
from youth_groups.models.groups import Group, GroupGroupObjectPermission, GroupUserObjectPermission, Membership
from youth_groups.models.people import Caregiver, Person

__all__ = ["Caregiver", "Consent", "Group", "GroupGroupObjectPermission", "GroupUserObjectPermission", "Membership", "Person"]
