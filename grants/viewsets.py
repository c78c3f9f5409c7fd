"""Grant calls in the Wagtail admin: list and form. The board of a call stands under /grants/office/."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from accounts.roles import Role
from core.viewsets import ScopedModelViewSet
from grants.domain.calls import save_grant_call
from grants.enums import BudgetCategory
from grants.forms.amounts import MinorUnits
from grants.models import GrantCall
from grants.querysets import READS_GRANTS, RUNS_GRANTS
from youth_groups.enums import GroupKind


class GrantCallForm(WagtailAdminModelForm):  # type: ignore[misc]
    """Amounts are typed in major units and kept in minor ones."""

    group_kinds = forms.MultipleChoiceField(
        label=_("kinds of group that may apply"),
        choices=GroupKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None chosen means every kind."),
    )
    budget_categories = forms.MultipleChoiceField(
        label=_("kinds of cost that may be asked for"),
        choices=BudgetCategory.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None chosen means every kind."),
    )
    floor_minor = MinorUnits(label=_("one grant, at least"))
    ceiling_minor = MinorUnits(label=_("one grant, at most"))
    budget_minor = MinorUnits(label=_("all grants together"))
    second_from_minor = MinorUnits(
        label=_("second approval from"),
        required=False,
        help_text=_("An award of this amount or more needs a second approval by a third person. Empty: none does."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].label_from_instance = lambda row: row.name
        self.fields["budget_line"].label_from_instance = lambda row: f"{row.agreement.number} · {row.code} {row.name} · {row.currency}"


class GrantCallViewSet(ScopedModelViewSet):
    """A call with its questions, conditions and criteria. It is published on its board, which names the gap in people."""

    model = GrantCall
    name = "admin_grant_calls"
    url_prefix = "grants/calls"
    icon = "tag"
    menu_label = _("Grant calls")
    add_to_admin_menu = True
    roles = {"view": (*READS_GRANTS, Role.CONTENT_EDITOR), "add": RUNS_GRANTS, "change": RUNS_GRANTS}
    list_display = ["number", "title_en", "closes_at", "state"]
    ordering = "-closes_at"
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel("organisation"), FieldPanel("number"), FieldPanel("slug")], _("Call")),
            MultiFieldPanel([FieldPanel(f"title_{code}") for code in ("ky", "ru", "en", "uz")], _("Title")),
            MultiFieldPanel([FieldPanel("group_kinds"), FieldPanel("provinces")], _("Who may apply")),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("budget_line"), FieldPanel("currency")]),
                    FieldRowPanel([FieldPanel("floor_minor"), FieldPanel("ceiling_minor"), FieldPanel("budget_minor")]),
                    FieldPanel("second_from_minor"),
                    FieldPanel("budget_categories"),
                ],
                _("Money"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at"), FieldPanel("time_zone")]),
                    FieldRowPanel([FieldPanel("activities_from"), FieldPanel("activities_to")]),
                    FieldRowPanel([FieldPanel("screening_by"), FieldPanel("review_by"), FieldPanel("decision_by")]),
                ],
                _("When"),
            ),
            FieldPanel("eligibility_blocks"),
            FieldPanel("questions"),
            FieldPanel("rubric_blocks"),
            FieldPanel("quorum"),
            FieldPanel("sealed"),
            FieldPanel("appeals"),
        ],
        base_form_class=GrantCallForm,
    )

    def save_with(self, form: Any, user: Any) -> GrantCall:
        call = save_grant_call(call=form.instance, by=user)
        call.provinces.set(form.cleaned_data.get("provinces") or [])
        return call
