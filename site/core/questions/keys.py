"""Keys of parts, questions, choices and columns where staff gave none: a pure function of kind and place."""

import copy
from collections.abc import Iterable
from typing import Any

from core.questions.schema import Schema, questions_of


def free_key(stem: str, taken: set[str]) -> str:
    """`stem_1`, or the next number that is not taken; the new key is then taken, too."""
    number = 1
    while f"{stem}_{number}" in taken:
        number += 1
    key = f"{stem}_{number}"
    taken.add(key)
    return key


def _fill(items: Iterable[Any], stem: str | None, taken: set[str]) -> None:
    for item in items:
        if not item["key"]:
            item["key"] = free_key(stem or item["kind"], taken)


def fill_keys(schema: Schema) -> Schema:
    """A copy in which nothing is without a key; keys that were given stay. Written conditions on yes/no questions become booleans."""
    filled = copy.deepcopy(schema)
    _fill(filled["parts"], "part", {part["key"] for part in filled["parts"]})
    questions = [question for _part, question in questions_of(filled)]
    _fill(questions, None, {question["key"] for question in questions})
    for question in questions:
        for stem, items in (("choice", question.get("choices", [])), ("column", question.get("columns", []))):
            _fill(items, stem, {item["key"] for item in items})  # type: ignore[attr-defined]
    kinds = {question["key"]: question["kind"] for question in questions}
    for question in questions:
        condition = question.get("show_if")
        if condition and kinds.get(condition["key"]) == "yes_no":
            condition["equals"] = {"yes": True, "no": False}.get(str(condition["equals"]).strip().lower(), condition["equals"])
    return filled
