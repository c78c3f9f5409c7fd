from trainings.models.calls import Nomination, TrainingCall
from trainings.models.certificates import Certificate, CertificateLink
from trainings.models.chats import ChatReading, ChatSender
from trainings.models.follow_ups import FollowUpContact, FollowUpRound
from trainings.models.imports import HeldRoster, ImportPair, ImportRow, KnownHeading, RosterImport
from trainings.models.offers import ConfirmationTerms, PlaceOffer
from trainings.models.pages import TrainingCallIndexPage, TrainingCallPage
from trainings.models.papers import SessionCount, SessionCountCell, SheetCheck, SheetScan, SignInSheet
from trainings.models.payments import PaymentSheet, PaymentTerms, TravelAmount
from trainings.models.photos import TrainingPhoto
from trainings.models.risk import Collector, RiskForm
from trainings.models.rosters import Mark, Participation
from trainings.models.selection import SelectionProtocol, SelectionTarget
from trainings.models.series import TrainingSeries
from trainings.models.short_forms import FormAnswer, ShortForm, TrainingForm
from trainings.models.templates import CertificateTemplate, CertificateTemplateVersion
from trainings.models.trainings import (
    Session,
    Signatory,
    Training,
    TrainingFunding,
    TrainingGroupObjectPermission,
    TrainingUserObjectPermission,
)
from trainings.models.types import ActivityType

__all__ = [
    "ActivityType",
    "Certificate",
    "CertificateLink",
    "CertificateTemplate",
    "CertificateTemplateVersion",
    "ChatReading",
    "ChatSender",
    "Collector",
    "ConfirmationTerms",
    "FollowUpContact",
    "FollowUpRound",
    "FormAnswer",
    "HeldRoster",
    "ImportPair",
    "ImportRow",
    "KnownHeading",
    "Mark",
    "Nomination",
    "Participation",
    "PaymentSheet",
    "PaymentTerms",
    "PlaceOffer",
    "RiskForm",
    "RosterImport",
    "SelectionProtocol",
    "SelectionTarget",
    "Session",
    "SessionCount",
    "SessionCountCell",
    "SheetCheck",
    "SheetScan",
    "ShortForm",
    "SignInSheet",
    "Signatory",
    "Training",
    "TrainingCall",
    "TrainingCallIndexPage",
    "TrainingCallPage",
    "TrainingForm",
    "TrainingFunding",
    "TrainingGroupObjectPermission",
    "TrainingPhoto",
    "TrainingSeries",
    "TrainingUserObjectPermission",
    "TravelAmount",
]
