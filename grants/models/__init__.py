from grants.models.applications import Application, ApplicationFile, BudgetItem, Submission
from grants.models.calls import GrantCall
from grants.models.deciding import Letter, Mark, PanelMeeting, Remark, SavedView
from grants.models.decisions import Award, Proposal
from grants.models.pages import GrantCallIndexPage, GrantCallPage
from grants.models.received import Received, SecondText
from grants.models.reviews import EarlierReview, Review, ReviewAssignment, ReviewerLanguages, SanctionsCheck, Screening

__all__ = [
    "Application",
    "ApplicationFile",
    "Award",
    "BudgetItem",
    "EarlierReview",
    "GrantCall",
    "GrantCallIndexPage",
    "GrantCallPage",
    "Letter",
    "Mark",
    "PanelMeeting",
    "Proposal",
    "Received",
    "Remark",
    "Review",
    "ReviewAssignment",
    "ReviewerLanguages",
    "SanctionsCheck",
    "SavedView",
    "Screening",
    "SecondText",
    "Submission",
]
