"""Short forms: kept by the office, opened at a training, answered by a code without an account or typed in from paper."""

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.codes import new_code, tidy
from core.events import record_event
from core.questions import freeze, question_by_key, questions_of, settled
from core.questions.blocks import schema_from_blocks
from core.refusals import Refused
from trainings.domain.rights import require_coordinates, require_leads
from trainings.models import FormAnswer, ShortForm, Training, TrainingForm

if TYPE_CHECKING:
    from accounts.models import User

CODE_LENGTH = 8
MOST_QUESTIONS = 12
#: Asked of everybody in a room, on a phone or on paper: no files, no tables.
NOT_ASKED = frozenset({"file", "budget", "table", "reach", "place", "money"})
#: Questions that can have a right answer.
CAN_BE_RIGHT = frozenset({"choice", "yes_no", "number"})
TEXTS = frozenset({"short_text", "long_text"})
ROUNDS = {
    ShortForm.Kind.TEST: (TrainingForm.Kind.BEFORE, TrainingForm.Kind.AFTER),
    ShortForm.Kind.FEEDBACK: (TrainingForm.Kind.FEEDBACK,),
}


def save_short_form(*, form: ShortForm, by: "User") -> ShortForm:
    """Write what the office's form holds. Trainings that opened it keep their frozen questions. The event keeps the names of fields."""
    require_coordinates(by, form.organisation_id)
    with transaction.atomic():
        if form.pk is None:
            form.save(force_insert=True)
            record_event(subject=form, action="created", by=by)
            return form
        stored = ShortForm.objects.select_for_update().get(pk=form.pk)
        require_coordinates(by, stored.organisation_id)
        changed = [
            f.attname
            for f in form._meta.concrete_fields
            if f.get_prep_value(f.value_from_object(stored)) != f.get_prep_value(f.value_from_object(form))
        ]
        form.save()
        record_event(subject=form, action="changed", by=by, data={"fields": changed})
    return form


def frozen(form: ShortForm) -> Any:
    """The version of its questions as they stand. Raises Refused: none, too many, a kind that such a form does not ask."""
    schema = schema_from_blocks(ShortForm.objects.get(pk=form.pk).questions)
    asked = [question for _part, question in questions_of(schema)]
    if not asked:
        raise Refused(_("This form has no questions yet."), code="no_questions")
    if len(asked) > MOST_QUESTIONS:
        raise Refused(_("A short form has at most %(most)s questions.") % {"most": MOST_QUESTIONS}, code="too_many_questions")
    if any(question["kind"] in NOT_ASKED for question in asked):
        raise Refused(_("A short form asks for texts, numbers, dates and choices only."), code="wrong_kind")
    return freeze(schema)


def use_form(*, training: Training, form: ShortForm, by: "User") -> list[TrainingForm]:
    """Let the training ask this form: a test makes two rounds with the same questions, before and after. Nothing is open yet.

    What was chosen for the same round before is replaced as long as nobody has answered. Right answers are taken over from the last
    training that asked the same questions. Raises Refused: no right, another organisation's form, answers are there.
    """
    require_coordinates(by, training.organisation_id)
    if form.organisation_id != training.organisation_id or form.kind not in ROUNDS:
        raise Refused(_("This form belongs to another organisation, or to another time."), code="other_form")
    version = frozen(form)
    before = TrainingForm.objects.filter(form_version=version, training__organisation=training.organisation_id).exclude(right={})
    with transaction.atomic():
        locked = Training.objects.select_for_update().get(pk=training.pk)
        rounds = ROUNDS[ShortForm.Kind(form.kind)]
        if FormAnswer.objects.filter(form__training=locked, form__kind__in=rounds).exists():
            raise Refused(_("People have answered already: these questions stay."), code="answered")
        right = before.order_by("-pk").values_list("right", flat=True).first() or {}
        locked.short_forms.filter(kind__in=rounds).delete()
        rows = [
            TrainingForm.objects.create(
                training=locked, kind=kind, form_version=version, code=_free_code(), right=right if len(rounds) > 1 else {}
            )
            for kind in rounds
        ]
        record_event(subject=locked, action="form_chosen", by=by, data={"form": form.pk, "rounds": [str(kind) for kind in rounds]})
    return rows


def _free_code() -> str:
    code = new_code(CODE_LENGTH)
    while TrainingForm.objects.filter(code=code).exists():
        code = new_code(CODE_LENGTH)
    return code


def open_form(*, form: TrainingForm, by: "User", is_open: bool) -> TrainingForm:
    """Let people answer by the code, or no longer. Asked twice, nothing happens."""
    require_leads(by, form.training)
    with transaction.atomic():
        locked = TrainingForm.objects.select_for_update(of=("self",)).select_related("training").get(pk=form.pk)
        if locked.is_open != is_open:
            locked.is_open = is_open
            locked.save(update_fields=["is_open"])
            record_event(subject=locked.training, action="form_opened" if is_open else "form_closed", by=by, data={"kind": locked.kind})
    return locked


def set_right_answers(*, training: Training, by: "User", right: Mapping[str, Any]) -> None:
    """Say which answers of the test are right, for both rounds; a question without one gives no point."""
    require_leads(by, training)
    with transaction.atomic():
        rows = list(TrainingForm.objects.select_for_update().filter(training=training).exclude(kind=TrainingForm.Kind.FEEDBACK))
        if not rows:
            raise Refused(_("This training has no test."), code="no_test")
        by_key = question_by_key(rows[0].form_version.schema)
        if any(key not in by_key or by_key[key]["kind"] not in CAN_BE_RIGHT for key in right):
            raise Refused(_("This question has no right answer."), code="no_right_answer")
        TrainingForm.objects.filter(pk__in=[row.pk for row in rows]).update(right=dict(right))
        record_event(subject=training, action="right_answers_set", by=by, data={"questions": sorted(right)})


def form_by_code(typed: str) -> TrainingForm | None:
    """The form of a code as somebody typed it, open or not; None for a code that was never made."""
    code = tidy(typed)
    if len(code) != CODE_LENGTH:
        return None
    return TrainingForm.objects.select_related("training__activity_type", "form_version").filter(code=code).first()


def answer_form(*, form: TrainingForm, answers: Mapping[str, Any], key: uuid.UUID, by: "User | None" = None) -> FormAnswer:
    """Keep one filled form; the same key twice is one. `by` None: somebody with the code; else whoever types it in from paper.

    Nothing is kept of who answered. No event says when: moments beside a list of names would tell. Typing in is allowed when it is closed.
    Raises Refused: closed, nothing was answered, no right to type it in.
    """
    if by is not None:
        require_leads(by, form.training)
    schema = form.form_version.schema
    kept = settled(schema, dict(answers))
    if not kept:
        raise Refused(_("Nothing is answered yet."), code="empty")
    with transaction.atomic():
        locked = TrainingForm.objects.select_for_update(of=("self",)).get(pk=form.pk)
        if by is None and not locked.is_open:
            raise Refused(_("This form is closed. Please ask the trainer."), code="closed")
        how = FormAnswer.How.PHONE if by is None else FormAnswer.How.PAPER
        by_key = question_by_key(schema)
        said = any(by_key[name]["kind"] in TEXTS for name in kept)
        row, _made = FormAnswer.objects.get_or_create(
            key=key, defaults={"form": locked, "answers": kept, "said": said, "how": how, "typed_by": by}
        )
    return row
