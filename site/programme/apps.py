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

        from accounts import second_factor
        from core import navigation, worklists
        from programme import relations
        from programme.queries.localities import places_to_match
        from programme.queries.readers import reads_summaries
        from programme.querysets import KEEPS_PLACES
        from programme.roles import ensure_roles_after_migrate, sync_at_sign_in

        second_factor.register(reads_summaries)
        post_migrate.connect(ensure_roles_after_migrate, dispatch_uid="programme.roles")
        user_logged_in.connect(sync_at_sign_in, dispatch_uid="programme.roles")
        manager = ("programme_manager",)
        navigation.register(
            navigation.Link(area="office", label=_("Accounts and roles"), url_name="programme:people", order=90, roles=manager)
        )
        worklists.register(places_to_match)
        navigation.register(
            navigation.Link(
                area="office", label=_("Villages and towns"), url_name="programme:places", order=85, roles=tuple(map(str, KEEPS_PLACES))
            )
        )
        for field in (("programme.Locality", "parent"), ("programme.LocalityMerge", "survivor")):
            relations.register(relations.Relation(model=field[0], field=field[1], counted=False))
