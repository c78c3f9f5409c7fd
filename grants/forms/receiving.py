"""Forms of the office around applying: what came otherwise, more time, joining a draft, a text beside an answer."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.questions import text_in
from core.questions.fields import YesNoAnswer
from grants.enums import Channel, TextKind
from grants.forms.office import OfficeForm
from grants.models import GrantCall


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _moment(label: Any, **kwargs: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, widget=MomentInput(), input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"], **kwargs
    )


class ReceivedForm(OfficeForm):
    """An application on paper, by messenger or by voice: how and when it came, the original, the conditions as the group answers them."""

    def __init__(self, *args: Any, call: GrantCall, groups: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"] = forms.ModelChoiceField(label=_("Group"), queryset=groups)
        self.fields["group"].label_from_instance = lambda group: f"{group.name} · {group.locality.name}"  # type: ignore[attr-defined]
        self.fields["channel"] = forms.ChoiceField(label=_("how it reached the office"), choices=Channel.choices, widget=forms.RadioSelect)
        self.fields["arrived_at"] = _moment(
            _("arrived at"), initial=timezone.now, help_text=_("Bishkek time. It decides about the deadline.")
        )
        self.fields["original"] = forms.FileField(label=_("Original: scan, photo or recording"))
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial=language)
        self.asked = [condition["key"] for condition in call.eligibility]
        for condition in call.eligibility:
            self.fields[f"c-{condition['key']}"] = YesNoAnswer(label=text_in(condition["question"], language), required=True)

    def conditions(self) -> dict[str, bool]:
        return {key: self.cleaned_data[f"c-{key}"] for key in self.asked}


class ReadBackForm(OfficeForm):
    how = forms.CharField(
        label=gettext_lazy("how it was read back, and who confirmed"),
        help_text=gettext_lazy("For example: read out by telephone, all three leaders agreed."),
        max_length=300,
    )


class DraftNumberForm(OfficeForm):
    """The short number of a draft that a group reads out; it opens nothing."""

    number = forms.CharField(
        label=gettext_lazy("Number of the draft"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class JoinForm(DraftNumberForm):
    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"] = forms.ModelChoiceField(label=_("Group"), queryset=groups)
        self.fields["group"].label_from_instance = lambda group: f"{group.name} · {group.locality.name}"  # type: ignore[attr-defined]


class MoreTimeForm(DraftNumberForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"] = _moment(_("more time until"), help_text=_("Bishkek time."))
        self.order_fields(["number", "until", "reason"])


class SecondTextForm(OfficeForm):
    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=TextKind.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=gettext_lazy("language"), choices=settings.LANGUAGES)
    text = forms.CharField(label=gettext_lazy("text"), widget=forms.Textarea(attrs={"rows": 6}), max_length=20_000)

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"] = forms.ChoiceField(label=_("Question"), choices=questions)
        self.order_fields(["question", "kind", "language", "text"])
