"""The page tree that a new installation begins with: a home page per language, four plain pages, the site. Safe to run again."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from core.pages import BasePage
from home.models import HomePage, StandardPage

#: The tree's first language: Wagtail's default locale.
FIRST = "en"


def home_texts() -> dict[str, Any]:
    """The home page's first texts in the active language; editors change them afterwards."""
    return {
        "title": _("Open calls and trainings"),
        "hero_title": _("Make your village safe together"),
        "introduction": _("Small grants and free trainings for initiative groups of young people and women. You can apply from a phone."),
        "search_description": _("Small grants for initiative groups of young people and women, and free trainings."),
        "how_title": _("How does it work? Three steps"),
        "steps": [
            (
                "step",
                {"title": _("Read what the call is for"), "text": _("Each call says who may apply, what is paid for and until when.")},
            ),
            (
                "step",
                {
                    "title": _("Write your application part by part"),
                    "text": _("Each part is saved. You can stop and go on later, also from another phone."),
                },
            ),
            (
                "step",
                {
                    "title": _("Send it and watch its way"),
                    "text": _("Where it is now, what comes next, who answers and by when: all on one page."),
                },
            ),
        ],
        "help_title": _("Is writing hard?"),
        "help_text": _(
            "Tell your group's partner organisation. You can dictate the answers or give them on paper; nothing is sent before you say yes."
        ),
    }


def plain_pages() -> list[dict[str, Any]]:
    """The plain pages in the active language: address in English, title, introduction, text."""
    return [
        {
            "slug": "about",
            "title": _("About us"),
            "introduction": _("Ashar is neighbours helping each other with a big job. Here it is the safety of our villages and towns."),
            "body": [
                ("heading", {"text": _("What we do"), "level": "2"}),
                (
                    "text",
                    "<p>"
                    + _("Initiative groups name what makes people unsafe, agree on a plan and act. We train them and fund their plans.")
                    + "</p>",
                ),
                ("heading", {"text": _("What it costs"), "level": "2"}),
                ("text", "<p>" + _("Nothing. Nobody may ask you for money for a grant, a place in a training or a certificate.") + "</p>"),
            ],
        },
        {
            "slug": "your-data",
            "title": _("How your data are kept"),
            "introduction": _("We ask only for what we need, show it only to those who work on it, and tell you how long we keep it."),
            "body": [
                (
                    "text",
                    "<ul><li>"
                    + "</li><li>".join(
                        [
                            _("We keep a birth year, never the full date, and no religion."),
                            _("Someone under 18 takes part only with the consent of a caregiver and their own agreement."),
                            _("A donor sees counts, never names."),
                            _("You can ask what we keep about you, have it corrected, and have it erased."),
                        ]
                    )
                    + "</li></ul>",
                ),
            ],
        },
        {
            "slug": "contact",
            "title": _("Contact"),
            "introduction": _("Ask the organisation that runs your call or training: its page names who answers and by when."),
            "body": [
                ("text", "<p>" + _("If your group has an account, write to us from its page: the answer comes to the same place.") + "</p>")
            ],
        },
    ]


@transaction.atomic
def ensure_site(*, hostname: str = "localhost", port: int = 8000) -> HomePage:
    """Locales, a home page and the plain pages in each language, and the default site; what is there already stays as it is.

    Returns the home page in English, the site's root. Also removes Wagtail's own welcome page, if it is still there and empty.
    """
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}
    root = Page.objects.filter(depth=1).first() or Page.add_root(instance=Page(title="Root", slug="root", locale=locales[FIRST]))
    welcome = _set_aside_welcome_page()
    home = _page(HomePage, root, locales[FIRST], "home", home_texts)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname=hostname, port=port)
    site.site_name, site.root_page = "Ashar", home
    site.save()
    if welcome is not None:
        welcome.delete()
    for code, locale in locales.items():
        here = home if code == FIRST else _page(HomePage, root, locale, f"home-{code}", home_texts, of=home)
        with translation.override(code):
            pages = plain_pages()
        for texts in pages:
            original = StandardPage.objects.child_of(home).filter(slug=texts["slug"]).first()
            _page(StandardPage, here, locale, texts["slug"], partial(dict, texts, show_in_menus=True), of=original)
    return home


def _page(
    model: type[BasePage], parent: Page, locale: Locale, slug: str, texts: Callable[[], dict[str, Any]], *, of: Page | None = None
) -> Any:
    """The page with this slug under the parent, made in the locale's language when it is missing; `of`: the page it translates."""
    found = model.objects.child_of(parent).filter(slug=slug).first()
    if found is None and of is not None and of.locale_id != locale.pk:
        found = model.objects.filter(translation_key=of.translation_key, locale=locale).first()
    if found is not None:
        return found
    with translation.override(locale.language_code):
        page = model(**{**texts(), "slug": slug, "locale": locale})
    if of is not None and of.locale_id != locale.pk:
        page.translation_key = of.translation_key
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _set_aside_welcome_page() -> Page | None:
    """Wagtail's first migration makes a bare page "Welcome" at our home page's address; it goes once the site has another root."""
    welcome = Page.objects.filter(depth=2, slug="home", content_type__app_label="wagtailcore", content_type__model="page").first()
    if welcome is None or welcome.get_children().exists():
        return None
    welcome.slug = "welcome-before"
    welcome.save()
    return welcome
