"""Likely duplicates in the register: keys kept, pairs proposed, a human decides, a merge moves every relation and can be undone."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from youth_groups.domain.rights import require_records_people
from youth_groups.models import Person, PersonKey, PersonLink, PersonMerge, PersonPair
from youth_groups.person_relations import PersonRelation, relations
from youth_groups.queries.duplicates import UNDO_DAYS, entries, entry_of, keys_of_people, likely_same_of
from youth_groups.rosters.duplicates import Proposal
from youth_groups.rosters.keys import keys_of

if TYPE_CHECKING:
    from accounts.models import User

_BATCH = 500


def refresh_keys(ids: Collection[int]) -> None:
    """Make the keys of these people anew from their records. Who was erased or merged has none. Statements do not grow with people."""
    wanted = keys_of_people(ids)
    gone = set(Person.objects.filter(pk__in=ids).exclude(merged_into__isnull=True, erased_at__isnull=True).values_list("pk", flat=True))
    with transaction.atomic():
        for batch in _batches(list(ids)):
            PersonKey.objects.filter(person_id__in=batch).delete()
        _insert((pk, kind, value) for pk, keys in wanted.items() if pk not in gone for kind, value in sorted(keys))


def make_keys(people: Iterable[Person]) -> None:
    """The keys of people who were recorded just now: one statement however many they are."""
    rows = [(person.pk, kind, value) for person in people for kind, value in keys_of(entry_of(person))]
    # In the order of the index: each of its pages is written once.
    _insert(sorted(rows, key=itemgetter(1, 2)))


def _insert(rows: Iterable[tuple[int, str, str]]) -> None:
    """Write keys in one statement however many they are; `bulk_create` would take one for every 249 rows on SQLite."""
    table = connection.ops.quote_name(PersonKey._meta.db_table)
    values = list(rows)
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} (person_id, kind, value) VALUES (%s, %s, %s)", values)  # noqa: S608 our own table


def propose_pairs(ids: Collection[int]) -> int:
    """Look for likely duplicates of these people, each in its own organisation, and put the new pairs before a human; how many there are.

    A pair that was decided does not come back; one that waits keeps its place with the new score. Nothing is merged.
    """
    made = 0
    people = Person.objects.standing().filter(pk__in=ids, erased_at__isnull=True)
    for organisation_id in set(people.values_list("organisation_id", flat=True)):
        own = entries(people.filter(organisation_id=organisation_id))
        made += _keep(likely_same_of(own, organisation_id))
    return made


def _keep(proposals: Iterable[Proposal]) -> int:
    rows = [
        PersonPair(first_id=first, second_id=second, score=proposal.score)
        for proposal in proposals
        for first, second in [sorted((proposal.left.person_id or 0, proposal.right.person_id or 0))]
    ]
    with transaction.atomic():
        before = PersonPair.objects.count()
        for batch in _batches(rows):
            PersonPair.objects.bulk_create(batch, ignore_conflicts=True)
        made: int = PersonPair.objects.count() - before
    return made


def say_two_people(*, pair: PersonPair, by: "User") -> PersonPair:
    """Decide that a pair is two people; it is remembered. Twice changes nothing; a merged pair is undone, not decided anew."""
    with transaction.atomic():
        locked = _locked_pair(pair, by)
        if locked.state == PersonPair.State.SAME:
            raise Refused(_("These two records were merged already: undo the merge first."), code="merged")
        if locked.state != PersonPair.State.TWO:
            _decide(locked, PersonPair.State.TWO, by)
            record_event(subject=locked, action="two_people", by=by, data={"people": [locked.first_id, locked.second_id]})
    return locked


def say_one_person(*, pair: PersonPair, survivor: Person, by: "User") -> PersonMerge:
    """Decide that a pair is one person and merge: `survivor` (one of the two) stays. Raises Refused as `merge_people` does."""
    if survivor.pk not in (pair.first_id, pair.second_id):
        raise ValueError(survivor.pk)
    gone = pair.second if survivor.pk == pair.first_id else pair.first
    with transaction.atomic():
        locked = _locked_pair(pair, by)
        if locked.state == PersonPair.State.TWO:
            raise Refused(_("Somebody has decided that these are two people."), code="decided")
        merge = merge_people(survivor=survivor, gone=gone, by=by)
        _decide(locked, PersonPair.State.SAME, by)
    return merge


def _locked_pair(pair: PersonPair, by: "User") -> PersonPair:
    locked = PersonPair.objects.select_for_update().get(pk=pair.pk)
    require_records_people(by, Person.objects.values_list("organisation_id", flat=True).get(pk=locked.first_id))
    return locked


def _decide(pair: PersonPair, state: str, by: "User") -> None:
    pair.state, pair.decided_by, pair.decided_at = state, by, timezone.now()
    pair.save(update_fields=["state", "decided_by", "decided_at"])


def merge_people(*, survivor: Person, gone: Person, by: "User") -> PersonMerge:
    """Merge two records of one organisation: all that points to `gone` points to `survivor`; `gone` stays as an empty record that says so.

    Both rows are locked in the order of their ids. Values of the survivor are not touched: a human corrects them. Where the survivor has
    such a row already (the same function in the same group), the other's stays with `gone` and comes back with it. The account moves
    when the survivor has none. `undo_merge` takes it back for 30 days.

    Raises Refused: another organisation's record, one that was merged or erased, two accounts, a link to a partner's record, no right.
    """
    require_records_people(by, survivor.organisation_id)
    if survivor.pk == gone.pk:
        raise Refused(_("These are one record already."), code="same")
    with transaction.atomic():
        rows = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=(survivor.pk, gone.pk)).order_by("pk")}
        survivor, gone = rows[survivor.pk], rows[gone.pk]
        _require_mergeable(survivor, gone)
        moved = {relation.key: _move(relation, gone, survivor) for relation in relations()}
        if gone.user_id is not None:
            moved["youth_groups.Person.user"] = [gone.user_id]
            _hand_account(gone, survivor)
        gone.merged_into = survivor
        gone.save(update_fields=["merged_into"])
        merge = PersonMerge.objects.create(survivor=survivor, gone=gone, by=by, moved={key: ids for key, ids in moved.items() if ids})
        _inherit_decisions(gone, survivor, by)
        refresh_keys([survivor.pk, gone.pk])
        counts = {key: len(ids) for key, ids in merge.moved.items()}
        record_event(subject=survivor, action="merged", by=by, data={"merge": merge.pk, "gone": gone.pk, "moved": counts})
        record_event(subject=gone, action="went_into", by=by, data={"merge": merge.pk, "survivor": survivor.pk})
    return merge


def _require_mergeable(survivor: Person, gone: Person) -> None:
    if survivor.organisation_id != gone.organisation_id:
        raise Refused(_("The two records belong to two organisations: they can be linked, not merged."), code="other_organisation")
    if survivor.merged_into_id or gone.merged_into_id:
        raise Refused(_("One of the two records was merged meanwhile. Look at them again."), code="merged")
    if survivor.erased_at or gone.erased_at:
        raise Refused(_("One of the two records was erased."), code="erased")
    if survivor.user_id and gone.user_id:
        raise Refused(_("Both records have an account. Close one of the accounts first."), code="two_accounts")
    if (
        PersonLink.objects.filter(undone_at__isnull=True, first=gone).exists()
        or PersonLink.objects.filter(undone_at__isnull=True, second=gone).exists()
    ):
        raise Refused(_("The record that would go is linked with a partner's. Undo that link first."), code="linked")


def _hand_account(source: Person, target: Person) -> None:
    user_id, source.user_id = source.user_id, None
    source.save(update_fields=["user"])
    target.user_id = user_id
    target.save(update_fields=["user"])


def _move(relation: PersonRelation, gone: Person, survivor: Person) -> list[Any]:
    """Point the rows of one relation to the survivor, except those that it has already; the ids of the moved."""
    model = relation.model_class
    rows = model._base_manager.filter(**{relation.field: gone}).order_by("pk")
    if relation.once:
        columns = [name for name in relation.once if name]
        has = set(model._base_manager.filter(**{relation.field: survivor}).values_list(*columns or ["pk"]))
        if columns:
            ids = [pk for pk, *values in rows.values_list("pk", *columns) if tuple(values) not in has]
        else:
            ids = [] if has else list(rows.values_list("pk", flat=True))
    else:
        ids = list(rows.values_list("pk", flat=True))
    for batch in _batches(ids):
        model._base_manager.filter(pk__in=batch).update(**{relation.field: survivor})
    return [pk if isinstance(pk, int) else str(pk) for pk in ids]


def _inherit_decisions(gone: Person, survivor: Person, by: "User") -> None:
    """What was decided about the one that is gone holds for the survivor; what waited is no longer asked."""
    pairs = PersonPair.objects.filter(first=gone) | PersonPair.objects.filter(second=gone)
    others = [pair.second_id if pair.first_id == gone.pk else pair.first_id for pair in pairs.filter(state=PersonPair.State.TWO)]
    rows = [
        PersonPair(first_id=first, second_id=second, score=0, state=PersonPair.State.TWO, decided_by=by, decided_at=timezone.now())
        for other in others
        if other != survivor.pk
        for first, second in [sorted((other, survivor.pk))]
    ]
    PersonPair.objects.bulk_create(rows, ignore_conflicts=True)
    pairs.filter(state=PersonPair.State.PROPOSED).exclude(first=survivor).exclude(second=survivor).delete()


def undo_merge(*, merge: PersonMerge, by: "User") -> Person:
    """Bring the merged record back with what was moved and still stands with the survivor. The pair counts as two people from now on.

    Raises Refused after 30 days, when it was undone already, when the survivor went into another record meanwhile, or without the right.
    """
    require_records_people(by, Person.objects.values_list("organisation_id", flat=True).get(pk=merge.survivor_id))
    with transaction.atomic():
        rows = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=(merge.survivor_id, merge.gone_id)).order_by("pk")}
        survivor, back = rows[merge.survivor_id], rows[merge.gone_id]
        kept = PersonMerge.objects.select_for_update().get(pk=merge.pk)
        if kept.undone_at is not None:
            raise Refused(_("This merge was undone already."), code="undone")
        if not may_be_undone(kept):
            raise Refused(_("A merge can be undone for %(days)s days.") % {"days": UNDO_DAYS}, code="too_late")
        if survivor.merged_into_id is not None:
            raise Refused(_("The kept record was merged into another one: undo that merge first."), code="merged")
        for relation in relations():
            for batch in _batches(kept.moved.get(relation.key, [])):
                rows_back = relation.model_class._base_manager.filter(pk__in=batch, **{relation.field: survivor})
                rows_back.update(**{relation.field: back})
        back.merged_into = None
        back.save(update_fields=["merged_into"])
        if kept.moved.get("youth_groups.Person.user") == [survivor.user_id]:
            _hand_account(survivor, back)
        kept.undone_at, kept.undone_by = timezone.now(), by
        kept.save(update_fields=["undone_at", "undone_by"])
        _now_two(survivor, back, by)
        refresh_keys([survivor.pk, back.pk])
        record_event(subject=survivor, action="merge_undone", by=by, data={"merge": kept.pk, "gone": back.pk})
        record_event(subject=back, action="came_back", by=by, data={"merge": kept.pk, "survivor": survivor.pk})
    return back


def _now_two(one: Person, other: Person, by: "User") -> None:
    first, second = sorted((one.pk, other.pk))
    values = {"state": PersonPair.State.TWO, "decided_by": by, "decided_at": timezone.now()}
    PersonPair.objects.update_or_create(first_id=first, second_id=second, defaults=values, create_defaults={**values, "score": 0})


def may_be_undone(merge: PersonMerge, at: datetime | None = None) -> bool:
    return merge.undone_at is None and (at or timezone.now()) <= merge.at + timedelta(days=UNDO_DAYS)


def _batches(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
