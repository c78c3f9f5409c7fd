from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammeConfig(AppConfig):
    name = "programme"
    verbose_name = _("Programme")

    def ready(self) -> None:
        from core.questions.places import provide_provinces
        from programme.queries.provinces import provinces

        provide_provinces(provinces)
