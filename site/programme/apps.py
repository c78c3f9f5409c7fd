from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "programme"
    verbose_name = _("Programme")

    def ready(self) -> None:
        from core.questions.places import provide_provinces
        from programme.queries.provinces import provinces

        provide_provinces(provinces)

        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_migrate

        from core import navigation
        from programme.roles import ensure_roles_after_migrate, sync_at_sign_in

        post_migrate.connect(ensure_roles_after_migrate, dispatch_uid="programme.roles")
        user_logged_in.connect(sync_at_sign_in, dispatch_uid="programme.roles")
        manager = ("programme_manager",)
        navigation.register(
            navigation.Link(area="office", label=_("Accounts and roles"), url_name="programme:people", order=90, roles=manager)
        )
