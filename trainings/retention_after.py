"""The class of each field of what follows a training, and what of it falls due."""

from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from core.models import FormVersion, StoredFile
from core.questions import questions_of
from core.retention import Rule, blank_files, declare, kept, register_rule
from trainings.domain.short_forms import TEXTS
from trainings.models import ChatSender, FollowUpContact, FormAnswer, PaymentSheet, Training

declare("trainings.PaymentTerms", not_personal="currency per_day_minor travel_minor")
declare("trainings.TravelAmount", not_personal="amount_minor")
declare("trainings.PaymentSheet", file="file", not_personal="number currency rows total_minor")

declare("trainings.ChatReading", not_personal="first_day last_day messages senders")
declare("trainings.ChatSender", contact="label", not_personal="digest decision days")

declare("trainings.ShortForm", not_personal="kind name_en name_ru name_ky name_uz questions")
declare("trainings.TrainingForm", not_personal="kind code right")
declare("trainings.FormAnswer", free_text="answers", not_personal="how")

declare("trainings.TrainingPhoto", file="file", free_text="caption")
declare("trainings.FollowUpRound", not_personal="months due_on")
declare("trainings.FollowUpContact", free_text="answers", not_personal="outcome tries")


def _over(at: datetime) -> QuerySet[Training]:
    """Trainings of which the longest agreement that paid is over for as long as sheets are kept."""
    last = (at - kept("sheets")).date()
    return Training.objects.annotate(paid_until=Max("funding__agreement__last_day")).filter(paid_until__lt=last, last_day__lt=last)


def _payments_due(at: datetime) -> QuerySet[StoredFile]:
    files = PaymentSheet.objects.filter(training__in=_over(at).order_by().values("pk")).order_by().values("file")
    return StoredFile.objects.filter(pk__in=files).exclude(file="")


def _blank_files(keys: list[Any], at: datetime) -> int:
    return blank_files(keys)


register_rule(Rule(name="payment_sheets", label=_("Payment sheets"), due=_payments_due, blank=_blank_files))


def _senders_due(at: datetime) -> QuerySet[ChatSender]:
    """Senders of whom nobody said who they are, for so long as staged rows of an import are kept."""
    return ChatSender.objects.filter(decision=ChatSender.Decision.OPEN).exclude(training__chat_readings__read_at__gte=at - kept("imports"))


def _forget_senders(keys: list[Any], at: datetime) -> int:
    return ChatSender.objects.filter(pk__in=keys).delete()[0]


register_rule(Rule(name="chat_senders", label=_("Senders in a chat whom nobody knew"), due=_senders_due, blank=_forget_senders))


def _said_due(at: datetime) -> QuerySet[FormAnswer]:
    """What people wrote in their own words: a year after the training."""
    return FormAnswer.objects.filter(said=True, form__training__last_day__lt=(at - kept("form_texts")).date())


def _own_words(version: FormVersion) -> set[str]:
    return {question["key"] for _part, question in questions_of(version.schema) if question["kind"] in TEXTS}


def _blank_said(keys: list[Any], at: datetime) -> int:
    """Numbers and choices stay: figures are made of them."""
    rows = list(FormAnswer.objects.filter(pk__in=keys).select_related("form__form_version"))
    for row in rows:
        texts = _own_words(row.form.form_version)
        row.answers, row.said = {key: value for key, value in row.answers.items() if key not in texts}, False
    FormAnswer.objects.bulk_update(rows, ["answers", "said"])
    return len(rows)


def _told_due(at: datetime) -> QuerySet[FollowUpContact]:
    """What somebody said months later: so long after it was said, answers belong to no place on a roster any more."""
    return FollowUpContact.objects.filter(asked_at__lt=at - kept("follow_ups")).exclude(answers={})


def _blank_told(keys: list[Any], at: datetime) -> int:
    return FollowUpContact.objects.filter(pk__in=keys).update(answers={})


register_rule(Rule(name="follow_ups", label=_("Answers of follow-up rounds"), due=_told_due, blank=_blank_told))
register_rule(Rule(name="form_texts", label=_("What people wrote in short forms"), due=_said_due, blank=_blank_said))
