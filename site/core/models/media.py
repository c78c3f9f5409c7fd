from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class PeopleShown(models.TextChoices):
    UNKNOWN = "", _("choose")
    NONE = "none", _("no people")
    ADULTS = "adults", _("adults")
    MINORS = "minors", _("children or young people under 18")


class AsharImage(AbstractImage):
    """An editor's picture: who took it, and whether it shows people (consent rules hang on that)."""

    credit: "models.CharField[str, str]" = models.CharField(_("credit"), max_length=200, blank=True)
    people_shown: "models.CharField[str, str]" = models.CharField(_("people shown"), max_length=10, choices=PeopleShown)

    admin_form_fields = (*Image.admin_form_fields, "credit", "people_shown")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class AsharRendition(AbstractRendition):
    image: "models.ForeignKey[AsharImage, AsharImage]" = models.ForeignKey(AsharImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class AsharDocument(AbstractDocument):
    """A document that editors publish. People's files are StoredFile rows and never lie here."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
