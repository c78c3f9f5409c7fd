from wagtail import hooks

from programme.viewsets import ProgrammeGroup


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def programme() -> ProgrammeGroup:
    return ProgrammeGroup()
