from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class YouthGroupsConfig(AppConfig):
    name = "youth_groups"
    verbose_name = _("Groups and people")
