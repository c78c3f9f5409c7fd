"""What is drawn on paper for grants: the application as it was sent, and the award letter."""

from grants.documents.application import draw_application
from grants.documents.letter import draw_award_letter

__all__ = ["draw_application", "draw_award_letter"]
