"""The page that all our Wagtail pages grow from."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index


class BasePage(Page):
    """A title, an introduction under it, and how search engines and messengers show the page."""

    introduction: "models.Field[Any, Any]" = models.TextField(
        _("introduction"), blank=True, max_length=600, help_text=_("Two or three sentences under the title.")
    )
    search_image: "models.Field[Any, Any]" = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture for messengers"),
    )

    content_panels: ClassVar[list[object]] = [*Page.content_panels, FieldPanel("introduction")]
    promote_panels: ClassVar[list[object]] = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("search_image"),
                FieldPanel("show_in_menus"),
            ],
            _("Address, search and foot of the site"),
        )
    ]
    search_fields: ClassVar[list[object]] = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        abstract = True
