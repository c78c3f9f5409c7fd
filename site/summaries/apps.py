from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SummariesConfig(AppConfig):
    name = "summaries"
    verbose_name = _("Donor summaries")

    def ready(self) -> None:
        import summaries.states  # noqa: F401
        from core import navigation, worklists
        from summaries.querysets import WRITES_SUMMARIES
        from summaries.work import portal_address, work_for

        worklists.register(work_for)
        roles = tuple(role.value for role in WRITES_SUMMARIES)
        navigation.register(navigation.Link(area="office", label=_("Summaries"), url_name="summaries:list", order=60, roles=roles))
        navigation.register(navigation.Link(area="public", label=_("Summaries"), address=portal_address, order=40))
