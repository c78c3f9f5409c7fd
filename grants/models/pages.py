"""The public pages of grant calls: one page per language points to the one row of the call."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import PROSE_BLOCKS
from core.pages import BasePage
from core.viewsets import ScopedPageForm
from grants.models.calls import GrantCall


class GrantCallIndexPage(BasePage):
    """All grant calls that are open."""

    template = "grants/call_index_page.html"
    subpage_types: ClassVar[list[str]] = ["grants.GrantCallPage"]

    class Meta:
        verbose_name = _("list of grant calls")
        verbose_name_plural = _("lists of grant calls")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from grants.queries.calls import open_grant_calls

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        calls = sorted(open_grant_calls(timezone.now(), self.locale.language_code), key=lambda call: call.closes_at)
        return {**context, "calls": calls}


class GrantCallPage(BasePage):
    """One call in one language: aim, who may apply, what is paid for. Dates, amounts, questions and criteria come from the call."""

    call: "models.ForeignKey[GrantCall, GrantCall]" = models.ForeignKey(
        GrantCall, models.PROTECT, related_name="pages", verbose_name=_("grant call")
    )
    body = StreamField(PROSE_BLOCKS, verbose_name=_("what this call is for"), blank=True)
    who: "models.TextField[str, str]" = models.TextField(_("who may apply"), blank=True, help_text=_("One line for each."))
    funded: "models.TextField[str, str]" = models.TextField(_("what is paid for"), blank=True, help_text=_("One line for each."))
    not_funded: "models.TextField[str, str]" = models.TextField(_("what is not paid for"), blank=True, help_text=_("One line for each."))

    base_form_class = ScopedPageForm
    template = "grants/call_page.html"
    parent_page_types: ClassVar[list[str]] = ["grants.GrantCallIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[object]] = [
        FieldPanel("call"),
        *BasePage.content_panels,
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("who"), FieldPanel("funded"), FieldPanel("not_funded")], _("Conditions")),
    ]
    search_fields: ClassVar[list[object]] = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("who")]

    class Meta:
        verbose_name = _("page of a grant call")
        verbose_name_plural = _("pages of grant calls")

    def clean(self) -> None:
        super().clean()
        twins = GrantCallPage.objects.filter(call_id=self.call_id, locale_id=self.locale_id).exclude(pk=self.pk)
        if self.call_id and self.locale_id and twins.exists():
            raise ValidationError({"call": _("This call has a page in this language already.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from grants.queries.calls import page_of_call

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **page_of_call(self, request.user)}
