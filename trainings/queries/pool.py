"""Everybody who is weighed for a training: its candidates and who stands on the roster besides, each with what targets ask for."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.text import transliterate
from programme.models import Place
from trainings.ages import AGE_GROUPS, UNKNOWN, age_group, age_group_label
from trainings.enums import NominationState, TargetKind
from trainings.models import Nomination, SelectionTarget, Training
from youth_groups.enums import Sex
from youth_groups.models import Group, Person

#: Kind of target -> key; a kind that is missing counts for no target.
Kinds = Mapping[str, str]
LONGEST_KEY = 120
ORDER: dict[str, list[str]] = {
    TargetKind.SEX: [str(sex) for sex in Sex],
    TargetKind.AGE: [code for code, *_rest in AGE_GROUPS] + [UNKNOWN],
}
#: Keys that say that nothing is known: no target asks for them.
NOT_KNOWN = {(TargetKind.SEX, str(Sex.NOT_STATED)), (TargetKind.AGE, UNKNOWN)}


@dataclass(frozen=True)
class Pool:
    """Candidates of the call who were not withdrawn, by name; others: who stands on the roster without having been nominated.

    seated: people on the roster; taken: places of it. `kinds` by nomination, `other_kinds` beside `others`. labels: (kind, key) -> words.
    with_origins: whether ethnicity was read; without it neither its words nor its targets are here.
    """

    training: Training
    nominations: list[Nomination]
    others: list[Person]
    seated: frozenset[int]
    taken: int
    kinds: dict[int, Kinds]
    other_kinds: list[Kinds]
    targets: list[SelectionTarget]
    labels: dict[tuple[str, str], str]
    with_origins: bool

    @property
    def chosen(self) -> list[Nomination]:
        """Who has a place here: chosen, or on the roster already."""
        return [row for row in self.nominations if self._chosen_here(row) or row.person_id in self.seated]

    def _chosen_here(self, row: Nomination) -> bool:
        return row.state == NominationState.SELECTED and row.training_id == self.training.pk

    @property
    def open(self) -> list[Nomination]:
        """Who can still be chosen, in order: not decided before waiting, earlier nominated first."""
        undecided = (NominationState.NOMINATED, NominationState.WAITING)
        rows = [row for row in self.nominations if row.state in undecided and row.person_id not in self.seated]
        return sorted(rows, key=lambda row: (row.state == NominationState.WAITING, row.created_at, row.pk))

    @property
    def refused(self) -> list[Nomination]:
        return [row for row in self.nominations if row.state == NominationState.NOT_SELECTED and row.person_id not in self.seated]

    def counted(self, nominations: Iterable[Nomination]) -> Counter[tuple[str, str]]:
        """(kind, key) -> how many of these nominations and of the others on the roster."""
        kinds = [*(self.kinds[row.pk] for row in nominations), *self.other_kinds]
        return Counter(pair for each in kinds for pair in each.items())

    def keys(self, kind: str) -> list[str]:
        """The keys of a kind that stand among candidates and roster, in order of their words; sex and age in their own order."""
        found = {key for named, key in self.labels if named == kind}
        there = {key for each in (*self.kinds.values(), *self.other_kinds) for named, key in each.items() if named == kind}
        order = ORDER.get(kind, [])
        return sorted(found & there, key=lambda key: (order.index(key) if key in order else len(order), self.words(kind, key).casefold()))

    def words(self, kind: str, key: str) -> str:
        return self.labels.get((kind, key), key) if key else _("each: %(kind)s") % {"kind": TargetKind(kind).label}


def pool_of(training: Training, origins: Mapping[int, str] | None = None) -> Pool:
    """Everybody, in three statements and one more each for provinces and groups that only a target names.

    `origins`: person -> their own word, of whoever said one; None for a reader who may not know, or reads none.
    """
    nominations = list(
        Nomination.objects.filter(call_id=training.call_id)
        .exclude(state=NominationState.WITHDRAWN)
        .select_related("person__province", "group", "form_version", "training")
        .order_by("person__folded", "pk")
    )
    places = list(training.participations.select_related("person__province").order_by("person__folded", "pk"))
    nominated = {row.person_id for row in nominations}
    others = list({row.person_id: row.person for row in places if row.person_id not in nominated}.values())
    targets = list(SelectionTarget.objects.filter(training=training))
    if origins is None:
        targets = [target for target in targets if target.kind != TargetKind.ETHNICITY]
    labels: dict[tuple[str, str], str] = {}
    day, words = training.first_day, origins or {}
    kinds = {row.pk: _kinds(row.person, row.group, day, words.get(row.person_id, ""), labels) for row in nominations}
    other_kinds = [_kinds(person, None, day, words.get(person.pk, ""), labels) for person in others]
    _name_targets(targets, labels)
    return Pool(
        training=training,
        nominations=nominations,
        others=others,
        seated=frozenset(row.person_id for row in places),
        taken=len(places),
        kinds=kinds,
        other_kinds=other_kinds,
        targets=targets,
        labels=labels,
        with_origins=origins is not None,
    )


def _kinds(person: Person, group: Group | None, day: date, origin: str, labels: dict[tuple[str, str], str]) -> Kinds:
    """What targets may ask of this person. What nobody knows, or what they prefer not to say, counts for no target and against none."""
    age = age_group(person.age_on(day))
    found = {
        TargetKind.SEX: (str(person.sex), str(Sex(person.sex).label)),
        TargetKind.AGE: (age, age_group_label(age)),
        TargetKind.PROVINCE: (person.province.soate, str(person.province.name)) if person.province else ("", ""),
        TargetKind.GROUP: (group.number, str(group.name)) if group else ("", ""),
        TargetKind.SCHOOL: (key_of(person.institution), person.institution),
        TargetKind.ETHNICITY: (key_of(origin), origin),
    }
    for kind, (key, label) in found.items():
        if key:
            labels.setdefault((kind, key), label)
    return {str(kind): key for kind, (key, _label) in found.items() if key}


def key_of(words: str) -> str:
    """One key for the ways to write a school or a word of origin: Кыргыз and Kyrgyz are one."""
    return transliterate(words)[:LONGEST_KEY]


def _name_targets(targets: Collection[SelectionTarget], labels: dict[tuple[str, str], str]) -> None:
    """Words for what a target names and nobody is of."""
    gone = [(target.kind, target.key) for target in targets if target.key and (target.kind, target.key) not in labels]
    for kind, key in gone:
        if kind == TargetKind.SEX:
            labels[kind, key] = str(Sex(key).label)
        elif kind == TargetKind.AGE:
            labels[kind, key] = age_group_label(key)
    if soates := [key for kind, key in gone if kind == TargetKind.PROVINCE]:
        labels |= {(TargetKind.PROVINCE, place.soate): str(place.name) for place in Place.objects.filter(soate__in=soates)}
    if numbers := [key for kind, key in gone if kind == TargetKind.GROUP]:
        labels |= {(TargetKind.GROUP, group.number): str(group.name) for group in Group.objects.filter(number__in=numbers)}


def wanted_words(at_least: int, at_most: int | None) -> str:
    """A target in words: "10–15", "at least 10", "at most 15", "exactly 10"; "" for none."""
    if at_most is None:
        return _("at least %(count)s") % {"count": at_least} if at_least else ""
    if at_least == at_most:
        return _("exactly %(count)s") % {"count": at_least}
    return f"{at_least}–{at_most}" if at_least else _("at most %(count)s") % {"count": at_most}


def verdict(count: int, at_least: int, at_most: int | None) -> tuple[str, str]:
    """(tone, words) of a count against a target; ("", "") without one."""
    if not at_least and at_most is None:
        return "", ""
    if count < at_least:
        return "warn", ngettext("%(count)s more needed", "%(count)s more needed", at_least - count) % {"count": at_least - count}
    if at_most is not None and count > at_most:
        return "bad", ngettext("%(count)s too many", "%(count)s too many", count - at_most) % {"count": count - at_most}
    return "ok", _("met")
