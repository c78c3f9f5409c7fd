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
    """The pages that editors show in the foot, in the reader's language (two statements, one when there is none)."""
    from wagtail.models import PageViewRestriction

    from home.models import StandardPage

    pages = list(StandardPage.objects.live().in_menu().filter(locale__language_code=language()).order_by("path"))
    # Which are private is asked only where there are any pages: a statement less on most sites' every page.
    private = tuple(PageViewRestriction.objects.values_list("page__path", flat=True)) if pages else ()
    return [(page.title, page.get_url(request) or "") for page in pages if not page.path.startswith(private)][:6]
