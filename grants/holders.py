"""Whoever opened a draft by its resume code: no account, and rights on this one application only."""

import hmac
from dataclasses import dataclass
from typing import Any

from core.events import WithoutAccount

#: Signs of a resume code: 59 bits. It opens what is written, so it stands in no address and the database keeps its keyed hash.
CODE_LENGTH = 12
PURPOSE = "application"


@dataclass(frozen=True)
class CodeHolder(WithoutAccount):
    """Made where a code was typed and found (grants.domain.resuming); holds as long as the draft keeps this code."""

    application_id: int
    digest: str

    is_authenticated = False
    is_active = True
    pk = None

    def opens(self, application: Any) -> bool:
        kept = application.resume_digest or ""
        return self.application_id == application.pk and bool(kept) and hmac.compare_digest(kept, self.digest)


def account_of(by: Any) -> Any:
    """The account behind the acting person, for a column that names one; None for who holds a code."""
    return None if isinstance(by, CodeHolder) else by
