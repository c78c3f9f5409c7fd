"""What the protocol of a selection says, in a language: how it came about, the targets against the result, every candidate."""

from collections.abc import Sequence

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.dates import BISHKEK, format_deadline, format_period, format_time
from core.events import events_of, said_by
from core.models import Event
from core.pdf import formats
from core.translated import translated
from trainings.documents import Protocol
from trainings.enums import NominationState, TargetKind
from trainings.models import Nomination
from trainings.queries.conflicts import conflict_words
from trainings.queries.pool import Pool
from trainings.queries.selection import Share, mixes_of
from youth_groups.enums import Sex

#: What is told of the history. Targets on ethnicity are told of to whoever may read it.
TOLD = ("targets_set", "selection_proposed", "selection_saved")
DECIDED = ("select", "wait", "reject")
#: Of so few people ethnicity is not counted out: beside names on paper, one and two are as good as a name.
FEW = 5


def protocol_of(pool: Pool, language: str) -> Protocol:
    """The data of the PDF. `pool` was loaded in the same language, which is active; three statements."""
    training = pool.training
    return Protocol(
        language=language,
        title=_("Protocol of the selection"),
        number=training.number,
        organiser=translated(training.organisation, "name", language),
        facts=_facts(pool, language),
        history=_history(pool, language),
        targets=[_target(mix.kind, mix.title, share) for mix in mixes_of(pool, pool.chosen) for share in mix.shares if share.wanted],
        candidates=_candidates(pool),
        target_heads=(_("Target"), _("Wanted"), _("Result"), _("Met")),
        candidate_heads=(_("Candidate"), _("Decision"), _("Reason"), _("Decided by, when")),
        headings=(_("How the selection came about"), _("Targets against the result"), _("Candidates")),
        no_targets=_("No targets were set."),
        page=_("Page {page} of {pages}"),
        signs=(_("Name, signature"), _("Name, signature"), _("Date")),
    )


def _facts(pool: Pool, language: str) -> list[tuple[str, str]]:
    training, counts = pool.training, dict.fromkeys(NominationState.values, 0)
    for row in pool.nominations:
        counts[row.state] += 1
    return [
        (_("Training"), f"{translated(training, 'public_title', language)}, {training.number}"),
        (_("Dates"), format_period(training.first_day, training.last_day, language)),
        *([(_("Place"), training.where)] if training.where else []),
        (_("Places"), _("%(taken)s taken of %(places)s") % {"taken": pool.taken, "places": training.capacity}),
        (_("Candidates"), str(len(pool.nominations))),
        *((str(NominationState(state).label), str(counts[state])) for state in ("selected", "waiting", "not_selected", "nominated")),
        *([(_("On the roster without a nomination"), str(len(pool.others)))] if pool.others else []),
    ]


def _target(kind: str, title: str, share: Share) -> tuple[str, str, str, str]:
    label = share.label if share.chosen is None else f"{title}: {share.label}"
    result = ", ".join(f"{who} ({words})" for who, words in share.wrong) if share.chosen is None else str(share.chosen)
    if kind == TargetKind.ETHNICITY and share.chosen is not None and 0 < share.chosen < FEW:
        result = _("fewer than %(few)s") % {"few": FEW}
    met = _("yes") if share.verdict[0] == "ok" else _("no")
    return label, share.wanted, result, met


def _history(pool: Pool, language: str) -> list[tuple[str, str]]:
    actions = (*TOLD, "protected_targets_set") if pool.with_origins else TOLD
    events = [event for event in events_of(pool.training) if event.action in actions]
    return [(format_deadline(event.at, language), f"{said_by(event)}: {_told(pool, event)}") for event in events]


def _told(pool: Pool, event: Event) -> str:
    if event.action == "targets_set":
        return _("set targets")
    if event.action == "protected_targets_set":
        return _("set targets on ethnicity")
    if event.action == "selection_proposed":
        if "conflict" in event.data:
            named = " ".join(conflict_words(pool, event.data["conflict"]))
            return f"{_('asked for a proposal: these cannot be met together.')} {named}".strip()
        return _("asked for a proposal: %(count)s people proposed") % {"count": len(event.data["chosen"])}
    told = _("saved the choice: %(count)s people chosen") % {"count": len(event.data["chosen"])}
    if "proposal" in event.data:
        values = {"added": len(event.data["added"]), "dropped": len(event.data["dropped"])}
        told += ", " + _("against the proposal %(added)s added and %(dropped)s left out") % values
    return told


def _candidates(pool: Pool) -> list[tuple[str, str, str, str, str]]:
    """Those with a place first, then waiting, not chosen, not decided; by name."""
    decided = _last_decisions(pool.nominations)
    order = [NominationState.SELECTED, NominationState.WAITING, NominationState.NOT_SELECTED, NominationState.NOMINATED]
    rows = sorted(pool.nominations, key=lambda row: order.index(NominationState(row.state)))
    return [
        (row.person.written_name, _about(pool, row), str(row.get_state_display()), row.reason, _who(decided.get(row.pk))) for row in rows
    ]


def _about(pool: Pool, row: Nomination) -> str:
    """Sex, age, school, group, province: what targets look at, but never ethnicity."""
    person, group = row.person, row.group
    age = person.age_on(pool.training.first_day)
    parts = (Sex(person.sex).label, age, person.institution, group.name if group else "", person.province.name if person.province else "")
    return ", ".join(str(part) for part in parts if part not in ("", None))


def _last_decisions(nominations: Sequence[Nomination]) -> dict[int, Event]:
    """Nomination -> the event of its last decision. One statement."""
    ids = [str(row.pk) for row in nominations]
    rows = Event.objects.filter(subject_type="trainings.nomination", subject_id__in=ids, action__in=DECIDED)
    return {int(event.subject_id): event for event in rows.select_related("actor", "deputy_for").order_by("at", "pk")}


def _who(event: Event | None) -> str:
    """Who decided last, and when by Bishkek's clock."""
    return f"{said_by(event)}, {format_time(event.at)}, {formats.short_day(localtime(event.at, BISHKEK))}" if event else ""
