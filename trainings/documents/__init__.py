"""What is drawn on paper for a training: sign-in sheets, certificates, a selection's protocol, what leader and kitchen must know."""

from trainings.documents.badges import Badge, Badges, draw_badges
from trainings.documents.certificates import draw_certificate, draw_certificates
from trainings.documents.leader_sheet import LeaderSheet, draw_leader_sheet
from trainings.documents.needs import NeedsSheet, draw_needs_sheet
from trainings.documents.protocol import Protocol, draw_protocol
from trainings.documents.sheets import draw_sign_in_sheet

__all__ = [
    "Badge",
    "Badges",
    "LeaderSheet",
    "NeedsSheet",
    "Protocol",
    "draw_badges",
    "draw_certificate",
    "draw_certificates",
    "draw_leader_sheet",
    "draw_needs_sheet",
    "draw_protocol",
    "draw_sign_in_sheet",
]
