"""What is drawn on paper for grants: the application as it was sent, the award letter and the decline letter."""

from grants.documents.application import draw_application
from grants.documents.decline import draw_decline_letter
from grants.documents.letter import draw_award_letter

__all__ = ["draw_application", "draw_award_letter", "draw_decline_letter"]
