"""The way from the Wagtail admin back to the board."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_menu_item")
def board() -> MenuItem:
    return MenuItem(_("Waiting for me"), reverse("home:office"), name="board", icon_name="tasks", order=1)
