"""The public site's own pages. A page tree per language; the rows of one page in several languages share a translation key."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core import open_calls
from core.blocks import PROSE_BLOCKS, StepBlock
from core.pages import BasePage
from home.calls import by_province


class HomePage(BasePage):
    """The first page: what this is, what is open now, how it works, where to go on."""

    hero_title: "models.Field[Any, Any]" = models.CharField(_("large title"), max_length=120)
    how_title: "models.Field[Any, Any]" = models.CharField(_("title over the steps"), max_length=120, blank=True)
    steps = StreamField([("step", StepBlock())], verbose_name=_("steps"), blank=True, max_num=3)
    help_title: "models.Field[Any, Any]" = models.CharField(_("title of the help box"), max_length=120, blank=True)
    help_text: "models.Field[Any, Any]" = models.TextField(_("text of the help box"), max_length=400, blank=True)
    help_phone: "models.Field[Any, Any]" = models.CharField(
        _("phone number of the help box"), max_length=30, blank=True, help_text=_("Only a number that somebody answers. Empty: no button.")
    )
    body = StreamField(PROSE_BLOCKS, verbose_name=_("more text"), blank=True)

    template = "home/home_page.html"
    max_count_per_parent = 4
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels: ClassVar[list[object]] = [
        FieldPanel("title"),
        FieldPanel("hero_title"),
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("how_title"), FieldPanel("steps")], _("How it works")),
        MultiFieldPanel([FieldPanel("help_title"), FieldPanel("help_text"), FieldPanel("help_phone")], _("Help box")),
        FieldPanel("body"),
    ]
    search_fields: ClassVar[list[object]] = [*BasePage.search_fields, index.SearchField("hero_title"), index.SearchField("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        calls = open_calls.all_open(lang=self.locale.language_code)
        return {**context, **by_province(calls, request.GET.get("province", ""))}


class StandardPage(BasePage):
    """Running text: about, how data are kept, contact."""

    body = StreamField(PROSE_BLOCKS, verbose_name=_("text"), blank=True)

    template = "home/standard_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    content_panels: ClassVar[list[object]] = [*BasePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[object]] = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
