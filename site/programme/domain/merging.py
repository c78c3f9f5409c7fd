"""Two localities that are one: the survivor is named, every relation moved explicitly, a record kept, 30 days to undo it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from programme.domain.localities import keep_spelling, spellings_of
from programme.domain.rights import require_keeper_of_places
from programme.models import Locality, LocalityMerge, LocalityName
from programme.relations import Relation, relations

if TYPE_CHECKING:
    from accounts.models import User

UNDO_DAYS = 30
_BATCH = 500


def match_locality(*, typed: Locality, known: Locality, by: "User") -> LocalityMerge:
    """Say that what was typed is a place of the register: it is merged into it and its writing becomes a spelling.

    Raises Refused without the right, when the first waits no longer or the second does, or when one of them is gone.
    """

    def waits(survivor: Locality, gone: Locality) -> None:
        if not gone.typed:
            raise Refused(_("This place stands in the register already."), code="not_typed")
        if survivor.typed:
            raise Refused(_("Match it with a place that stands in the register."), code="not_known")

    return _merged(survivor=known, gone=typed, by=by, action="matched", check=waits)


def merge_localities(*, survivor: Locality, gone: Locality, by: "User") -> LocalityMerge:
    """Merge two localities: all that points to `gone` points to `survivor` from now on, names are united, `gone` is no more.

    Both rows are locked in the order of their ids. The record keeps what was moved; `undo_locality_merge` takes it back for 30 days.
    Figures that were published stay as they are: snapshots are frozen.

    Raises Refused without the right; for a place of the register that would go into a typed one; when one lies within the other; when
    others lie in `gone` and the survivor is of another kind or province; when a list that may hold a place once holds both; when one
    of them is gone already.
    """
    return _merged(survivor=survivor, gone=gone, by=by, action="merged", check=_may_be_one)


def undo_locality_merge(*, merge: LocalityMerge, by: "User") -> Locality:
    """Bring the merged place back under its old id, with its names and with what was moved and still stands on the survivor.

    Raises Refused without the right, after 30 days, when it was undone already, or when the register has such a place again.
    """
    require_keeper_of_places(by)
    with transaction.atomic():
        survivor_id = LocalityMerge.objects.values_list("survivor_id", flat=True).get(pk=merge.pk)
        survivor = _locked(survivor_id)[survivor_id]
        kept = LocalityMerge.objects.select_for_update().get(pk=merge.pk)
        if kept.undone_at is not None:
            raise Refused(_("This merge was undone already."), code="undone")
        if not may_be_undone(kept):
            raise Refused(_("A merge can be undone for %(days)s days.") % {"days": UNDO_DAYS}, code="too_late")
        back = _recreated(kept)
        for relation in relations():
            _move_back(relation, kept.moved.get(relation.key, []), survivor, back)
        _part_names(kept, survivor, back)
        kept.undone_at, kept.undone_by = timezone.now(), by
        kept.save(update_fields=["undone_at", "undone_by"])
        record_event(subject=survivor, action="merge_undone", by=by, data={"merge": kept.pk, "gone": back.pk})
        record_event(subject=back, action="came_back", by=by, data={"merge": kept.pk, "survivor": survivor.pk})
    return back


def may_be_undone(merge: LocalityMerge, at: datetime | None = None) -> bool:
    return merge.undone_at is None and (at or timezone.now()) <= merge.at + timedelta(days=UNDO_DAYS)


def _merged(*, survivor: Locality, gone: Locality, by: "User", action: str, check: Callable[[Locality, Locality], None]) -> LocalityMerge:
    require_keeper_of_places(by)
    if survivor.pk == gone.pk:
        raise Refused(_("These are one place already."), code="same")
    with transaction.atomic():
        rows = _locked(survivor.pk, gone.pk)
        survivor, gone = rows[survivor.pk], rows[gone.pk]
        check(survivor, gone)
        _check_family(survivor, gone)
        moved = {relation.key: _move(relation, gone, survivor) for relation in relations()}
        merge = LocalityMerge.objects.create(
            survivor=survivor,
            gone_id=gone.pk,
            gone={field.attname: getattr(gone, field.attname) for field in Locality._meta.concrete_fields},
            moved={key: ids for key, ids in moved.items() if ids},
            names=_unite_names(survivor, gone),
            by=by,
        )
        counts = {key: len(ids) for key, ids in merge.moved.items()}
        record_event(subject=survivor, action=action, by=by, data={"merge": merge.pk, "gone": gone.pk, "moved": counts})
        record_event(subject=gone, action="went_into", by=by, data={"merge": merge.pk, "survivor": survivor.pk})
        gone.delete()
    return merge


def _locked(*ids: int) -> dict[int, Locality]:
    """The rows, locked in the order of their ids. Raises Refused when one of them is gone."""
    rows = {row.pk: row for row in Locality.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    if set(rows) != set(ids):
        raise Refused(_("This place was merged into another one meanwhile."), code="gone")
    return rows


def _may_be_one(survivor: Locality, gone: Locality) -> None:
    if survivor.typed and not gone.typed:
        raise Refused(_("Keep the one that stands in the register."), code="keeps_typed")


def _check_family(survivor: Locality, gone: Locality) -> None:
    if survivor.parent_id == gone.pk or gone.parent_id == survivor.pk:
        raise Refused(_("One of the two lies in the other."), code="family")
    if (survivor.kind, survivor.province_id) != (gone.kind, gone.province_id) and gone.children.exists():
        raise Refused(_("Other places lie in it: the two must be of one kind and in one province."), code="kinds")


def _move(relation: Relation, gone: Locality, survivor: Locality) -> list[Any]:
    """Point the rows of one relation to the survivor; their ids."""
    model = relation.model_class
    rows = model._base_manager.filter(**{relation.field: gone}).order_by("pk")
    ids = [pk if isinstance(pk, int) else str(pk) for pk in rows.values_list("pk", flat=True)]
    if ids:
        with _not_twice(model):
            rows.order_by().update(**{relation.field: survivor})
    return ids


def _move_back(relation: Relation, ids: list[Any], survivor: Locality, back: Locality) -> None:
    """What has been given another place since then stays there."""
    model = relation.model_class
    for batch in _batches(ids):
        with _not_twice(model):
            model._base_manager.filter(pk__in=batch, **{relation.field: survivor}).update(**{relation.field: back})


@contextmanager
def _not_twice(model: type[Model]) -> Iterator[None]:
    """Where a list may hold a place once and holds both, a person decides which of the two is right."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        message = _("Both stand in one list (%(what)s): correct these first.") % {"what": model._meta.verbose_name_plural}
        raise Refused(message, code="clash") from error


