from programme.models.funding import Agreement, AgreementGroupObjectPermission, AgreementUserObjectPermission, BudgetLine, Donor, Project
from programme.models.organisations import Organisation, RoleHeld
from programme.models.places import Locality, Place

__all__ = [
    "Agreement",
    "AgreementGroupObjectPermission",
    "AgreementUserObjectPermission",
    "BudgetLine",
    "Donor",
    "Locality",
    "Organisation",
    "Place",
    "Project",
    "RoleHeld",
]
