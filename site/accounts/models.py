"""The user: an opaque name, e-mail or phone as sign-in names, roles held in organisations."""

import uuid
from functools import cache, cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from accounts.roles import ADMIN_ROLES, OFFICE_ROLES, SECOND_FACTOR_ROLES, Role


class Standing(NamedTuple):
    """A role held today, in which organisation, whether that is the lead NGO.

    `holder`: the key of the person whose role it is, for a deputy; None for one's own.
    """

    role: str
    organisation: int
    in_lead: bool
    holder: int | None = None


@cache
def _standings_asked() -> str:
    """The statement of `User.standings`. Written out: building it anew took a twentieth of the time of all pages."""
    held: Any = User._meta.get_field("roles_held").related_model
    deputy: Any = User._meta.get_field("deputising").related_model
    organisation: Any = held._meta.get_field("organisation").related_model
    return f"""
        SELECT held.role, held.organisation_id, organisation.kind, held.user_id
        FROM {held._meta.db_table} held JOIN {organisation._meta.db_table} organisation ON organisation.id = held.organisation_id
        WHERE (held.user_id = %(user)s OR held.id IN (
                SELECT acting.held_id FROM {deputy._meta.db_table} acting
                WHERE acting.user_id = %(user)s AND acting.ended_at IS NULL
                    AND acting.first_day <= %(today)s AND acting.last_day >= %(today)s))
            AND held.first_day <= %(today)s AND (held.last_day IS NULL OR held.last_day >= %(today)s)
        ORDER BY held.id
    """  # noqa: S608 - names of our own tables


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail or phone."""

    def create_user(
        self, email: str | None = None, phone: str | None = None, password: str | None = None, username: str | None = None, **fields: Any
    ) -> "User":
        """Needs an e-mail address or a phone number (E.164). Without a password only one-time codes open the account."""
        user = self.model(email=self.normalize_email(email).lower() if email else None, phone=phone or None, **fields)
        if username:
            user.username = username
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_pass_holder(self, name: str, language: str) -> "User":
        """Somebody without a sign-in name: only device passes open something."""
        return self.create_user(name=name, language=language, pass_only=True)

    def create_superuser(self, username: str | None = None, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(password=password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. Never deleted, only deactivated and blanked.

    `str()` is the number, not the name: logs and Wagtail keep it for ever.
    """

    username = models.CharField(_("opaque name"), max_length=36, unique=True, default=uuid.uuid4)
    number = models.CharField(_("number"), max_length=12, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    phone = models.CharField(_("phone number"), max_length=20, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=160, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="ky")
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    pass_only = models.BooleanField(_("without a sign-in name"), default=False, help_text=_("Only device passes open something."))
    blanked_at = models.DateTimeField(null=True, blank=True, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False) | Q(blanked_at__isnull=False) | Q(pass_only=True),
                name="accounts_user_email_or_phone",
                violation_error_message=_("Give an e-mail address or a phone number."),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.number:
            self.number = f"U-{uuid.uuid4().hex[:8].upper()}"
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every role held today, one's own and those in which one is a deputy for the holder. One statement, once a request."""
        if not self.is_active or self.pk is None:
            return ()
        with connection.cursor() as cursor:
            today = connection.ops.adapt_datefield_value(timezone.localdate())
            cursor.execute(_standings_asked(), {"user": self.pk, "today": today})
            found = cursor.fetchall()
        return tuple(Standing(code, where, kind == "lead", None if user == self.pk else user) for code, where, kind, user in found)

    @cached_property
    def roles(self) -> dict[str, tuple[bool, frozenset[int]]]:
        """Role -> (held in the lead NGO?, ids of the organisations in which it is held); a deputy's roles count as held."""
        found: dict[str, tuple[bool, frozenset[int]]] = {}
        for standing in self.standings:
            lead, ids = found.get(standing.role, (False, frozenset()))
            found[standing.role] = (lead or standing.in_lead, ids | {standing.organisation})
        return found

    def forget_roles(self) -> None:
        """The roles kept on this object are read anew."""
        for name in ("standings", "roles", "asked", "needs_second_factor"):
            self.__dict__.pop(name, None)

    def role_codes(self) -> frozenset[str]:
        return frozenset(self.roles)

    def reach(self, codes: tuple[str, ...] | frozenset[str], *, acting: bool = True) -> tuple[bool, frozenset[int]]:
        """(reaches all organisations?, ids of those it reaches) through the given roles.

        `acting`: the answer lets the person do something, so that the event of it says in which of these roles; lists only look.
        """
        if self.is_superuser and self.is_active:
            return True, frozenset()
        held = [self.roles[code] for code in codes if code in self.roles]
        if held and acting:
            self.acts_by(codes)
        return any(lead for lead, _ids in held), frozenset().union(*(ids for _lead, ids in held)) if held else frozenset()

    def acts_by(self, codes: tuple[str, ...] | frozenset[str]) -> None:
        """The next events of this person are by one of these roles, where a right was found by a list and not by `reach`."""
        self.asked = frozenset(codes)

    def holds(self, code: str, organisation_id: int | None = None) -> bool:
        """Whether the role reaches the organisation (any organisation when None)."""
        everywhere, ids = self.reach((code,))
        return everywhere or (bool(ids) if organisation_id is None else organisation_id in ids)

    def acting(self, subject: Any = None) -> tuple[str, int | None]:
        """(role code, whose role it is when one acts as a deputy) that an event of the subject keeps.

        Of the roles by which the right was asked last one's own goes before one in which one is a deputy, then the order of the vocabulary.
        Who holds one of them and is a deputy in another looks at the subject's organisation: an own role elsewhere gave no right here.
        """
        held = [standing for standing in self.standings if standing.role in self.roles]
        rows = [standing for standing in held if standing.role in self.__dict__.get("asked", ())] or held
        if len({standing.holder is None for standing in rows}) > 1:
            where = getattr(subject, "organisation_id", None)
            rows = [standing for standing in rows if where is None or standing.in_lead or standing.organisation == where] or rows
        if rows:
            first = min(rows, key=lambda standing: (standing.holder is not None, list(Role).index(Role(standing.role))))
            return first.role, first.holder
        return next((role.value for role in Role if role.value in self.roles), "superuser" if self.is_superuser else "member"), None

    def acting_role(self) -> str:
        """The role code that the access log keeps, see `acting`."""
        return self.acting()[0]

    def role_label(self, code: str) -> str:
        """The role in the reader's language; "" for a code that is no role (a group's member, the system)."""
        return str(Role(code).label) if code in Role.values else ""

    @property
    def is_office(self) -> bool:
        return self.is_superuser or bool(self.role_codes() & OFFICE_ROLES)

    @property
    def has_office_keys(self) -> bool:
        """Whether a role is or will be held, whatever it is: then only the lead's manager touches the keys of the account."""
        return self.is_superuser or self.roles_held.exclude(last_day__lt=timezone.localdate()).exists()  # type: ignore[attr-defined]

    @property
    def enters_admin(self) -> bool:
        return self.is_superuser or bool(self.role_codes() & ADMIN_ROLES)

    @cached_property
    def needs_second_factor(self) -> bool:
        """By a role, or by what a higher floor knows (a donor's contact reads money). Asked before every page, once a request."""
        return self.is_superuser or bool(self.role_codes() & SECOND_FACTOR_ROLES) or second_factor.is_needed_by(self)


class ResetCode(models.Model):
    """A code with which somebody sets a new password; told by an officer or a group's owner over a messenger or on paper.

    Kept is its hash. One code of an account is open at a time; it stands for a day, for one use, for five tries.
    """

    MOST_TRIES = 5

    class Why(models.TextChoices):
        """By which right it was made."""

        OWNER = "owner", _("owner of the group")
        OFFICE = "office", _("officer of the organisation")
        LEAD = "lead", _("programme manager of the lead organisation")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reset_codes", verbose_name=_("user"))
    digest = models.CharField(max_length=64, editable=False)
    why = models.CharField(_("by which right"), max_length=8, choices=Why)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    valid_until = models.DateTimeField(_("valid until"))
    tries = models.PositiveSmallIntegerField(_("wrong tries"), default=0)
    used_at = models.DateTimeField(_("used at"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        verbose_name = _("code for a new password")
        verbose_name_plural = _("codes for new passwords")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(used_at__isnull=True, closed_at__isnull=True), name="accounts_one_open_reset_code"
            ),
            models.CheckConstraint(condition=Q(tries__lte=5), name="accounts_reset_code_tries"),
        ]

    def __str__(self) -> str:
        return f"reset code {self.pk}"


class DevicePass(models.Model):
    """Opens the attendance of one training on one phone, without a password. The first phone that shows the token claims it.

    `subject_type` and `subject_id` name the training as text: this floor knows none. Kept are hashes of the token and of the phone's key.
    """

    number = models.CharField(_("number"), max_length=12, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="device_passes", verbose_name=_("made out to"))
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    label = models.CharField(_("whose phone"), max_length=80, blank=True)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    device_digest = models.CharField(max_length=64, blank=True, editable=False)
    valid_until = models.DateTimeField(_("valid until"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    claimed_at = models.DateTimeField(_("opened at"), null=True)
    revoked_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        verbose_name = _("device pass")
        verbose_name_plural = _("device passes")
        default_permissions = ()
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="accounts_pass_subject")]
        constraints = [
            models.UniqueConstraint(fields=["device_digest"], condition=~Q(device_digest=""), name="accounts_pass_of_one_phone"),
            models.CheckConstraint(
                condition=Q(claimed_at__isnull=True, device_digest="") | (Q(claimed_at__isnull=False) & ~Q(device_digest="")),
                name="accounts_pass_claimed_by_a_phone",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.number:
            self.number = f"P-{uuid.uuid4().hex[:8].upper()}"
        super().save(*args, **kwargs)

    @property
    def standing(self) -> str:
        """closed, over, open (on a phone), or waiting (for its phone)."""
        if self.revoked_at is not None:
            return "closed"
        if self.valid_until <= timezone.now():
            return "over"
        return "waiting" if self.claimed_at is None else "open"
