from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.money import Currency
from programme.models import Agreement, Locality, Organisation
from youth_groups.enums import ActivityKind, AgeBand, Channel, OutcomeStage, OutputKind, Sex, Theme
from youth_groups.models.concerns import PlannedActivity
from youth_groups.models.groups import Group
from youth_groups.models.people import Person
from youth_groups.querysets import CampaignQuerySet, OutcomeQuerySet, OutputQuerySet, PhotoQuerySet


class Campaign(models.Model):
    """An outreach campaign of a group: theme, days, village, activities, who was reached. Figures count once it is approved."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        REPORTED = "reported", _("reported")
        RETURNED = "returned", _("sent back")
        APPROVED = "approved", _("approved")

    group = models.ForeignKey(Group, models.PROTECT, related_name="campaigns", verbose_name=_("group"))
    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    theme = models.CharField(_("theme"), max_length=24, choices=Theme)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    locality = models.ForeignKey(Locality, models.PROTECT, related_name="campaigns", verbose_name=_("village or town"))
    planned_activity = models.ForeignKey(
        PlannedActivity, models.SET_NULL, null=True, blank=True, related_name="campaigns", verbose_name=_("in the action plan")
    )
    story = models.TextField(_("what was done and what changed"), max_length=3000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        default_permissions = ()
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="youth_groups_campaign_days",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("youth_groups:campaign", args=[self.number])

    @property
    def organisation_id(self) -> int:
        """The organisation whose roles act on it: the group's."""
        return self.group.organisation_id


class CampaignFunding(models.Model):
    """The share of a campaign that an agreement pays, in basis points: the office writes it down (set_campaign_funding)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="funding", verbose_name=_("campaign"))
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="campaigns_funded", verbose_name=_("agreement"))
    share_bp = models.PositiveIntegerField(_("share in hundredths of a per cent"))

    class Meta:
        verbose_name = _("funding of a campaign")
        verbose_name_plural = _("funding of campaigns")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["campaign", "agreement"], name="youth_groups_campaign_funding_once"),
            models.CheckConstraint(condition=Q(share_bp__gte=1) & Q(share_bp__lte=10_000), name="youth_groups_campaign_funding_share"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.agreement_id}"


class CampaignActivity(models.Model):
    """Something that was done in a campaign on a day, in a village."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="activities", verbose_name=_("campaign"))
    kind = models.CharField(_("kind"), max_length=14, choices=ActivityKind)
    title = models.CharField(_("what it was"), max_length=160)
    day = models.DateField(_("day"))
    locality = models.ForeignKey(Locality, models.PROTECT, related_name="campaign_activities", verbose_name=_("village or town"))
    reason = models.CharField(_("why it is right all the same"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("activity of a campaign")
        verbose_name_plural = _("activities of campaigns")
        default_permissions = ()
        ordering = ["day", "pk"]

    def __str__(self) -> str:
        return f"campaign activity {self.pk}"


class CampaignParticipant(models.Model):
    """A person who took part directly, by a list. Counted by person."""

    activity = models.ForeignKey(CampaignActivity, models.PROTECT, related_name="participants", verbose_name=_("activity"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="campaigns", verbose_name=_("person"))

    class Meta:
        verbose_name = _("participant of a campaign")
        verbose_name_plural = _("participants of campaigns")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="youth_groups_campaign_person_once")]

    def __str__(self) -> str:
        return f"campaign participant {self.pk}"


class HeadCount(models.Model):
    """A signed count of those who took part in an activity, by sex and age band. By event, never de-duplicated."""

    activity = models.OneToOneField(CampaignActivity, models.PROTECT, related_name="head_count", verbose_name=_("activity"))
    counted_by = models.CharField(_("counted and signed by"), max_length=160)
    sheet = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed sheet"))
    reason = models.CharField(_("why it is right all the same"), max_length=240, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=~Q(counted_by=""), name="youth_groups_count_signed")]

    def __str__(self) -> str:
        return f"head count {self.pk}"


class HeadCountCell(models.Model):
    """How many of one sex and age band."""

    count = models.ForeignKey(HeadCount, models.CASCADE, related_name="cells")
    sex = models.CharField(_("sex"), max_length=12, choices=Sex)
    band = models.CharField(_("age"), max_length=10, choices=AgeBand)
    people = models.PositiveIntegerField(_("people"))

    class Meta:
        verbose_name = _("cell of a head count")
        verbose_name_plural = _("cells of head counts")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["count", "sex", "band"], name="youth_groups_cell_once")]

    def __str__(self) -> str:
        return f"cell {self.pk}"


