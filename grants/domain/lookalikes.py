"""Marks of what was sent, by which applications that look alike are found: long sentences, telephones, the rows of the budget.

A mark is a keyed hash: the same mark means the same sentence, number or budget, and nothing leads back from it.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from accounts.codes import digest
from core.text import fold
from grants.enums import MarkKind
from grants.models import Mark, Submission

#: A sentence counts from so many letters on; shorter ones are said by many.
LONG = 60
#: So many digits at the end make a telephone, whatever is written before them.
DIGITS = 9
_SENTENCES = re.compile(r"[.!?…\n]+")
_PHONE = re.compile(r"\+?\d(?:[\s()\-–]*\d){8,13}")


def mark_submission(submission: Submission) -> int:
    """Keep the marks of one sent version; marking it again adds nothing. Returns how many marks it has. Two statements."""
    found = set(marks_of(submission.payload))
    group = submission.application.group
    if group is not None:
        found |= {(MarkKind.PHONE, mark) for mark in _phones(group.contact_phone)}
    Mark.objects.bulk_create([Mark(submission=submission, kind=kind, digest=mark) for kind, mark in sorted(found)], ignore_conflicts=True)
    return len(found)


def marks_of(payload: str) -> Iterator[tuple[str, str]]:
    """(kind, mark) of a frozen payload; the same for the same words whatever their case, spaces and signs."""
    if not payload:
        return
    sent: dict[str, Any] = json.loads(payload)
    texts = [text for answer in sent["answers"].values() for text in _texts(answer)]
    for text in texts:
        for sentence in _SENTENCES.split(text):
            words = " ".join(fold(sentence).split())
            if len(words) >= LONG:
                yield MarkKind.TEXT, _mark(words)
        for mark in _phones(text):
            yield MarkKind.PHONE, mark
    if len(sent["budget"]) > 1:
        rows = sorted(f"{fold(row['item'])}|{row['quantity']}|{row['unit_cost_minor']}" for row in sent["budget"])
        yield MarkKind.BUDGET, _mark("\n".join(rows))


def _phones(text: str) -> list[str]:
    return [_mark("".join(filter(str.isdigit, number))[-DIGITS:]) for number in _PHONE.findall(text)]


def _texts(answer: Any) -> Iterator[str]:
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, dict):
        for value in answer.values():
            yield from _texts(value)
    elif isinstance(answer, list):
        for value in answer:
            yield from _texts(value)


def _mark(text: str) -> str:
    return digest("mark", text)[:24]
