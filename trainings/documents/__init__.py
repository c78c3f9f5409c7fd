"""What is drawn on paper for a training: sign-in sheets and certificates."""

from trainings.documents.certificates import draw_certificate, draw_certificates
from trainings.documents.sheets import draw_sign_in_sheet

__all__ = ["draw_certificate", "draw_certificates", "draw_sign_in_sheet"]
