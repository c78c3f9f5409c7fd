"""Links that come from the page tree."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from core.dates import language


def home_address(request: HttpRequest | None) -> str:
    """The home page in the reader's language."""
    with translation.override(language()):
        return reverse("wagtail_serve", args=[""])


def foot_pages(request: HttpRequest | None) -> list[tuple[str, str]]:
    """The pages that editors show in the foot, in the reader's language (one statement)."""
    from home.models import StandardPage

    pages = StandardPage.objects.live().public().in_menu().filter(locale__language_code=language()).order_by("path")
    return [(page.title, page.get_url(request) or "") for page in pages[:6]]
