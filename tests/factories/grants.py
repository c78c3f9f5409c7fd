"""Grant calls and applications on their way: every step by its verb."""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from core.money import Money
from core.questions import freeze
from grants.checks import CHECKS
from grants.domain.decisions import propose
from grants.domain.drafts import save_budget_row, save_part, start_application
from grants.domain.reviews import assign_reviewer, declare_no_conflict, save_review, send_review
from grants.domain.screening import record_sanctions_check, screen_application
from grants.domain.submission import submit_application
from grants.models import Application, GrantCall, ReviewAssignment
from tests.factories.programme import BudgetLineFactory, holder, lead
from tests.factories.youth_groups import GroupFactory, member_account
from youth_groups.models import Group

QUESTIONS: dict[str, Any] = {
    "format": 1,
    "parts": [
        {
            "key": "idea",
            "title": {"en": "Your idea", "ky": "Сиздин идея", "ru": "Ваша идея"},
            "questions": [
                {
                    "kind": "long_text",
                    "key": "aim",
                    "label": {"en": "What will change?", "ru": "Что изменится?", "ky": "Эмне өзгөрөт?"},
                    "required": True,
                    "limits": {"max": 600},
                },
                {"kind": "short_text", "key": "contact", "label": {"en": "Whom may we call?"}, "blind": True},
                {"kind": "file", "key": "plan", "label": {"en": "Your action plan"}},
            ],
        },
        {
            "key": "money",
            "title": {"en": "What it costs", "ky": "Канча турат", "ru": "Сколько стоит"},
            "questions": [{"kind": "budget", "key": "budget", "label": {"en": "Budget", "ky": "Бюджет", "ru": "Бюджет"}}],
        },
    ],
}
RUBRIC: list[dict[str, Any]] = [
    {"key": "concern", "title": {"en": "Concern"}, "guidance": {"en": "Is it real?"}, "max": 5, "weight": 60},
    {"key": "plan", "title": {"en": "Plan"}, "guidance": {"en": "Can it be done?"}, "max": 5, "weight": 40},
]
ELIGIBILITY: list[dict[str, Any]] = [
    {
        "key": "village",
        "question": {"en": "Did your village name the concern?"},
        "needed": True,
        "why_not": {"en": "The concern must come from your village."},
    }
]


class GrantCallFactory(factory.django.DjangoModelFactory):
    """A published call, open for a week: 100.00 to 1,200.00 KGS a grant, 18,000.00 in all."""

    class Meta:
        model = GrantCall

    organisation = factory.LazyFunction(lead)
    slug = factory.Sequence(lambda n: f"safe-village-{n}")
    number = factory.Sequence(lambda n: f"2026-{n:02d}")
    title_en = factory.Sequence(lambda n: f"Safe village {n}")
    title_ru = factory.Sequence(lambda n: f"Безопасное село {n}")
    title_ky = factory.Sequence(lambda n: f"Коопсуз айыл {n}")
    budget_line = factory.SubFactory(BudgetLineFactory)
    floor_minor = 10_000
    ceiling_minor = 120_000
    budget_minor = 1_800_000
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=7))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    form_version = factory.LazyFunction(lambda: freeze(QUESTIONS))
    rubric = factory.LazyFunction(lambda: RUBRIC)
    eligibility = factory.LazyFunction(lambda: ELIGIBILITY)
    state = "published"


def officer(**fields: Any) -> User:
    return holder("grants_officer", **fields)


def reviewer(**fields: Any) -> User:
    return holder("reviewer", **fields)


def draft(call: GrantCall | None = None, group: Group | None = None, by: User | None = None) -> Application:
    """An empty draft."""
    given = call or GrantCallFactory()
    of = group or GroupFactory()
    return start_application(call=given, group=of, by=by or member_account(of), eligibility={"village": True}, language="en")


def ready(call: GrantCall | None = None, group: Group | None = None, by: User | None = None, asked: int = 60_000) -> Application:
    """A complete draft that asks for `asked` minor units."""
    of = group or GroupFactory()
    user = by or member_account(of)
    application = draft(call, of, user)
    save_part(application=application, part="idea", answers={"aim": "Forum theatre in two schools"}, version=0, by=user)
    save_budget_row(application=application, by=user, item="Hall", quantity=1, unit_cost=Money(asked), own=Money(0))
    return Application.objects.get(pk=application.pk)


def submitted(call: GrantCall | None = None, group: Group | None = None, asked: int = 60_000) -> Application:
    of = group or GroupFactory()
    user = member_account(of)
    return submit_application(application=ready(call, of, user, asked), by=user)


def eligible(call: GrantCall | None = None, by: User | None = None, **fields: Any) -> Application:
    application, screener = submitted(call, **fields), by or officer()
    record_sanctions_check(
        application=application, by=screener, list_name="UN", name_asked="Group", result="clear", checked_on=date(2026, 1, 5)
    )
    return screen_application(application=application, by=screener, checks=dict.fromkeys(CHECKS, True), eligible=True)


def sent_review(application: Application, user: User | None = None, scores: tuple[int, int] = (4, 3)) -> ReviewAssignment:
    of = user or reviewer()
    assignment = assign_reviewer(application=application, reviewer=of, by=officer())
    declare_no_conflict(assignment=assignment, by=of)
    given = dict(zip(("concern", "plan"), ({"score": score, "comment": "Clear"} for score in scores), strict=True))
    save_review(assignment=assignment, by=of, scores=given)
    send_review(assignment=assignment, by=of)
    return ReviewAssignment.objects.get(pk=assignment.pk)


def reviewed(call: GrantCall | None = None, **fields: Any) -> Application:
    application = eligible(call, **fields)
    for _n in range(2):
        sent_review(application)
    return application


def proposed(call: GrantCall | None = None, by: User | None = None, amount: int | None = None, **fields: Any) -> Application:
    application = reviewed(call, **fields)
    propose(application=application, by=by or officer(), outcome="award", amount=Money(amount or application.requested_minor))
    return Application.objects.get(pk=application.pk)
