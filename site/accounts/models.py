"""The user: an opaque name, e-mail or phone as sign-in names, roles held in organisations."""

import uuid
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import ADMIN_ROLES, OFFICE_ROLES, SECOND_FACTOR_ROLES, Role


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
                condition=Q(email__isnull=False) | Q(phone__isnull=False) | Q(blanked_at__isnull=False),
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
    def roles(self) -> dict[str, tuple[bool, frozenset[int]]]:
        """Role -> (held in the lead NGO?, ids of the organisations in which it is held). One statement, once a request."""
        found: dict[str, tuple[bool, frozenset[int]]] = {}
        if not self.is_active or self.pk is None:
            return found
        today = timezone.localdate()
        rows = self.roles_held.filter(Q(first_day__lte=today) & (Q(last_day__isnull=True) | Q(last_day__gte=today)))  # type: ignore[attr-defined]
        for code, organisation, kind in rows.values_list("role", "organisation_id", "organisation__kind"):
            lead, ids = found.get(code, (False, frozenset()))
            found[code] = (lead or kind == "lead", ids | {organisation})
        return found

    def role_codes(self) -> frozenset[str]:
        return frozenset(self.roles)

    def reach(self, codes: tuple[str, ...] | frozenset[str]) -> tuple[bool, frozenset[int]]:
        """(reaches all organisations?, ids of those it reaches) through the given roles."""
        if self.is_superuser and self.is_active:
            return True, frozenset()
        held = [self.roles[code] for code in codes if code in self.roles]
        return any(lead for lead, _ids in held), frozenset().union(*(ids for _lead, ids in held)) if held else frozenset()

    def holds(self, code: str, organisation_id: int | None = None) -> bool:
        """Whether the role reaches the organisation (any organisation when None)."""
        everywhere, ids = self.reach((code,))
        return everywhere or (bool(ids) if organisation_id is None else organisation_id in ids)

    def acting_role(self) -> str:
        """The role code that events keep: the first held in the order of the vocabulary, or where the person stands."""
        return next((role.value for role in Role if role.value in self.roles), "superuser" if self.is_superuser else "member")

    def role_label(self, code: str) -> str:
        return str(Role(code).label)

    @property
    def is_office(self) -> bool:
        return self.is_superuser or bool(self.role_codes() & OFFICE_ROLES)

    @property
    def enters_admin(self) -> bool:
        return self.is_superuser or bool(self.role_codes() & ADMIN_ROLES)

    @property
    def needs_second_factor(self) -> bool:
        return self.is_superuser or bool(self.role_codes() & SECOND_FACTOR_ROLES)
