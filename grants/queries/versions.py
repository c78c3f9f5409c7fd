"""What changed between two versions of an application: word by word for texts, whole for everything else."""

import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from core.questions import display
from grants.models import Application, Submission

#: (what became of the words, the words): same, gone or new.
Piece = tuple[str, str]


@dataclass(frozen=True)
class Change:
    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Step:
    """From one version to the next. before, after: the frozen versions."""

    before: Submission
    after: Submission
    changes: list[Change]


def steps_of(application: Application, language: str, *, blind: bool = False, upto: int | None = None) -> list[Step]:
    """Each pair of following versions with what differs. One statement.

    `blind`, for a reviewer, leaves out the marked answers and every voice; `upto` the versions after the one that is read.
    """
    versions = [row for row in application.submissions.order_by("version") if upto is None or row.version <= upto]
    schema = application.form_version.schema
    shown = [_words(schema, json.loads(row.payload), language, blind) if row.payload else {} for row in versions]
    return [Step(before, after, _changes(a, b)) for before, after, a, b in zip(versions, versions[1:], shown, shown[1:], strict=False)]


def _words(schema: Any, payload: dict[str, Any], language: str, blind: bool) -> dict[str, tuple[str, str]]:
    """Key -> (label, answer in words); the budget's rows and the files are answers, too."""
    names: dict[str, list[str]] = {}
    for row in payload["files"]:
        if blind and "seconds" in row:
            continue
        names.setdefault(row["question"], []).append(f"{row['name']} ({row['sha256'][:8]})")
    found = {}
    for part in display(schema, payload["answers"], language, blind=blind, files=names):
        for item in part.items:
            if item.hidden:
                continue
            rows = "\n".join(" · ".join(row) for row in item.rows)
            found[item.key] = (item.label, rows or "\n".join(item.files) or item.text)
            if item.kind == "budget":
                found[item.key] = (item.label, "\n".join(_row(row) for row in payload["budget"]))
    return found


def _row(row: dict[str, Any]) -> str:
    cost, own = (f"{row[name] / 100:.2f}" for name in ("unit_cost_minor", "own_minor"))
    return f"{row['item']} · {row['quantity']} {row['unit']} × {cost} · {_('own contribution')} {own}"


def _changes(before: dict[str, tuple[str, str]], after: dict[str, tuple[str, str]]) -> list[Change]:
    keys = [*before, *(key for key in after if key not in before)]
    nothing = ("", "")
    return [
        Change((after.get(key) or before[key])[0], pieces_of(before.get(key, nothing)[1], after.get(key, nothing)[1]))
        for key in keys
        if before.get(key, nothing)[1] != after.get(key, nothing)[1]
    ]


def pieces_of(before: str, after: str) -> list[Piece]:
    """The two texts as runs of words that stayed, went and came."""
    old, new = re.findall(r"\s+|[^\s]+", before), re.findall(r"\s+|[^\s]+", after)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[i:j])))
            continue
        if i < j:
            pieces.append(("gone", "".join(old[i:j])))
        if k < m:
            pieces.append(("new", "".join(new[k:m])))
    return pieces
