"""Questions as plain JSON of our own, format 1: parts, each with questions; every text in up to four languages.

    {"format": 1, "parts": [{"key": "idea", "title": {"en": "Your idea"}, "intro": {}, "questions": [
        {"kind": "long_text", "key": "aim", "label": {"en": "What will change?"}, "help": {}, "required": true,
         "limits": {"max": 1500}, "show_if": null, "blind": false}]}]}

A schema is frozen as a `FormVersion` when a call opens; answers are JSON by the key of the question.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NotRequired, TypedDict, get_args

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.models import FormVersion
from core.translated import FALLBACK

FORMAT = 1
Kind = Literal[
    "short_text",
    "long_text",
    "number",
    "money",
    "choice",
    "choices",
    "yes_no",
    "date",
    "place",
    "reach",
    "table",
    "file",
    "budget",
]
KINDS: tuple[str, ...] = get_args(Kind)
#: Kinds whose answer may be the condition of another question.
CONDITION_KINDS = frozenset({"choice", "choices", "yes_no"})
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
#: Most characters that a text answer may have when the question does not say it.
TEXT_MAX = {"short_text": 200, "long_text": 2000}
#: What a number, a money amount (minor units) or a head count may be at most: it fits a BigInteger column with room for sums.
NUMBER_MAX = 10**14
TABLE_ROWS = 5

Texts = dict[str, str]


class Condition(TypedDict):
    key: str
    equals: str | bool


class Option(TypedDict):
    key: str
    label: Texts


class Column(TypedDict):
    key: str
    label: Texts
    kind: NotRequired[str]


class Question(TypedDict):
    kind: str
    key: str
    label: Texts
    help: NotRequired[Texts]
    required: NotRequired[bool]
    limits: NotRequired[dict[str, Any]]
    show_if: NotRequired[Condition | None]
    blind: NotRequired[bool]
    choices: NotRequired[list[Option]]
    columns: NotRequired[list[Column]]


class Part(TypedDict):
    key: str
    title: Texts
    intro: NotRequired[Texts]
    questions: list[Question]


class Schema(TypedDict):
    format: int
    parts: list[Part]


Answers = dict[str, Any]


class SchemaError(ValueError):
    """A schema that no form can be built from; the message says where."""


def text_in(texts: Texts | None, language: str) -> str:
    """The text in this language, else the first of ky, ru, en, uz that is there; "" when all are empty."""
    given = texts or {}
    return next((given[code] for code in (language, *FALLBACK) if given.get(code)), "")


def questions_of(schema: Schema, part: str | None = None) -> Iterator[tuple[Part, Question]]:
    """Every question with its part, in the order of the form; only of one part when its key is given."""
    for found in schema["parts"]:
        if part is None or found["key"] == part:
            for question in found["questions"]:
                yield found, question


def question_by_key(schema: Schema) -> dict[str, Question]:
    return {question["key"]: question for _part, question in questions_of(schema)}


def is_shown(question: Question, answers: Answers, by_key: dict[str, Question]) -> bool:
    """Whether the condition of the question holds, and that of the question it hangs on, and so on."""
    condition = question.get("show_if")
    if not condition:
        return True
    asked = by_key.get(condition["key"])
    if asked is None or not is_shown(asked, answers, by_key):
        return False
    answer = answers.get(condition["key"])
    return condition["equals"] in answer if isinstance(answer, list) else answer == condition["equals"]


def check_schema(schema: Schema) -> None:
    """Raise SchemaError unless forms can be built: known kinds, keys that differ, conditions that look back at a choice.

    The message is for whoever edits the questions.
    """
    if schema.get("format") != FORMAT:
        raise SchemaError(_("These questions were written for another version of the site."))
    parts = [part["key"] for part in schema["parts"]]
    if len(set(parts)) != len(parts):
        raise SchemaError(_("Two parts have the same key. Please change one of them."))
    seen: dict[str, Question] = {}
    for _part, question in questions_of(schema):
        problem = _problem(question, seen)
        if problem:
            label = text_in(question["label"], get_language() or "en") or question["key"]
            raise SchemaError(_("Question “%(question)s”: %(problem)s") % {"question": label, "problem": problem})
        seen[question["key"]] = question
    if sum(question["kind"] == "budget" for question in seen.values()) > 1:
        raise SchemaError(_("The budget table stands twice. Please remove one."))


def _problem(question: Question, seen: dict[str, Question]) -> str:  # noqa: PLR0911 (a line a rule)
    """What is wrong with one question, or ""."""
    if question["kind"] not in KINDS:
        return _("this kind of question is not known.")
    if not KEY.fullmatch(question["key"]):
        return _("its key must have small Latin letters, digits and _, and begin with a letter.")
    if question["key"] in seen:
        return _("its key is used twice. Please change one of them.")
    if not text_in(question["label"], "en"):
        return _("its text is missing.")
    if question["kind"] in ("choice", "choices") and not _keys_differ(question.get("choices")):
        return _("its answers need keys that differ.")
    if question["kind"] == "table" and not _keys_differ(question.get("columns")):
        return _("its columns need keys that differ.")
    limits = question.get("limits") or {}
    if "min" in limits and "max" in limits and limits["min"] > limits["max"]:
        return _("its lower limit is above its upper limit.")
    return _condition_problem(question, seen)


def _keys_differ(items: Sequence[Option] | Sequence[Column] | None) -> bool:
    keys = [item["key"] for item in items or ()]
    return bool(keys) and len(set(keys)) == len(keys) and all(KEY.fullmatch(key) for key in keys)


def _condition_problem(question: Question, seen: dict[str, Question]) -> str:
    condition = question.get("show_if")
    if not condition:
        return ""
    asked = seen.get(condition["key"])
    if asked is None or asked["kind"] not in CONDITION_KINDS:
        return _("its condition must name the key of an earlier question with answers to choose from.")
    possible: list[str | bool] = [True, False] if asked["kind"] == "yes_no" else [option["key"] for option in asked.get("choices", [])]
    return "" if condition["equals"] in possible else _("its condition names an answer that does not exist.")


def canonical(schema: Schema) -> str:
    """The same text for the same schema: sorted keys, no spaces, UTF-8."""
    return json.dumps(schema, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def freeze(schema: Schema) -> FormVersion:
    """The version that holds exactly these questions: found by its hash, or written. Raises SchemaError."""
    check_schema(schema)
    digest = hashlib.sha256(canonical(schema).encode()).hexdigest()
    version, _made = FormVersion.objects.get_or_create(sha256=digest, defaults={"format": schema["format"], "schema": schema})
    return version
