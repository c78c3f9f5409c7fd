import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from core.translated import translated
from programme.models import Locality, Organisation
from youth_groups.enums import GroupKind, MemberFunction, SupportKind
from youth_groups.models.people import Person
from youth_groups.querysets import GroupQuerySet, OfGroupQuerySet


class Group(models.Model):
    """An initiative group, an LCPC with its partnership team, a school, a civil society organisation.

    Rights per object: `own_group` (invites, hands over), `edit_group` (applies, nominates), `view_group`; each holds the ones after it.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("active")
        WAITING = "waiting", _("waits for approval")
        REFUSED = "refused", _("not registered")
        DEFUNCT = "defunct", _("defunct")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="groups", verbose_name=_("organisation"))
    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=GroupKind)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=160, blank=True)
    name_ru = models.CharField(_("name in Russian"), max_length=160, blank=True)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    name_uz = models.CharField(_("name in Uzbek"), max_length=160, blank=True)
    locality = models.ForeignKey(Locality, models.PROTECT, related_name="groups", verbose_name=_("village or town"))
    founded_year = models.PositiveSmallIntegerField(_("founded in"), null=True, blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=40, blank=True)
    contact_name = models.CharField(_("whom to ask for"), max_length=160, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=8, default="ky")
    languages = models.JSONField(_("languages spoken in the group"), default=list, blank=True)
    at_risk = models.BooleanField(_("never named in public: at risk"), default=False)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.ACTIVE)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        default_permissions = ()
        permissions = [("own_group", "Own the group"), ("edit_group", "Act for the group"), ("view_group", "See the group")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_ky="") | ~Q(name_ru="") | ~Q(name_en="") | ~Q(name_uz=""),
                name="youth_groups_group_has_a_name",
                violation_error_message=_("Give the group's name in one language at least."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("youth_groups:group", args=[self.number])

    @property
    def name(self) -> str:
        return translated(self, "name")


class GroupUserObjectPermission(UserObjectPermissionBase):
    content_object = models.ForeignKey(Group, models.CASCADE)


class GroupGroupObjectPermission(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Group, models.CASCADE)


class Membership(models.Model):
    """A person in a group: function, from, to."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships", verbose_name=_("group"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    function = models.CharField(_("function"), max_length=30, choices=MemberFunction, default=MemberFunction.MEMBER)
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["group", "person", "function"], name="youth_groups_membership_once"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(first_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="youth_groups_membership_days",
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"


class GroupInvitation(models.Model):
    """A code that lets one account act for the group: sent by messenger or written on paper. Only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="invitations", verbose_name=_("group"))
    right = models.CharField(_("may"), max_length=10)
    code_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    valid_until = models.DateTimeField(_("valid until"))
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(right__in=["own_group", "edit_group", "view_group"]), name="youth_groups_invitation_right"),
            models.CheckConstraint(condition=Q(used_at__isnull=True) | Q(used_by__isnull=False), name="youth_groups_invitation_used"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True), name="youth_groups_invitation_used_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether the code still opens something."""
        return self.used_at is None and self.withdrawn_at is None and self.valid_until > timezone.now()


class Support(models.Model):
    """Support beside grants and trainings: a visit, mentoring, equipment. A visit makes a group "supported" in its period."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="support", verbose_name=_("group"))
    kind = models.CharField(_("kind"), max_length=12, choices=SupportKind)
    day = models.DateField(_("day"))
    note = models.TextField(_("note"), max_length=1000, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("support")
        default_permissions = ()
        ordering = ["-day", "-pk"]
        constraints = [models.UniqueConstraint(fields=["group", "kind", "day"], name="youth_groups_support_once")]

    def __str__(self) -> str:
        return f"support {self.pk}"
