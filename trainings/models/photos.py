from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trainings.models.trainings import Training
from youth_groups.models import Person


class TrainingPhotoQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Photos that nobody removed."""
        return self.filter(removed_at=None)


class TrainingPhoto(models.Model):
    """A photo from a training: who of the roster can be recognised on it. In a report only while each of them consents."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="photos", verbose_name=_("training"))
    file = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+", verbose_name=_("photo"))
    shows_people = models.BooleanField(_("somebody can be recognised"))
    people = models.ManyToManyField(Person, blank=True, related_name="training_photos", verbose_name=_("who is on it"))
    unknown_people = models.BooleanField(_("somebody on it is not in the records"), default=False)
    caption = models.CharField(_("caption"), max_length=240, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TrainingPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of a training")
        verbose_name_plural = _("photos of trainings")
        ordering = ["training_id", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"photo {self.pk}"
