"""Forms of the office and of reviewers."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.questions import text_in
from core.questions.fields import MoneyAnswer
from grants.checks import CHECKS
from grants.enums import Outcome, SanctionsResult
from grants.models import Application
from grants.queries.staffing import reads_in_words


class OfficeForm(forms.Form):
    """Several forms stand on one page: the ids of each begin with its own name."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)


class SanctionsForm(OfficeForm):
    list_name = forms.CharField(label=gettext_lazy("List"), max_length=120)
    name_asked = forms.CharField(label=gettext_lazy("Name asked for"), max_length=200)
    result = forms.ChoiceField(label=gettext_lazy("Result"), choices=SanctionsResult.choices, widget=forms.RadioSelect)
    checked_on = forms.DateField(
        label=gettext_lazy("Date"), initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ScreeningForm(OfficeForm):
    checks = forms.MultipleChoiceField(
        label=gettext_lazy("Checklist"), choices=CHECKS.items(), widget=forms.CheckboxSelectMultiple, required=False
    )
    decision = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[("eligible", gettext_lazy("Eligible")), ("not_eligible", gettext_lazy("Not eligible"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Needed for “not eligible”; the group reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )


class ChangesForm(OfficeForm):
    parts = forms.MultipleChoiceField(label=gettext_lazy("Whole parts to open again"), widget=forms.CheckboxSelectMultiple, required=False)
    questions = forms.MultipleChoiceField(label=gettext_lazy("Answers to open again"), widget=forms.CheckboxSelectMultiple, required=False)
    reason = forms.CharField(label=gettext_lazy("What to change"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)

    def __init__(self, *args: Any, application: Application, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = application.form_version.schema["parts"]
        self.fields["parts"].choices = [(part["key"], text_in(part["title"], language)) for part in parts]  # type: ignore[attr-defined]
        asked = [(question["key"], text_in(question["label"], language)) for part in parts for question in part["questions"]]
        self.fields["questions"].choices = asked  # type: ignore[attr-defined]
        self.order_fields(["questions", "parts", "reason"])


class AssignForm(OfficeForm):
    reviewer: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(label=gettext_lazy("Reviewer"), queryset=None)

    def __init__(self, *args: Any, reviewers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reviewer"]
        field.queryset = reviewers  # type: ignore[attr-defined]
        field.label_from_instance = lambda user: f"{user.name or user.number} · {reads_in_words(user)}"  # type: ignore[attr-defined]


class LanguagesForm(OfficeForm):
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("I read applications in"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )


class NoteForm(OfficeForm):
    """A reason, in a person's own words."""

    note = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)


class ProposalForm(OfficeForm):
    #: Asking for changes names parts: it has its own form.
    OUTCOMES = [choice for choice in Outcome.choices if choice[0] != Outcome.CHANGES]

    outcome = forms.ChoiceField(label=gettext_lazy("Proposal"), choices=OUTCOMES, widget=forms.RadioSelect)
    conditions = forms.CharField(
        label=gettext_lazy("Conditions"),
        help_text=gettext_lazy("One line for each; they stand in the letter."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Needed for the reserve list and a decline; the group reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )

    strength = forms.CharField(
        label=gettext_lazy("One strength"),
        help_text=gettext_lazy("Needed for a decline; the group reads it."),
        required=False,
        max_length=1000,
    )
    next_step = forms.CharField(
        label=gettext_lazy("One next step"),
        help_text=gettext_lazy("Needed for a decline; the group reads it."),
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, application: Application, lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = min(application.requested_minor, application.call.ceiling_minor)
        self.fields["amount"] = MoneyAnswer(label=_("Amount of the award"), currency=application.currency, required=False)
        self.fields["line"] = forms.ModelChoiceField(
            label=_("Budget line"), queryset=lines, initial=application.call.budget_line_id, empty_label=None
        )
        self.initial.setdefault("amount", most)
        self.order_fields(["outcome", "amount", "line", "conditions", "strength", "reason", "next_step"])


class ReviewForm(OfficeForm):
    """A score and a comment for each criterion; a draft may have gaps."""

    def __init__(self, *args: Any, application: Application, language: str, scores: dict[str, Any], comment: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [criterion["key"] for criterion in application.rubric]
        for criterion in application.rubric:
            given = scores.get(criterion["key"], {})
            title = text_in(criterion["title"], language)
            self.fields[f"score_{criterion['key']}"] = forms.IntegerField(
                label=_("%(criterion)s: score from 0 to %(most)s, weight %(weight)s %%")
                % {"criterion": title, "most": criterion["max"], "weight": criterion["weight"]},
                help_text=text_in(criterion["guidance"], language),
                min_value=0,
                max_value=criterion["max"],
                required=False,
                initial=given.get("score"),
            )
            self.fields[f"comment_{criterion['key']}"] = forms.CharField(
                label=_("%(criterion)s: comment") % {"criterion": title},
                widget=forms.Textarea(attrs={"rows": 2}),
                required=False,
                max_length=2000,
                initial=given.get("comment", ""),
            )
        self.fields["comment"] = forms.CharField(
            label=_("Anything else"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=4000, initial=comment
        )

    def scores(self) -> dict[str, dict[str, Any]]:
        data = self.cleaned_data
        return {key: {"score": data.get(f"score_{key}"), "comment": data.get(f"comment_{key}", "")} for key in self.keys}
