"""Who may set up the programme: the programme manager, in the organisations that the role reaches."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.roles import Role
from core.refusals import Refused
from programme.models import Organisation
from programme.querysets import keeps_places

if TYPE_CHECKING:
    from accounts.models import User


def require_manager_of_the_lead(by: "User") -> None:
    """Organisations and donors belong to the whole programme: only the lead NGO's manager writes them."""
    everywhere, _organisations = by.reach((Role.PROGRAMME_MANAGER,))
    if not everywhere:
        raise Refused(_("Only the lead organisation's programme manager can do this."), code="not_the_lead")


def require_manager(by: "User", organisation: Organisation) -> None:
    """Projects, agreements and budget lines belong to one organisation: its manager writes them, or the lead's."""
    if not by.holds(Role.PROGRAMME_MANAGER, organisation.pk):
        raise Refused(_("Only the programme manager of this organisation can do this."), code="not_the_manager")


def require_keeper_of_places(by: "User") -> None:
    """Villages belong to nobody: programme manager, training coordinator and M&E officer of the lead NGO keep them for everybody."""
    if not keeps_places(by):
        raise Refused(_("Only the lead organisation keeps the register of places."), code="not_the_keeper")
