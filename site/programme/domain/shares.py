"""Shares of agreements in what they pay together, in basis points."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.refusals import Refused

WHOLE_BP = 10_000


def require_shares(shares: Iterable[int]) -> None:
    """Refuse a share of nothing, and shares that are more than the whole."""
    found = list(shares)
    if any(share < 1 for share in found) or sum(found) > WHOLE_BP:
        raise Refused(_("Each share is above nothing, and all together are at most the whole."), code="shares")
