import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trainings.models.calls import Nomination
from trainings.models.rosters import Participation
from trainings.models.trainings import Training
from trainings.querysets import ParticipationQuerySet
from youth_groups.models import Person

MOVE_UP_HOURS = 48


class OfferState(models.TextChoices):
    """What was answered about a place."""

    ASKED = "asked", _("asked")
    COMES = "comes", _("comes, consent outstanding")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("does not come")
    LAPSED = "lapsed", _("no answer in time")
    CLOSED = "closed", _("taken off by the office")


#: The place is theirs.
HOLDS: tuple[str, ...] = (OfferState.ASKED, OfferState.COMES, OfferState.CONFIRMED)
#: The place went back without the office having taken it: somebody who waits gets it.
GAVE_BACK: tuple[str, ...] = (OfferState.DECLINED, OfferState.LAPSED)


class AnsweredHow(models.TextChoices):
    CODE = "code", _("by code")
    ACCOUNT = "account", _("by the group")
    STAFF = "staff", _("recorded by staff on behalf")


class ConfirmationTerms(models.Model):
    """Until when the answers of a training are asked for, and how many hours whoever moves up from the waiting list has."""

    training = models.OneToOneField(Training, models.PROTECT, related_name="confirmation", verbose_name=_("training"))
    answer_by = models.DateTimeField(_("answer by"))
    move_up_hours = models.PositiveSmallIntegerField(_("hours to answer after moving up"), default=MOVE_UP_HOURS)

    class Meta:
        verbose_name = _("terms of confirmation")
        verbose_name_plural = _("terms of confirmation")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(move_up_hours__gte=2) & Q(move_up_hours__lte=336), name="trainings_terms_hours"),
        ]

    def __str__(self) -> str:
        return f"terms {self.pk}"


class PlaceOfferQuerySet(ParticipationQuerySet):
    def holding(self) -> Self:
        """The place is theirs: asked, coming or confirmed."""
        return self.filter(state__in=HOLDS)

    def overdue(self, at: datetime | None = None) -> Self:
        return self.filter(state=OfferState.ASKED, answer_by__lte=at or timezone.now())

    def to_tell(self) -> Self:
        """Nobody was written to, nobody has told them yet, and they have not answered."""
        return self.filter(state=OfferState.ASKED, channel=PlaceOffer.Channel.TELL, told_at__isnull=True)


class PlaceOffer(models.Model):
    """A place that somebody is asked to confirm, and what was answered. One at a time for a place on the roster.

    The code follows from `salt` under the site's key and is stored nowhere; `digest` finds the row of a code. `instead_of` is the offer
    whose place this was before. The place itself is gone (null) once it was given back.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        TELL = "tell", _("tell them")

    training = models.ForeignKey(Training, models.PROTECT, related_name="offers", verbose_name=_("training"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="place_offers", verbose_name=_("person"))
    nomination = models.ForeignKey(Nomination, models.PROTECT, null=True, blank=True, related_name="offers", verbose_name=_("nomination"))
    participation = models.ForeignKey(
        Participation, models.SET_NULL, null=True, blank=True, related_name="offers", verbose_name=_("place on the roster")
    )
    instead_of = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="passed_to")
    state = models.CharField(_("state"), max_length=10, choices=OfferState, default=OfferState.ASKED, editable=False)
    answer_by = models.DateTimeField(_("answer by"))
    salt = models.UUIDField(default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.TELL, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_how = models.CharField(max_length=8, choices=AnsweredHow, blank=True)

    objects = PlaceOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("place to confirm")
        verbose_name_plural = _("places to confirm")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["state", "answer_by"], name="trainings_offer_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["participation"], condition=Q(state__in=["asked", "comes", "confirmed"]), name="trainings_offer_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(state__in=["lapsed", "closed"]) | Q(answered_at__isnull=False),
                name="trainings_offer_answered_at",
            ),
        ]

    def __str__(self) -> str:
        return f"place to confirm {self.pk}"

    @property
    def organisation_id(self) -> int:
        return self.training.organisation_id

    @property
    def holds(self) -> bool:
        return self.state in HOLDS

    @property
    def is_passed_on(self) -> bool:
        """Whether somebody else has the place. A statement of its own, unless the rows came with `passed_to`."""
        return hasattr(self, "passed_to")

    @property
    def has_begun(self) -> bool:
        return timezone.localdate() >= self.training.first_day

    @property
    def may_come(self) -> bool:
        """Whether the person or the group can still say "comes": asked, or declined and nobody else has the place, within the time."""
        if self.has_begun or self.answer_by <= timezone.now():
            return False
        return self.state == OfferState.ASKED or (self.state == OfferState.DECLINED and not self.is_passed_on)

    @property
    def may_decline(self) -> bool:
        """Whether they can still say "does not come": until the first day, unless the time to answer ran out."""
        late = self.state == OfferState.ASKED and self.answer_by <= timezone.now()
        return self.holds and not late and not self.has_begun
