from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.models import Agreement
from summaries.querysets import WRITES_SUMMARIES


class AgreementField(forms.ModelChoiceField):
    """Agreements by number and donor."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}, {obj.donor.name}"


class BuildForm(forms.Form):
    """Which agreement and which days are counted."""

    agreement = AgreementField(Agreement.objects.none(), label=_("Agreement"))
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("This day is counted, too.")
    )
    reason = forms.CharField(
        label=_("Why it is counted again"),
        max_length=300,
        required=False,
        help_text=_("Only when a summary of the same days is published already. The donor reads this sentence."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agreements = Agreement.objects.in_scope(user, WRITES_SUMMARIES).select_related("donor").order_by("number")
        self.fields["agreement"].queryset = agreements  # type: ignore[attr-defined]
