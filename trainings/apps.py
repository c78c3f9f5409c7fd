from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingsConfig(AppConfig):
    name = "trainings"
    verbose_name = _("Trainings")

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from accounts.roles import Role
        from core import navigation, open_calls, worklists
        from programme import relations
        from trainings import import_tasks, passes, tasks  # noqa: F401 (registers the jobs)
        from trainings.activity_types import lay_types_after_migrate
        from trainings.queries.calls import open_training_calls
        from trainings.queries.follow_ups import work_for as follow_ups
        from trainings.queries.group_page import attendance_of_group
        from trainings.queries.own_data import trainings_of_person
        from trainings.queries.own_data_after import after_trainings_of_person
        from trainings.queries.person_page import certificates_of_record, trainings_of_record
        from trainings.queries.unconsented import work_for as unconsented_minors
        from trainings.queries.work import nominations_of_group, work_for
        from trainings.querysets import COORDINATES
        from youth_groups import person_data, person_relations, registry

        post_migrate.connect(lay_types_after_migrate, dispatch_uid="trainings.activity_types")
        passes.register()
        open_calls.register(open_training_calls)
        worklists.register(work_for)
        worklists.register(unconsented_minors)
        worklists.register(follow_ups)
        registry.register(nominations_of_group, order=20)
        registry.register(attendance_of_group, order=21)
        registry.register_person(trainings_of_record, order=20)
        registry.register_person(certificates_of_record, order=21)
        person_data.register(trainings_of_person, order=20)
        person_data.register(after_trainings_of_person, order=21)
        office_roles = tuple(str(role) for role in (*COORDINATES, Role.TRAINER))
        navigation.register(navigation.Link(area="office", label=_("Trainings"), url_name="trainings:list", order=30, roles=office_roles))
        navigation.register(navigation.Link(area="foot", label=_("Check a certificate"), url_name="verify", order=20))
        for model in ("Training", "TrainingCall"):
            relations.register(relations.Relation(model=f"trainings.{model}"))
        person_relations.register(person_relations.PersonRelation(model="trainings.Nomination", group="group"))
        for model in ("Participation", "PlaceOffer", "ImportRow", "ImportPair"):
            person_relations.register(person_relations.PersonRelation(model=f"trainings.{model}"))
        person_relations.register(person_relations.PersonRelation(model="trainings.Collector", once=("training_id",)))
        person_relations.register(person_relations.PersonRelation(model="trainings.TrainingPhoto_people", once=("trainingphoto_id",)))
