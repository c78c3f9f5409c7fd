"""What the short forms of a training say: the gain between two tests with n, and feedback. Nothing is told of few answers.

Rules: counting, "Small numbers": a figure of fewer than 5 people is withheld, of fewer than 10 where people under 18 answer; no share
below a base of 20. The rows of a question are shown collapsed until none is small, zero among them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from core.pdf import formats
from core.questions import questions_of, text_in
from core.questions.forms import options_of
from trainings.documents.short_form import PaperForm, PaperQuestion
from trainings.documents.words_after import PAPER_FORM
from trainings.domain.short_forms import CAN_BE_RIGHT, TEXTS
from trainings.models import FormAnswer, Training, TrainingForm
from trainings.queries.minors import minors_on_roster
from trainings.queries.texts import in_language

FEW, FEW_MINORS = 5, 10
SHARE_FROM = 20
#: A scale no longer than this is printed as boxes to tick.
MOST_NUMBERS = 10


@dataclass(frozen=True)
class Points:
    """All points of one round: `reached` of `possible`, in `n` filled forms."""

    reached: int
    possible: int
    n: int

    @property
    def mean(self) -> float:
        """Points of a filled form."""
        return self.reached / self.n

    @property
    def share(self) -> int:
        """Whole per cent of what is possible."""
        return round(100 * self.reached / self.possible)


@dataclass(frozen=True)
class Gain:
    """The same test before and after. None: not told, because too few answered or nothing has a right answer."""

    before: Points | None
    after: Points | None
    most: int

    @property
    def points(self) -> float | None:
        return None if self.before is None or self.after is None else self.after.mean - self.before.mean

    @property
    def with_shares(self) -> bool:
        return bool(self.before and self.after and min(self.before.n, self.after.n) >= SHARE_FROM)


@dataclass(frozen=True)
class QuestionResult:
    """One question of the feedback: `mean` of numbers with n, `rows` of choices, `texts` in people's own words. All empty: withheld."""

    label: str
    n: int
    mean: float | None = None
    rows: Sequence[tuple[str, int]] = ()
    texts: Sequence[str] = ()


@dataclass
class FormResult:
    """One round of a training. `few`: fewer answers than may be told of."""

    form: TrainingForm
    n: int = 0
    paper: int = 0
    few: bool = True
    questions: list[QuestionResult] = field(default_factory=list)


def least_told(training: Training) -> int:
    """Below so many answers nothing is told of them."""
    return FEW_MINORS if minors_on_roster(training) else FEW


def results_of(training: Training, language: str) -> tuple[list[FormResult], Gain | None]:
    """The rounds of the training with what may be told of them, and the gain of its test. Four statements."""
    least = least_told(training)
    forms = list(training.short_forms.select_related("form_version").order_by("pk"))
    answers: dict[int, list[FormAnswer]] = {}
    for row in FormAnswer.objects.filter(form__training=training).order_by("key"):
        answers.setdefault(row.form_id, []).append(row)
    found = []
    for form in forms:
        given = answers.get(form.pk, [])
        result = FormResult(form, len(given), sum(1 for row in given if row.how == FormAnswer.How.PAPER), len(given) < least)
        if form.kind == TrainingForm.Kind.FEEDBACK and not result.few:
            result.questions = question_results(form.form_version.schema, [row.answers for row in given], language, least)
        found.append(result)
    return found, _gain(forms, answers, least)


def _gain(forms: Sequence[TrainingForm], answers: dict[int, list[FormAnswer]], least: int) -> Gain | None:
    rounds = {form.kind: form for form in forms}
    if TrainingForm.Kind.BEFORE not in rounds:
        return None
    right = rounds[TrainingForm.Kind.BEFORE].right
    points = [_points(right, answers.get(rounds[kind].pk, []), least) for kind in (TrainingForm.Kind.BEFORE, TrainingForm.Kind.AFTER)]
    return Gain(points[0], points[1], len(right))


