"""Links that come from the page tree."""

from functools import cache

from django.db import connection
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from core.dates import language


def home_address(request: HttpRequest | None) -> str:
    """The home page in the reader's language."""
    with translation.override(language()):
        return reverse("wagtail_serve", args=[""])


@cache
def _foot_asked() -> str:
    """The statement of `foot_pages`. Written out: it stands on every page, and building it anew took half the time of a small one."""
    from wagtail.models import Locale, Page, PageViewRestriction

    from home.models import StandardPage

    page, shown, locale, private = (model._meta.db_table for model in (Page, StandardPage, Locale, PageViewRestriction))
    return f"""
        SELECT page.title, substr(page.url_path, length(home.url_path) + 1)
        FROM {shown} shown JOIN {page} page ON page.id = shown.page_ptr_id
            JOIN {locale} locale ON locale.id = page.locale_id
            JOIN {page} home ON home.depth = 2 AND home.path = substr(page.path, 1, length(home.path))
        WHERE page.live AND page.show_in_menus AND locale.language_code = %s AND NOT EXISTS (
            SELECT 1 FROM {private} restricted JOIN {page} gate ON gate.id = restricted.page_id
            WHERE gate.path = substr(page.path, 1, length(gate.path)))
        ORDER BY page.path LIMIT 6
    """  # noqa: S608 - names of our own tables


def foot_pages(request: HttpRequest | None) -> list[tuple[str, str]]:
    """The pages that editors show in the foot, in the reader's language: (title, address) each, at most six. One statement."""
    code = language()
    with connection.cursor() as cursor:
        cursor.execute(_foot_asked(), [code])
        found = cursor.fetchall()
    with translation.override(code):
        return [(title, reverse("wagtail_serve", args=[path])) for title, path in found]
