"""The selection board: candidates, and the mix of those who are chosen now. Ethnicity and other sensitive attributes are not read here."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.questions import question_by_key
from core.questions.reading import display
from trainings.ages import AGE_GROUPS, UNKNOWN, age_group, age_group_label
from trainings.enums import NominationState
from trainings.models import Nomination, Training
from youth_groups.enums import Sex

#: Shown of an answer on the board; the whole stands on the page of the decision.
SHORT = 160


@dataclass(frozen=True)
class Share:
    """One bar: how many of the chosen and of all candidates are of this kind."""

    label: str
    chosen: int
    candidates: int
    percent: float


@dataclass(frozen=True)
class Mix:
    title: str
    shares: list[Share]


@dataclass(frozen=True)
class CandidateRow:
    nomination: Nomination
    name: str
    age: int | None
    where: str
    province: str
    motivation: str


@dataclass(frozen=True)
class Board:
    rows: list[CandidateRow]
    shown: list[CandidateRow]
    mixes: list[Mix]
    chosen: int
    taken: int
    minors: int
    untold: int
    counts: dict[str, int]


def board_of(training: Training, show: str = "") -> Board:
    """Everything the board shows, in two statements, whatever the number of candidates. `show` is a state, or all."""
    nominations = list(
        Nomination.objects.filter(call_id=training.call_id)
        .exclude(state=NominationState.WITHDRAWN)
        .select_related("person__province", "group", "form_version", "training")
        .order_by("person__folded", "pk")
    )
    day = training.first_day
    rows = [_row(nomination, day) for nomination in nominations]
    chosen = [row for row in nominations if row.state == NominationState.SELECTED and row.training_id == training.pk]
    counts = Counter(row.state for row in nominations)
    return Board(
        rows=rows,
        shown=[row for row in rows if not show or row.nomination.state == show],
        mixes=_mixes(chosen, nominations, day),
        chosen=len(chosen),
        taken=training.participations.count(),
        minors=sum(1 for row in nominations if row.person.is_minor_on(day)),
        untold=sum(1 for row in nominations if row.decided_at and not row.told_at),
        counts={state: counts.get(state, 0) for state in ("selected", "waiting", "nominated", "not_selected")},
    )


def _row(nomination: Nomination, day: date) -> CandidateRow:
    person = nomination.person
    group = nomination.group.name if nomination.group else ""
    return CandidateRow(
        nomination=nomination,
        name=person.written_name,
        age=person.age_on(day),
        where=", ".join(part for part in (person.institution, group) if part),
        province=person.province.name if person.province else "",
        motivation=motivation_of(nomination),
    )


def motivation_of(nomination: Nomination) -> str:
    """The first longer text among the answers, shortened."""
    by_key = question_by_key(nomination.form_version.schema)
    texts = [nomination.answers.get(key, "") for key, question in by_key.items() if question["kind"] in ("long_text", "short_text")]
    text = next((str(text) for text in texts if text), "")
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"


def answers_of(nomination: Nomination, language: str) -> list[tuple[str, str]]:
    """Every question and its answer in words."""
    return [
        (item.label, item.text)
        for part in display(nomination.form_version.schema, nomination.answers, language)
        for item in part.items
        if item.text
    ]


def _mixes(chosen: list[Nomination], candidates: list[Nomination], day: date) -> list[Mix]:
    def mix(title: str, kind_of: "dict[int, str]", order: list[str]) -> Mix:
        now = Counter(kind_of[row.pk] for row in chosen)
        everyone = Counter(kind_of[row.pk] for row in candidates)
        labels = [label for label in order if everyone[label]] + sorted(label for label in everyone if label not in order)
        shares = [Share(label, now[label], everyone[label], 100 * now[label] / len(chosen) if chosen else 0.0) for label in labels]
        return Mix(title, shares)

    unknown = _("not stated")
    sexes = {row.pk: str(Sex(row.person.sex).label) for row in candidates}
    ages = {row.pk: age_group_label(age_group(row.person.age_on(day))) for row in candidates}
    provinces = {row.pk: row.person.province.name if row.person.province else unknown for row in candidates}
    age_order = [age_group_label(code) for code, *_rest in AGE_GROUPS] + [age_group_label(UNKNOWN)]
    return [
        mix(_("Sex"), sexes, [str(sex.label) for sex in Sex]),
        mix(_("Age on the first day"), ages, age_order),
        mix(_("Province"), provinces, []),
    ]
