from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """What becomes of a candidate, and why."""

    use_required_attribute = False
    action = forms.ChoiceField(
        label=_("Decision"),
        choices=[("select", _("Choose")), ("wait", _("Waiting list")), ("reject", _("Not this time"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence. It is kept with the decision."),
    )
