"""The selection board: candidates, and the mix of a choice against the targets."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from core.questions import question_by_key
from core.questions.reading import display
from trainings.enums import NominationState, TargetKind
from trainings.models import Nomination, PlaceOffer, SelectionTarget
from trainings.queries.offers import state_words
from trainings.queries.pool import Kinds, Pool, verdict, wanted_words

#: Shown of an answer on the board; the whole stands on the page of the decision.
SHORT = 160
#: Kinds of which every one that stands among the candidates has its bar; of the others those with a target.
SHOWN_WHOLE = (TargetKind.SEX, TargetKind.AGE, TargetKind.PROVINCE, TargetKind.ETHNICITY)


@dataclass(frozen=True)
class Share:
    """One bar: how many of the choice and of all candidates are of this kind, and the target with its verdict (tone, words).

    chosen: None for a target of each of its kind; then `wrong` names those that do not meet it.
    """

    label: str
    chosen: int | None
    candidates: int
    at_least: int = 0
    at_most: int | None = None
    verdict: tuple[str, str] = ("", "")
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def wanted(self) -> str:
        return wanted_words(self.at_least, self.at_most)

    @property
    def too_many(self) -> bool:
        return self.chosen is not None and self.at_most is not None and self.chosen > self.at_most


@dataclass(frozen=True)
class Mix:
    kind: str
    title: str
    shares: list[Share]


@dataclass(frozen=True)
class CandidateRow:
    """`open`: can be ticked; `ticked`, `reason`: as they stand in a proposal or a form sent back; `answer`: (tone, words) of a place."""

    nomination: Nomination
    name: str
    age: int | None
    where: str
    province: str
    motivation: str
    open: bool
    ticked: bool
    reason: str
    answer: tuple[str, str] | None = None


@dataclass(frozen=True)
class Board:
    """`chosen` counts everybody with a place and, where there is a proposal or a form, those ticked; `met`: whether all targets are."""

    rows: list[CandidateRow]
    shown: list[CandidateRow]
    mixes: list[Mix]
    chosen: int
    taken: int
    ticked: int
    minors: int
    untold: int
    targets: int
    unmet: int
    counts: dict[str, int]


def board_of(
    pool: Pool,
    show: str = "",
    ticked: Collection[int] = (),
    reasons: dict[int, str] | None = None,
    *,
    offers: Mapping[int, PlaceOffer] | None = None,
) -> Board:
    """Everything the board shows, without a further statement. `show` is a state, or all; `ticked` are nominations chosen besides.

    `offers`: nomination -> what was asked about its place.
    """
    day, can = pool.training.first_day, {row.pk for row in pool.open}
    also = [row for row in pool.nominations if row.pk in can and row.pk in set(ticked)]
    rows = [_row(pool, row, row.pk in can, row in also, (reasons or {}).get(row.pk, "")) for row in pool.nominations]
    rows = [replace(row, answer=_answer(row.nomination, offers or {})) for row in rows]
    counts = Counter(row.state for row in pool.nominations)
    mixes = mixes_of(pool, [*pool.chosen, *also])
    verdicts = [share.verdict[0] for mix in mixes for share in mix.shares]
    return Board(
        rows=rows,
        shown=[row for row in rows if not show or row.nomination.state == show or row.ticked],
        mixes=mixes,
        chosen=len(pool.chosen) + len(pool.others) + len(also),
        taken=pool.taken,
        ticked=len(also),
        minors=sum(1 for row in pool.nominations if row.person.is_minor_on(day)),
        untold=sum(1 for row in pool.nominations if row.decided_at and not row.told_at),
        targets=len(pool.targets),
        unmet=sum(1 for tone in verdicts if tone in ("warn", "bad")),
        counts={state: counts.get(state, 0) for state in ("selected", "waiting", "nominated", "not_selected")},
    )


def _row(pool: Pool, nomination: Nomination, can: bool, ticked: bool, reason: str) -> CandidateRow:
    person = nomination.person
    group = nomination.group.name if nomination.group else ""
    return CandidateRow(
        nomination=nomination,
        name=person.written_name,
        age=person.age_on(pool.training.first_day),
        where=", ".join(part for part in (person.institution, group) if part),
        province=person.province.name if person.province else "",
        motivation=motivation_of(nomination),
        open=can,
        ticked=ticked,
        reason=reason,
    )


def _answer(nomination: Nomination, offers: Mapping[int, PlaceOffer]) -> tuple[str, str] | None:
    """What stands of the place of somebody chosen, where they were asked."""
    offer = offers.get(nomination.pk)
    return state_words(offer) if offer is not None and nomination.state == NominationState.SELECTED else None


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


def mixes_of(pool: Pool, choice: Sequence[Nomination]) -> list[Mix]:
    """The mix of a choice, together with who stands on the roster besides, by kind; kinds of which nothing is to be shown are left out."""
    now, everyone = pool.counted(choice), pool.counted(pool.nominations)
    mixes = []
    for kind in TargetKind:
        targets = {target.key: target for target in pool.targets if target.kind == kind}
        keys = pool.keys(kind) if kind in SHOWN_WHOLE else []
        keys += [key for key in targets if key and key not in keys]
        shares = [_share(pool.words(kind, key), now[kind, key], everyone[kind, key], targets.get(key)) for key in keys]
        if kind in SHOWN_WHOLE and shares and (unknown := _unknown(pool, kind, choice)):
            shares.append(unknown)
        if "" in targets:
            shares.append(_of_each(pool, targets[""], now))
        if shares:
            mixes.append(Mix(str(kind), str(kind.label), shares))
    return mixes


def _share(words: str, chosen: int, candidates: int, target: SelectionTarget | None) -> Share:
    least, most = (target.at_least, target.at_most) if target else (0, None)
    return Share(words, chosen, candidates, least, most, verdict(chosen, least, most))


def _unknown(pool: Pool, kind: str, choice: Sequence[Nomination]) -> Share | None:
    """Those of whom it is not known or who prefer not to say: they count for no target and against none."""

    def without(kinds: Sequence[Kinds]) -> int:
        return sum(1 for each in kinds if kind not in each)

    everyone = without([*pool.kinds.values(), *pool.other_kinds])
    now = without([*(pool.kinds[row.pk] for row in choice), *pool.other_kinds])
    return Share(_("not stated"), now, everyone) if everyone else None


def _of_each(pool: Pool, target: SelectionTarget, now: Counter[tuple[str, str]]) -> Share:
    kind, least, most = target.kind, target.at_least, target.at_most
    found = [(key, verdict(now[kind, key], least, most)) for key in pool.keys(kind)]
    wrong = [(pool.words(kind, key), words) for key, (tone, words) in found if tone != "ok"]
    worst = next((tone for tone in ("bad", "warn") if any(found_tone == tone for _key, (found_tone, _words) in found)), "ok")
    label = {"ok": _("met"), "warn": _("not met yet"), "bad": _("not met")}[worst]
    return Share(pool.words(kind, ""), None, len(found), least, most, (worst, label), wrong)
