"""The public pages of training calls: one page per language points to the one row of the call."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import PROSE_BLOCKS
from core.pages import BasePage
from core.viewsets import ScopedPageForm
from trainings.models.calls import TrainingCall


class TrainingCallIndexPage(BasePage):
    """All training calls that are open."""

    template = "trainings/call_index_page.html"
    subpage_types: ClassVar[list[str]] = ["trainings.TrainingCallPage"]

    class Meta:
        verbose_name = _("list of training calls")
        verbose_name_plural = _("lists of training calls")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from trainings.queries.calls import open_training_calls

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        calls = sorted(open_training_calls(timezone.now(), self.locale.language_code), key=lambda call: call.closes_at)
        return {**context, "calls": calls}


class TrainingCallPage(BasePage):
    """One call in one language: what, for whom, when, where, programme, costs covered. Dates and state come from the call."""

    call: "models.ForeignKey[TrainingCall, TrainingCall]" = models.ForeignKey(
        TrainingCall, models.PROTECT, related_name="pages", verbose_name=_("training call")
    )
    body = StreamField(PROSE_BLOCKS, verbose_name=_("text"), blank=True)

    base_form_class = ScopedPageForm
    template = "trainings/call_page.html"
    parent_page_types: ClassVar[list[str]] = ["trainings.TrainingCallIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[object]] = [FieldPanel("call"), *BasePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[object]] = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page of a training call")
        verbose_name_plural = _("pages of training calls")

    def clean(self) -> None:
        super().clean()
        twins = TrainingCallPage.objects.filter(call_id=self.call_id, locale_id=self.locale_id).exclude(pk=self.pk)
        if self.call_id and self.locale_id and twins.exists():
            raise ValidationError({"call": _("This call has a page in this language already.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from trainings.queries.calls import facts_of_call, groups_that_may_nominate, may_apply

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "call": self.call,
            "is_open": self.call.is_open(),
            "facts": facts_of_call(self.call),
            "groups": groups_that_may_nominate(request.user, self.call),
            "may_apply": may_apply(request.user, self.call),
        }
