"""Who pays an activity (a training, a campaign): agreements, each with its share in per cent."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.models import Agreement

if TYPE_CHECKING:
    from django.db.models import QuerySet

BASIS_POINTS = 100


class ShareForm(forms.Form):
    """What an agreement pays, in per cent with at most two decimals. `agreements`: those to choose from."""

    use_required_attribute = False
    agreement: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Agreement"), queryset=None, required=False, empty_label=_("none")
    )
    percent = forms.DecimalField(label=_("Share in per cent"), min_value=Decimal("0.01"), max_value=100, decimal_places=2, required=False)

    def __init__(self, *args: Any, agreements: "QuerySet[Agreement]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agreement"]
        field.queryset = agreements

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if bool(given.get("agreement")) != bool(given.get("percent")) and not self.errors:
            raise forms.ValidationError(_("Give both the agreement and its share."))
        return given


ShareFormSet = forms.formset_factory(ShareForm, extra=0, min_num=3, max_num=3)


def shares_shown(rows: Any) -> list[dict[str, Any]]:
    """What stands, for the formset: rows with agreement_id and share_bp."""
    return [{"agreement": row.agreement_id, "percent": row.share_bp / BASIS_POINTS} for row in rows.order_by("pk")]


def shares_of(formset: Any) -> dict[Agreement, int]:
    """Agreement -> basis points, of a valid formset."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("agreement")]
    return {row["agreement"]: int(row["percent"] * BASIS_POINTS) for row in rows}