def _points(right: dict[str, Any], given: Sequence[FormAnswer], least: int) -> Points | None:
    """A question that was left out gives no point."""
    if not right or len(given) < least:
        return None
    reached = sum(1 for row in given for key, answer in right.items() if key in row.answers and row.answers[key] == answer)
    return Points(reached, len(right) * len(given), len(given))


def question_results(schema: Any, answers: Sequence[dict[str, Any]], language: str, least: int) -> list[QuestionResult]:
    """What may be told of each question of these filled forms."""
    return [_result(question, answers, language, least) for _part, question in questions_of(schema)]


def _result(question: Any, answers: Sequence[dict[str, Any]], language: str, least: int) -> QuestionResult:
    label, values = text_in(question["label"], language), [each[question["key"]] for each in answers if question["key"] in each]
    n = len(values)
    if n < least:
        return QuestionResult(label, n)
    if question["kind"] == "number":
        return QuestionResult(label, n, mean=sum(values) / n)
    if question["kind"] in TEXTS:
        return QuestionResult(label, n, texts=sorted(str(value) for value in values))
    if question["kind"] in ("choice", "choices", "yes_no"):
        yes_no = question["kind"] == "yes_no"
        options: list[tuple[Any, str]] = [(True, _("Yes")), (False, _("No"))] if yes_no else [*options_of(question, language)]
        counted = Counter(item for value in values for item in (value if isinstance(value, list) else [value]))
        return QuestionResult(label, n, rows=collapsed([(words, counted[key]) for key, words in options], least))
    return QuestionResult(label, n)


def collapsed(rows: Sequence[tuple[str, int]], least: int) -> list[tuple[str, int]]:
    """Rows of which none is below `least`: small ones, and the smallest large ones until it is enough, become "other answers".

    Empty when fewer than two rows would be left: one row alone says what everybody answered.
    """
    small = [row for row in rows if row[1] < least]
    large = [row for row in rows if row[1] >= least]
    other = sum(count for _words, count in small)
    while small and other < least and large:
        lowest = min(large, key=lambda row: row[1])
        large.remove(lowest)
        small.append(lowest)
        other += lowest[1]
    shown = large + ([(_("other answers"), other)] if len(small) > 1 else small)
    return shown if len(shown) > 1 else []


def right_questions(form: TrainingForm) -> list[Any]:
    """The questions of a test that can have a right answer."""
    return [question for _part, question in questions_of(form.form_version.schema) if question["kind"] in CAN_BE_RIGHT]


def paper_form(form: TrainingForm, language: str) -> PaperForm:
    """What the printed form says, in the language."""
    training, base = form.training, formats.base(language)
    words = formats.words(PAPER_FORM, language)

    def said(texts: Any) -> str:
        text = text_in(texts, base)
        return formats.in_script(text, language) if (texts or {}).get("uz") == text else text

    def question(each: Any) -> PaperQuestion:
        kind = each["kind"]
        options = [said(option["label"]) for option in each.get("choices", [])] if kind in ("choice", "choices") else []
        if kind == "yes_no":
            options = [words["yes"], words["no"]]
        limits = each.get("limits") or {}
        if kind == "number" and "min" in limits and 0 < limits.get("max", -1) - limits["min"] <= MOST_NUMBERS:
            options = [str(number) for number in range(limits["min"], limits["max"] + 1)]
        lines = {"long_text": 4}.get(kind, 0 if options else 1)
        return PaperQuestion(said(each["label"]), options, lines, several=kind == "choices")

    return PaperForm(
        language=language,
        kind=form.kind,
        title=in_language(training, "public_title", language),
        days=formats.period(training.first_day, training.last_day, language),
        organiser=in_language(training.organisation, "name", language),
        code=form.code,
        address=f"{settings.ASHAR['ADDRESS']}{reverse('short_form', args=[form.code])}",
        questions=[question(each) for _part, each in questions_of(form.form_version.schema)],
    )