def _batches(ids: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]


_NAME_COLUMNS = ("name", "folded", "language", "valid_from", "valid_to", "kind")


def _unite_names(survivor: Locality, gone: Locality) -> dict[str, Any]:
    """Give the survivor the names of the other. {moved: ids, dropped: rows that it has already, added: the id of the new spelling}."""
    has = {(row.kind, row.language, row.name, row.valid_from) for row in survivor.names.all()}
    keys = spellings_of(survivor)
    moved, dropped = [], []
    for row in gone.names.all():
        spelling = row.kind == LocalityName.Kind.SPELLING
        if (spelling and row.folded in keys) or (row.kind, row.language, row.name, row.valid_from) in has:
            dropped.append({name: _plain(getattr(row, name)) for name in _NAME_COLUMNS})
        else:
            moved.append(row.pk)
    gone.names.filter(pk__in=moved).update(locality=survivor)
    added = keep_spelling(survivor, gone.name)
    return {"moved": moved, "dropped": dropped, "added": added.pk if added is not None else None}


def _part_names(merge: LocalityMerge, survivor: Locality, back: Locality) -> None:
    """The reverse of `_unite_names`. A spelling that another merge into the survivor needs, too, stays."""
    names = merge.names
    LocalityName.objects.filter(pk__in=names["moved"], locality=survivor).update(locality=back)
    for values in names["dropped"]:
        LocalityName.objects.create(locality=back, **values)
    others = LocalityMerge.objects.standing().filter(survivor=survivor, gone__folded=back.folded).exclude(pk=merge.pk)
    if names["added"] is not None and not others.exists():
        LocalityName.objects.filter(pk=names["added"], locality=survivor).delete()


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _recreated(merge: LocalityMerge) -> Locality:
    """The row as it was. What it lay in may have been merged itself: then it lies in that one's survivor."""
    values = dict(merge.gone)
    parent = values["parent_id"]
    while parent is not None and not Locality.objects.filter(pk=parent).exists():
        next_merge = LocalityMerge.objects.standing().filter(gone_id=parent).first()
        parent = next_merge.survivor_id if next_merge is not None else None
    back = Locality(**values | {"parent_id": parent})
    try:
        with transaction.atomic():
            back.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("The register has such a place again: match that one first."), code="twin") from error
    return back