class ReachEstimate(models.Model):
    """How many heard of it indirectly, as an estimate per channel and village: method, source and day are never missing."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="estimates", verbose_name=_("campaign"))
    channel = models.CharField(_("channel"), max_length=16, choices=Channel)
    locality = models.ForeignKey(Locality, models.PROTECT, related_name="reach_estimates", verbose_name=_("village or town"))
    people = models.PositiveIntegerField(_("people, about"))
    method = models.CharField(_("how it was estimated"), max_length=240)
    source = models.CharField(_("source"), max_length=240)
    day = models.DateField(_("as of"))
    reason = models.CharField(_("why it is right all the same"), max_length=240, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("estimate of indirect reach")
        verbose_name_plural = _("estimates of indirect reach")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["campaign", "channel", "locality"], name="youth_groups_estimate_once"),
            models.CheckConstraint(condition=~Q(method="") & ~Q(source=""), name="youth_groups_estimate_grounds"),
        ]

    def __str__(self) -> str:
        return f"estimate {self.pk}"


class CampaignPhoto(models.Model):
    """A photo from a campaign: whether it shows people, and who of the record is on it. Shown only while each of them consents."""

    class Shows(models.TextChoices):
        NONE = "none", _("no people")
        ADULTS = "adults", _("adults")
        MINORS = "minors", _("children or young people under 18")

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="photos", verbose_name=_("campaign"))
    file = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+", verbose_name=_("photo"))
    shows = models.CharField(_("people shown"), max_length=10, choices=Shows)
    people = models.ManyToManyField(Person, blank=True, related_name="photos", verbose_name=_("who is on it"))
    unknown_people = models.BooleanField(_("somebody on it is not in the records"), default=False)
    caption = models.CharField(_("caption"), max_length=240, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of a campaign")
        verbose_name_plural = _("photos of campaigns")
        default_permissions = ()

    def __str__(self) -> str:
        return f"photo {self.pk}"


class Output(models.Model):
    """A publication or media item: of a group's campaign, or of the organisation. Its audience is an estimate."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="outputs", verbose_name=_("organisation"))
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="outputs", verbose_name=_("group"))
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="outputs", verbose_name=_("campaign"))
    kind = models.CharField(_("kind"), max_length=14, choices=OutputKind)
    title = models.CharField(_("title"), max_length=240)
    publisher = models.CharField(_("where it appeared"), max_length=160)
    language = models.CharField(_("language"), max_length=8)
    published_on = models.DateField(_("published on"))
    link = models.URLField(_("link"), max_length=500, blank=True)
    audience = models.PositiveIntegerField(_("audience, about"), null=True, blank=True)
    audience_source = models.CharField(_("source of the audience"), max_length=240, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OutputQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication or media item")
        verbose_name_plural = _("publications and media items")
        default_permissions = ()
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__isnull=True) | ~Q(audience_source=""),
                name="youth_groups_output_audience_source",
                violation_error_message=_("Say where the figure of the audience comes from."),
            ),
        ]

    def __str__(self) -> str:
        return f"output {self.pk}"


class Outcome(models.Model):
    """One step of an advocacy outcome: asked, promised, adopted, funded, spent; with evidence. Counts once another person approved it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        REPORTED = "reported", _("reported")
        RETURNED = "returned", _("sent back")
        APPROVED = "approved", _("approved")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="outcomes", verbose_name=_("organisation"))
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name=_("group"))
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name=_("campaign"))
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("step before"))
    stage = models.CharField(_("how far it came"), max_length=10, choices=OutcomeStage)
    what = models.CharField(_("what it is about"), max_length=240)
    institution = models.CharField(_("who decides on it"), max_length=160)
    theme = models.CharField(_("theme"), max_length=24, choices=Theme)
    locality = models.ForeignKey(Locality, models.PROTECT, related_name="outcomes", verbose_name=_("village or town"))
    day = models.DateField(_("day"))
    amount_minor = models.BigIntegerField(_("amount"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.KGS)
    evidence = models.ForeignKey("core.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("evidence"))
    evidence_note = models.CharField(_("what the evidence is"), max_length=240, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("advocacy outcome")
        verbose_name_plural = _("advocacy outcomes")
        default_permissions = ()
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_minor__isnull=True) | Q(amount_minor__gte=0), name="youth_groups_outcome_amount"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"]) | Q(evidence__isnull=False), name="youth_groups_outcome_evidence"
            ),
        ]

    def __str__(self) -> str:
        return f"outcome {self.pk}"
