from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrantsConfig(AppConfig):
    name = "grants"
    verbose_name = _("Small grants")

    def ready(self) -> None:
        from core import navigation, nightly, open_calls, worklists
        from grants import states, tasks  # noqa: F401 (fills the tables, registers jobs)
        from grants.domain.digests import send_digests
        from grants.queries.calls import open_grant_calls
        from grants.queries.work import applications_of_group, links_of_plan, work_for
        from grants.querysets import READS_GRANTS
        from youth_groups import registry

        open_calls.register(open_grant_calls)
        worklists.register(work_for)
        nightly.register("grants_digest", send_digests)
        registry.register(applications_of_group, order=10)
        registry.register_plan_links(links_of_plan)
        office_roles = tuple(str(role) for role in READS_GRANTS)
        navigation.register(navigation.Link(area="office", label=_("Grant calls"), url_name="grants:calls", order=20, roles=office_roles))
        navigation.register(navigation.Link(area="office", label=_("Reviews"), url_name="grants:reviews", order=25, roles=("reviewer",)))
        navigation.register(navigation.Link(area="public", label=_("Dossiers"), url_name="grants:dossiers", order=41, roles=("auditor",)))
