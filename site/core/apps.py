from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")

    def ready(self) -> None:
        from core.append_only import install_triggers
        from core.folded import add_function

        post_migrate.connect(install_triggers, sender=self)
        connection_created.connect(add_function)
