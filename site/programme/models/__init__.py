from programme.models.funding import Agreement, AgreementGroupObjectPermission, AgreementUserObjectPermission, BudgetLine, Donor, Project
from programme.models.organisations import Deputy, Organisation, RoleHeld
from programme.models.places import Locality, LocalityMerge, LocalityName, Place, PlaceName

__all__ = [
    "Agreement",
    "AgreementGroupObjectPermission",
    "AgreementUserObjectPermission",
    "BudgetLine",
    "Deputy",
    "Donor",
    "Locality",
    "LocalityMerge",
    "LocalityName",
    "Organisation",
    "Place",
    "PlaceName",
    "Project",
    "RoleHeld",
]
