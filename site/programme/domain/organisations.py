"""Verbs on organisations, and the one that makes the first of them."""

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.events import record_event
from core.refusals import Refused
from programme.domain.rights import require_manager_of_the_lead
from programme.models import Organisation, RoleHeld

if TYPE_CHECKING:
    from accounts.models import User


def register_organisation(
    *,
    by: "User",
    code: str,
    name_en: str,
    name_ru: str,
    name_ky: str,
    name_uz: str = "",
    address: str = "",
    phone: str = "",
    email: str = "",
) -> Organisation:
    """Register a partner organisation. The lead NGO is made once, by `bootstrap`. Nobody holds a role in it yet.

    Raises Refused unless `by` is the lead's programme manager, or when the code is taken.
    """
    require_manager_of_the_lead(by)
    with transaction.atomic():
        if Organisation.objects.filter(code=code).exists():
            raise Refused(_("There is already an organisation with this short code."), code="code_taken")
        organisation = Organisation.objects.create(
            code=code,
            kind=Organisation.Kind.PARTNER,
            name_en=name_en,
            name_ru=name_ru,
            name_ky=name_ky,
            name_uz=name_uz,
            address=address,
            phone=phone,
            email=email,
        )
        record_event(subject=organisation, action="registered", by=by, data={"code": code})
    return organisation


def bootstrap(
    *,
    code: str,
    name_en: str,
    name_ru: str,
    name_ky: str,
    name_uz: str = "",
    email: str,
    manager_name: str = "",
    password: str | None = None,
) -> "User":
    """Make the lead NGO and its first programme manager, from whom every right comes. Possible once.

    Without a password the manager signs in by a one-time code sent to the address. Raises Refused when an organisation exists.
    """
    users = get_user_model()
    with transaction.atomic():
        if Organisation.objects.exists():
            raise Refused(_("The programme already has its lead organisation. Its manager gives further roles."), code="already_set_up")
        user = users.objects.filter(email=email.lower()).first() or users.objects.create_user(
            email=email, password=password, name=manager_name
        )
        lead = Organisation.objects.create(
            code=code, kind=Organisation.Kind.LEAD, name_en=name_en, name_ru=name_ru, name_ky=name_ky, name_uz=name_uz
        )
        held = RoleHeld.objects.create(user=user, organisation=lead, role=Role.PROGRAMME_MANAGER)
        record_event(subject=lead, action="registered", by=None, data={"code": code})
        record_event(subject=held, action="role_given", by=None, data={"user": user.pk, "role": held.role, "organisation": lead.pk})
    user.forget_roles()
    return user
