"""Questions as plain JSON of our own, format 1: parts, each with questions; every text in up to four languages.

    {"format": 1, "parts": [{"key": "idea", "title": {"en": "Your idea"}, "intro": {}, "questions": [
        {"kind": "long_text", "key": "aim", "label": {"en": "What will change?"}, "help": {}, "required": true,
         "limits": {"max": 1500}, "show_if": null, "blind": false}]}]}

A schema is frozen as a `FormVersion` when a call opens; answers are JSON by the key of the question.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, Literal, NotRequired, TypedDict, get_args

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
    """Raise SchemaError unless forms can be built: known kinds, keys that differ, conditions that look back at a choice."""
    if schema.get("format") != FORMAT:
        raise SchemaError("unknown format")
    parts = [part["key"] for part in schema["parts"]]
    if len(set(parts)) != len(parts):
        raise SchemaError("two parts have the same key")
    seen: dict[str, Question] = {}
    for part, question in questions_of(schema):
        where = f"{part['key']}/{question['key']}"
        if question["kind"] not in KINDS:
            raise SchemaError(f"{where}: unknown kind")
        if not KEY.fullmatch(question["key"]):
            raise SchemaError(f"{where}: a key is lower-case Latin letters, digits and _")
        if question["key"] in seen:
            raise SchemaError(f"{where}: two questions have the same key")
        if not text_in(question["label"], "en"):
            raise SchemaError(f"{where}: no label")
        _check_parts_of(question, where)
        _check_condition(question, seen, where)
        seen[question["key"]] = question


def _check_parts_of(question: Question, where: str) -> None:
    for kind, name, items in (
        ("choice", "choices", question.get("choices")),
        ("choices", "choices", question.get("choices")),
        ("table", "columns", question.get("columns")),
    ):
        if question["kind"] == kind:
            keys = [item["key"] for item in items or []]  # type: ignore[attr-defined]
            if not keys or len(set(keys)) != len(keys):
                raise SchemaError(f"{where}: {name} need keys that differ")


def _check_condition(question: Question, seen: dict[str, Question], where: str) -> None:
    condition = question.get("show_if")
    if not condition:
        return
    asked = seen.get(condition["key"])
    if asked is None or asked["kind"] not in CONDITION_KINDS:
        raise SchemaError(f"{where}: the condition names no earlier question with choices")
    possible: list[str | bool] = [True, False] if asked["kind"] == "yes_no" else [option["key"] for option in asked.get("choices", [])]
    if condition["equals"] not in possible:
        raise SchemaError(f"{where}: the condition names no answer of {condition['key']}")


def canonical(schema: Schema) -> str:
    """The same text for the same schema: sorted keys, no spaces, UTF-8."""
    return json.dumps(schema, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def freeze(schema: Schema) -> FormVersion:
    """The version that holds exactly these questions: found by its hash, or written. Raises SchemaError."""
    check_schema(schema)
    digest = hashlib.sha256(canonical(schema).encode()).hexdigest()
    version, _made = FormVersion.objects.get_or_create(sha256=digest, defaults={"format": schema["format"], "schema": schema})
    return version
