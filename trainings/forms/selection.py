from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from trainings.domain.targets import Target
from trainings.enums import TargetKind
from trainings.models.selection import FOR_EACH
from trainings.queries.pool import NOT_KNOWN, Pool
from youth_groups.enums import Sex

LONGEST_REASON = 300


class DecisionForm(forms.Form):
    """What becomes of a candidate, and why."""

    use_required_attribute = False
    action = forms.ChoiceField(
        label=_("Decision"),
        choices=[("select", _("Choose")), ("wait", _("Waiting list")), ("reject", _("Not this time"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence. It is kept with the decision."),
    )


class ChoiceForm(forms.Form):
    """Several candidates at once: who is ticked on the board, and why. A row with a reason of its own keeps it."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Reason for those ticked"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("One sentence. It is kept with each choice; a row can have its own."),
    )
    rest = forms.ChoiceField(
        label=_("Those not decided and not ticked"),
        choices=[("", _("Leave them open")), ("wait", _("Waiting list")), ("reject", _("Not this time"))],
        required=False,
    )
    rest_reason = forms.CharField(label=_("Reason for these"), max_length=LONGEST_REASON, required=False)
    proposal = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("rest") and not data.get("rest_reason"):
            self.add_error("rest_reason", _now("Write a reason: the group may ask."))
        return data

    def ticked(self) -> list[int]:
        """The nominations whose box is ticked, in the order of the page."""
        values = self.data.getlist("on") if hasattr(self.data, "getlist") else []
        return [int(value) for value in values if value.isdigit()]

    def own_reasons(self) -> dict[int, str]:
        """Nomination -> the reason in its row, where there is one."""
        found = {name.removeprefix("reason-"): " ".join(str(self.data[name]).split()) for name in self.data if name.startswith("reason-")}
        return {int(key): words[:LONGEST_REASON] for key, words in found.items() if words and key.isdigit()}

    def chosen(self) -> dict[int, str]:
        """Nomination -> its reason, for those ticked."""
        own = self.own_reasons()
        return {pk: own.get(pk) or self.cleaned_data["reason"] for pk in self.ticked()}


@dataclass(frozen=True)
class Line:
    """One row of the form of targets: what it is for, how many candidates there are (None: for each of a kind), its two fields."""

    words: str
    candidates: int | None
    least: BoundField
    most: BoundField


class TargetsForm(forms.Form):
    """At least and at most for each sex, age group, province, group, school and, for who may read it, ethnicity of the candidates."""

    use_required_attribute = False

    def __init__(self, *args: Any, pool: Pool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pool = pool
        self.pairs = [(str(kind), key) for kind in self._kinds() for key in self._keys(kind)]
        standing = {(target.kind, target.key): target for target in pool.targets}
        for place, pair in enumerate(self.pairs):
            target = standing.get(pair)
            who = {"who": f"{TargetKind(pair[0]).label}, {self._words(*pair)}" if pair[1] else pool.words(*pair)}
            self._add(f"least-{place}", _now("%(who)s: at least") % who, target.at_least or None if target else None)
            self._add(f"most-{place}", _now("%(who)s: at most") % who, target.at_most if target else None)

    def _add(self, name: str, label: str, initial: int | None) -> None:
        widget = forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"})
        self.fields[name] = forms.IntegerField(
            label=label, min_value=0, max_value=self.pool.training.capacity, required=False, initial=initial, widget=widget
        )

    def _kinds(self) -> list[TargetKind]:
        return [kind for kind in TargetKind if kind != TargetKind.ETHNICITY or self.pool.with_origins]

    def _keys(self, kind: TargetKind) -> list[str]:
        """Each of its kind, then what stands among the candidates, then what only a target names; never "not stated"."""
        named = [target.key for target in self.pool.targets if target.kind == kind and target.key]
        always = [str(Sex.FEMALE), str(Sex.MALE)] if kind == TargetKind.SEX else []
        keys = [*([""] if kind in FOR_EACH else []), *always, *self.pool.keys(kind), *named]
        return [key for key in dict.fromkeys(keys) if (kind, key) not in NOT_KNOWN]

    def sections(self) -> Iterator[tuple[str, list[Line]]]:
        """(kind in words, its rows); kinds without a row are left out."""
        everyone = self.pool.counted(self.pool.nominations)
        for kind in self._kinds():
            places = [(place, key) for place, (named, key) in enumerate(self.pairs) if named == kind]
            lines = [
                Line(self._words(kind, key), everyone[kind, key] if key else None, self[f"least-{place}"], self[f"most-{place}"])
                for place, key in places
            ]
            if lines:
                yield str(kind.label), lines

    def _words(self, kind: str, key: str) -> str:
        return str(Sex(key).label) if kind == TargetKind.SEX else self.pool.words(kind, key)

    def targets(self) -> list[Target]:
        """What was filled in."""
        data = self.cleaned_data
        found = [
            Target(kind=kind, key=key, at_least=data.get(f"least-{place}") or 0, at_most=data.get(f"most-{place}"))
            for place, (kind, key) in enumerate(self.pairs)
        ]
        return [target for target in found if target.at_least or target.at_most is not None]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for place in range(len(self.pairs)):
            least, most = data.get(f"least-{place}"), data.get(f"most-{place}")
            if least and most is not None and most < least:
                self.add_error(f"most-{place}", _now("The most is fewer than the least."))
        return data
