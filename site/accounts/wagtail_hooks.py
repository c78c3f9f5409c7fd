"""On a borrowed phone the Wagtail admin, whose frame is not ours, has the way out in its menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


class FinishItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return getattr(request, "borrowed_until", None) is not None


@hooks.register("register_admin_menu_item")
def finish_item() -> Any:
    return FinishItem(_("Finish and wipe"), reverse_lazy("accounts:finish"), icon_name="cross", order=10)
