"""The vocabulary of roles (rules: people and consent, "Accounts"). The rows that say who holds which stand in programme.RoleHeld."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    PROGRAMME_MANAGER = "programme_manager", _("programme manager")
    GRANTS_OFFICER = "grants_officer", _("grants officer")
    FINANCE_OFFICER = "finance_officer", _("finance officer")
    REVIEWER = "reviewer", _("reviewer")
    TRAINING_COORDINATOR = "training_coordinator", _("training coordinator")
    TRAINER = "trainer", _("trainer")
    ME_OFFICER = "me_officer", _("M&E officer")
    SAFEGUARDING_FOCAL_POINT = "safeguarding_focal_point", _("safeguarding focal point")
    CONTENT_EDITOR = "content_editor", _("content editor")
    AUDITOR = "auditor", _("auditor")


#: Roles that see money, registers or exports: nothing works before a second factor is set up.
SECOND_FACTOR_ROLES = frozenset(Role) - {Role.TRAINER, Role.REVIEWER}
#: Roles that get into the Wagtail admin.
ADMIN_ROLES = frozenset({Role.PROGRAMME_MANAGER, Role.GRANTS_OFFICER, Role.TRAINING_COORDINATOR, Role.CONTENT_EDITOR})
#: Everybody who works here: office sessions end after 12 hours.
OFFICE_ROLES = frozenset(Role) - {Role.AUDITOR}
