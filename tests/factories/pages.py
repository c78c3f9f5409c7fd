"""The page tree: migrations' own rows are gone after a transactional test's flush, so tests make it anew."""

from home.models import HomePage
from home.setup import ensure_site


def site() -> HomePage:
    """The whole first tree in four languages; returns the English home page."""
    return ensure_site(hostname="testserver", port=80)
