from grants.models.applications import Application, ApplicationFile, BudgetItem, Submission
from grants.models.calls import GrantCall
from grants.models.decisions import Award, Proposal
from grants.models.pages import GrantCallIndexPage, GrantCallPage
from grants.models.received import Received, SecondText
from grants.models.reviews import Review, ReviewAssignment, SanctionsCheck, Screening

__all__ = [
    "Application",
    "ApplicationFile",
    "Award",
    "BudgetItem",
    "GrantCall",
    "GrantCallIndexPage",
    "GrantCallPage",
    "Proposal",
    "Received",
    "Review",
    "ReviewAssignment",
    "SanctionsCheck",
    "Screening",
    "SecondText",
    "Submission",
]
