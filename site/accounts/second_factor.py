"""Who besides the holders of roles needs a second factor. A higher floor that knows such people registers the question in `ready()`.

from accounts import second_factor
second_factor.register(reads_summaries)
"""

from collections.abc import Callable
from typing import Any

Question = Callable[[Any], bool]
_questions: list[Question] = []


def register(question: Question) -> Question:
    """Add a question about a user, of one SQL statement; registering it twice counts once."""
    if question not in _questions:
        _questions.append(question)
    return question


def is_needed_by(user: Any) -> bool:
    return any(question(user) for question in _questions)
