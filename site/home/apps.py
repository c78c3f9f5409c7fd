from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Public site and boards")

    def ready(self) -> None:
        from core import navigation
        from home.menu import foot_pages, home_address

        navigation.register(navigation.Link(area="public", label=_("Open calls"), address=home_address, order=10, exact=True))
        navigation.register(navigation.Link(area="office", label=_("Waiting for me"), url_name="home:office", order=10, exact=True))
        navigation.register_provider("foot", foot_pages)
