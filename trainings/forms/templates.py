"""The wording of certificates: each text in each language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.models import Organisation
from trainings.documents.words import CERTIFICATE
from trainings.enums import CertificateLanguages
from trainings.models import CertificateTemplate
from trainings.wording import LANGUAGES, PARTS

#: Part -> (label, the standard text of a language that stands where nothing is written).
LABELS = {
    "title": _("Heading"),
    "lead": _("Words above the name"),
    "for": _("Sentence below the name"),
    "note": _("A smaller line below it"),
}
OWN_NAMES = {"ky": "Кыргызча", "ru": "Русский", "uz": "Oʻzbekcha", "en": "English"}


class TemplateForm(forms.Form):
    """Name, and fields `<part>_<language>`; what is left empty is in the standard wording, shown in the field."""

    use_required_attribute = False
    organisation: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(label=_("Organisation"), queryset=None, empty_label=None)
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Only the office sees it."))
    active = forms.BooleanField(label=_("in use"), required=False, initial=True)
    languages = forms.ChoiceField(label=_("Look at it in"), choices=CertificateLanguages.choices, initial=CertificateLanguages.KY_RU)

    def __init__(self, *args: Any, template: CertificateTemplate | None, organisations: Any, **kwargs: Any) -> None:
        texts = template.texts if template else {}
        initial = {"name": template.name, "active": template.active, "organisation": template.organisation_id} if template else {}
        initial |= {f"{part}_{language}": text for language, parts in texts.items() for part, text in parts.items()}
        super().__init__(*args, **{"initial": initial, **kwargs})
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk=template.organisation_id) if template else organisations
        field.label_from_instance = lambda row: row.name
        if template is None:
            del self.fields["active"]
        for language in LANGUAGES:
            for part, letters in PARTS.items():
                standard = CERTIFICATE[language].get(part, "")
                self.fields[f"{part}_{language}"] = forms.CharField(
                    label=LABELS[part],
                    required=False,
                    max_length=letters,
                    widget=forms.Textarea(attrs={"rows": 2, "placeholder": standard})
                    if part in ("for", "note")
                    else forms.TextInput(attrs={"placeholder": standard}),
                )

    def parts(self) -> list[tuple[str, list[Any]]]:
        """(the language's own name, its fields) in the order of the page."""
        return [(OWN_NAMES[code], [self[f"{part}_{code}"] for part in PARTS]) for code in LANGUAGES]

    def texts(self) -> dict[str, dict[str, str]]:
        """What is written: language -> part -> text. Usable for the picture while something else is still wrong."""
        given = getattr(self, "cleaned_data", {})
        found = {code: {part: given.get(f"{part}_{code}", "") for part in PARTS} for code in LANGUAGES}
        return {code: {part: text for part, text in parts.items() if text} for code, parts in found.items()}
