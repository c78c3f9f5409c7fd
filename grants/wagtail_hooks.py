from wagtail import hooks

from grants.viewsets import GrantCallViewSet


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def grant_calls() -> GrantCallViewSet:
    return GrantCallViewSet()
