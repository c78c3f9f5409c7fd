"""Question forms: blocks that staff edit -> a frozen schema -> a form class -> answers by key (docs/decisions/0003).

schema = schema_from_blocks(call.questions)         core.questions.blocks
version = freeze(schema)
Form = build_form(version.schema, language="ky", part="idea", answers=draft.answers, partial=True)
draft.answers = merged(draft.answers, form)
missing(version.schema, draft.answers, files, "ky")
display(version.schema, draft.answers, "ky", blind=True)
"""

from core.questions.forms import QuestionsForm, answers_from, build_form, initial_from, merged, uploads_from
from core.questions.places import provide_provinces
from core.questions.reading import Item, Missing, ShownPart, display, missing, settled
from core.questions.schema import Answers, Schema, SchemaError, canonical, check_schema, freeze, question_by_key, questions_of, text_in

__all__ = [
    "Answers",
    "Item",
    "Missing",
    "QuestionsForm",
    "Schema",
    "SchemaError",
    "ShownPart",
    "answers_from",
    "build_form",
    "canonical",
    "check_schema",
    "display",
    "freeze",
    "initial_from",
    "merged",
    "missing",
    "provide_provinces",
    "question_by_key",
    "questions_of",
    "settled",
    "text_in",
    "uploads_from",
]
