from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from youth_groups.domain.reach import known_people
from youth_groups.models import Campaign, CampaignPhoto, Person

SHOWS = CampaignPhoto.Shows


class PhotoForm(forms.Form):
    """A photo, and who can be recognised on it. For a photo that stands already (`photo`), only the latter."""

    use_required_attribute = False
    upload = forms.FileField(label=_("Photo"), help_text=_("JPEG, PNG or WebP. Where and with what it was taken is not kept."))
    shows = forms.ChoiceField(
        label=_("Who can be recognised"),
        widget=forms.RadioSelect,
        choices=[
            (SHOWS.NONE, _("Nobody")),
            (SHOWS.ADULTS, _("Adults")),
            (SHOWS.MINORS, _("Children or young people under 18, too")),
        ],
    )
    people = forms.ModelMultipleChoiceField(
        label=_("These people"), queryset=Person.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )
    unknown_people = forms.BooleanField(label=_("Somebody who is not named above can be recognised, too"), required=False)
    caption = forms.CharField(label=_("Caption"), max_length=240, required=False, help_text=_("No names of people."))

    def __init__(self, *args: Any, campaign: Campaign, photo: CampaignPhoto | None = None, **kwargs: Any) -> None:
        if photo is not None:
            names = ("shows", "unknown_people", "caption")
            kwargs["initial"] = {name: getattr(photo, name) for name in names} | {"people": [p.pk for p in photo.people.all()]}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        known = Q(pk__in=known_people(campaign.group).values("pk"))
        rows = Person.objects.filter(known | Q(photos=photo)) if photo else Person.objects.filter(known)
        field.queryset = rows.distinct().order_by("folded", "pk")
        field.label_from_instance = lambda person: (
            f"{person.written_name}, {person.birth_year}" if person.birth_year else person.written_name
        )
        if photo is not None:
            del self.fields["upload"]

    def facts(self) -> dict[str, Any]:
        """For `add_photo` and `describe_photo`."""
        data = dict(self.cleaned_data)
        if "upload" in data:
            data["name"] = data["upload"].name
        return data
