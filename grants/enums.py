from django.db import models
from django.utils.translation import gettext_lazy as _


class CallState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class TimeZone(models.TextChoices):
    """Deadlines are read by people of one zone; another one is a new choice here."""

    BISHKEK = "Asia/Bishkek", _("Bishkek time")


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("sent, to be screened")
    NOT_ELIGIBLE = "not_eligible", _("not eligible")
    ELIGIBLE = "eligible", _("being reviewed")
    RESERVE = "reserve", _("on the reserve list")
    PROPOSED = "proposed", _("proposed, to be approved")
    AWARDED = "awarded", _("awarded")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CHANGES_ASKED = "changes_asked", _("changes asked for")


class Channel(models.TextChoices):
    """How an application came that its group did not type itself."""

    PAPER = "paper", _("on paper")
    MESSENGER = "messenger", _("by messenger")
    VOICE = "voice", _("by voice")


class TextKind(models.TextChoices):
    TRANSLATION = "translation", _("translation")
    SPOKEN = "spoken", _("typed from a voice answer")


class BudgetCategory(models.TextChoices):
    MATERIALS = "materials", _("materials and printing")
    TRANSPORT = "transport", _("transport")
    VENUE = "venue", _("hall and equipment hire")
    FOOD = "food", _("meals")
    FEES = "fees", _("fees")
    EQUIPMENT = "equipment", _("small equipment")
    OTHER = "other", _("other")


class AssignmentState(models.TextChoices):
    ASSIGNED = "assigned", _("waits for the declaration")
    DECLARED = "declared", _("no conflict declared, reading")
    SENT = "sent", _("review sent")
    ABSTAINED = "abstained", _("abstained")
    RECUSED = "recused", _("recused")


class Outcome(models.TextChoices):
    """What an officer proposes."""

    AWARD = "award", _("award")
    RESERVE = "reserve", _("reserve list")
    DECLINE = "decline", _("decline")
    CHANGES = "changes", _("ask for changes")


class ProposalState(models.TextChoices):
    OPEN = "open", _("to be approved")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("sent back")


class LetterKind(models.TextChoices):
    AWARD = "award", _("Award letter")
    DECLINE = "decline", _("Decline letter")


class MarkKind(models.TextChoices):
    """What two applications may have in common."""

    TEXT = "text", _("the same text")
    PHONE = "phone", _("the same telephone")
    BUDGET = "budget", _("the same budget")


class SanctionsResult(models.TextChoices):
    CLEAR = "clear", _("nothing found")
    FOUND = "found", _("found: do not go on")
