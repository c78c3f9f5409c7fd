"""On a borrowed phone the Wagtail admin, whose frame is not ours, has the way out in its menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

#: Wagtail says this on the next page to whoever lacks a right, and knows no Kyrgyz and no Uzbek: our catalogue has the words.
SAID_BY_WAGTAIL = (_("Sorry, you do not have permission to access this area."), _("You do not have permission to access the admin."))


class FinishItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return getattr(request, "borrowed_until", None) is not None


@hooks.register("register_admin_menu_item")
def finish_item() -> Any:
    return FinishItem(_("Finish and wipe"), reverse_lazy("accounts:finish"), icon_name="cross", order=10)
