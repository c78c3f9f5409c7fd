from wagtail import hooks

from trainings.viewsets import TrainingsGroup


@hooks.register("register_admin_viewset")
def trainings_in_the_admin() -> TrainingsGroup:
    return TrainingsGroup()
