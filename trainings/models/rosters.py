import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trainings.enums import MarkHow, MarkStatus, Source
from trainings.models.calls import Nomination
from trainings.models.trainings import Session, Training
from trainings.querysets import ParticipationQuerySet
from youth_groups.models import Person


class Participation(models.Model):
    """A place on a roster. Marks belong to it, not to the person: a merge or a linked walk-in changes `person` only.

    There is no constraint on (training, person): after a merge one person may stand twice, and counts once.
    """

    training = models.ForeignKey(Training, models.PROTECT, related_name="participations", verbose_name=_("training"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations", verbose_name=_("person"))
    nomination = models.OneToOneField(
        Nomination, models.PROTECT, null=True, blank=True, related_name="participation", verbose_name=_("nomination")
    )
    source = models.CharField(_("came by"), max_length=12, choices=Source)
    badge_code = models.CharField(_("code of the badge"), max_length=8, null=True, blank=True, unique=True, editable=False)
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+")

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on a roster")
        verbose_name_plural = _("places on rosters")
        default_permissions = ()
        indexes = [models.Index(fields=["training", "person"], name="trainings_roster_person")]

    def __str__(self) -> str:
        return f"participation {self.pk}"

    @property
    def organisation_id(self) -> int:
        return self.training.organisation_id


class Mark(models.Model):
    """Somebody was there, late, excused or absent, as one source says. Only ever added; the current status is worked out from all."""

    append_only: frozenset[str] = frozenset()
    append_only_blank = frozenset({"device"})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="marks", verbose_name=_("session"))
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="marks", verbose_name=_("place on the roster"))
    status = models.CharField(_("status"), max_length=8, choices=MarkStatus)
    marked_at = models.DateTimeField(_("marked at"), default=timezone.now)
    how = models.CharField(_("how"), max_length=10, choices=MarkHow)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    device = models.CharField(_("device"), max_length=40, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        default_permissions = ()
        indexes = [models.Index(fields=["session", "participation", "marked_at"], name="trainings_mark_latest")]

    def __str__(self) -> str:
        return f"mark {self.pk}"
