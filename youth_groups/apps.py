from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class YouthGroupsConfig(AppConfig):
    name = "youth_groups"
    verbose_name = _("Groups and people")

    def ready(self) -> None:
        from accounts.roles import Role
        from core import navigation, outbox, worklists
        from programme import relations
        from youth_groups import campaign_states, person_data, person_relations, registry, states, tasks  # noqa: F401 (registers the jobs, fills the tables)
        from youth_groups.domain.takeout import TAKES_OUT
        from youth_groups.queries.access import SEES as SEES_ACCESS_LOG
        from youth_groups.queries.access import work_for as unusual_reading
        from youth_groups.queries.campaigns import (
            campaigns_of_group,
            campaigns_of_person,
            campaigns_to_decide,
            campaigns_to_put_right,
            campaigns_to_report,
            reports_overdue,
        )
        from youth_groups.queries.clearance import work_for as clearances_to_renew
        from youth_groups.queries.concerns import activities_due, concerns_of_group, plans_of_group, support_of_group
        from youth_groups.queries.duplicates import work_for as duplicates_to_decide
        from youth_groups.queries.erasure import work_for as erasures_to_decide
        from youth_groups.queries.groups import groups_of_account, groups_waiting
        from youth_groups.queries.own_data import record_of_person, years_of_person
        from youth_groups.queries.people import wish_of
        from youth_groups.querysets import OFFICE_READS_GROUPS, OFFICE_READS_PEOPLE

        worklists.register(groups_of_account)
        worklists.register(groups_waiting)
        worklists.register(activities_due)
        registry.register(concerns_of_group, order=2)
        registry.register(plans_of_group, order=4)
        registry.register(campaigns_of_group, order=6)
        registry.register_person(campaigns_of_person, order=30)
        worklists.register(campaigns_to_decide)
        worklists.register(campaigns_to_put_right)
        worklists.register(campaigns_to_report)
        worklists.register(reports_overdue)
        registry.register(support_of_group, order=90)
        worklists.register(duplicates_to_decide)
        worklists.register(unusual_reading)
        worklists.register(clearances_to_renew)
        worklists.register(erasures_to_decide)
        outbox.register_wish(wish_of)
        person_data.register(record_of_person, order=10)
        person_data.register(years_of_person, order=30)
        person_relations.register_own()
        navigation.register(
            navigation.Link(area="office", label=_("Groups"), url_name="youth_groups:groups", order=40, roles=tuple(OFFICE_READS_GROUPS))
        )
        navigation.register(
            navigation.Link(area="office", label=_("People"), url_name="youth_groups:people", order=45, roles=tuple(OFFICE_READS_PEOPLE))
        )
        navigation.register(
            navigation.Link(
                area="office", label=_("Campaigns"), url_name="youth_groups:office_campaigns", order=46, roles=tuple(OFFICE_READS_GROUPS)
            )
        )
        navigation.register(
            navigation.Link(
                area="office",
                label=_("Papers for work with minors"),
                url_name="youth_groups:clearances",
                order=49,
                roles=(Role.SAFEGUARDING_FOCAL_POINT,),
            )
        )
        navigation.register(
            navigation.Link(
                area="office", label=_("Who read people's records"), url_name="youth_groups:access_log", order=48, roles=SEES_ACCESS_LOG
            )
        )
        navigation.register(
            navigation.Link(area="office", label=_("Take out all data"), url_name="youth_groups:takeouts", order=62, roles=TAKES_OUT)
        )
        for model in ("Group", "Person", "SafetyConcern", "Campaign", "CampaignActivity", "ReachEstimate", "Outcome"):
            relations.register(relations.Relation(model=f"youth_groups.{model}"))
