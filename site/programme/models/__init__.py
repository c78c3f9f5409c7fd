from programme.models.funding import (
    Agreement,
    AgreementGroupObjectPermission,
    AgreementUserObjectPermission,
    BudgetLine,
    Donor,
    DonorLogo,
    Project,
)
from programme.models.organisations import Deputy, Organisation, RoleHeld
from programme.models.places import Locality, LocalityMerge, LocalityName, Place, PlaceName

__all__ = [
    "Agreement",
    "AgreementGroupObjectPermission",
    "AgreementUserObjectPermission",
    "BudgetLine",
    "Deputy",
    "Donor",
    "DonorLogo",
    "Locality",
    "LocalityMerge",
    "LocalityName",
    "Organisation",
    "Place",
    "PlaceName",
    "Project",
    "RoleHeld",
]
