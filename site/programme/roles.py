"""What a role opens in Wagtail: page and collection rights by two groups. Idempotent; no group has a right on a guarded model.

The way into the admin itself is answered by `accounts.backends.RoleBackend` from the roles held today.
"""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from accounts.roles import ADMIN_ROLES

if TYPE_CHECKING:
    from accounts.models import User

#: Held in the lead NGO: writes, publishes and moves pages, brings pictures and documents.
PUBLISH = "pages: publish"
#: Held in a partner: writes own drafts and proposes them; somebody of the lead NGO publishes.
DRAFT = "pages: draft"
PAGE_RIGHTS = {PUBLISH: ("add", "change", "publish", "lock", "unlock"), DRAFT: ("add",)}
COLLECTION_RIGHTS = {
    PUBLISH: (("wagtailimages", "image", ("add", "change", "choose")), ("wagtaildocs", "document", ("add", "change", "choose"))),
    DRAFT: (("wagtailimages", "image", ("add", "choose")), ("wagtaildocs", "document", ("add", "choose"))),
}


def ensure_roles() -> None:
    """Make the two groups and their rights on the roots of pages and collections, then put every holder of a role into the right one.

    Runs after every migration and may be called at any time. Without a root (an emptied database) there is nothing to give rights on.
    """
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in (PUBLISH, DRAFT)}
    for group in groups.values():
        group.permissions.clear()
        _give_pages(group)
        _give_collections(group)
    users = apps.get_model("accounts", "User")
    deputised = Q(deputising__held__role__in=ADMIN_ROLES)
    for user in users.objects.filter(Q(roles_held__role__in=ADMIN_ROLES) | deputised).distinct():
        sync_groups(user)


def sync_groups(user: "User") -> None:
    """Put the user into the group that the roles held today ask for, and out of the other."""
    lead = any(user.roles[code][0] for code in ADMIN_ROLES if code in user.roles)
    wanted = PUBLISH if lead else DRAFT if user.role_codes() & ADMIN_ROLES else ""
    held = set(user.groups.filter(name__in=(PUBLISH, DRAFT)).values_list("name", flat=True))
    if held - {wanted}:
        user.groups.remove(*Group.objects.filter(name__in=held - {wanted}))
    if wanted and wanted not in held:
        user.groups.add(Group.objects.get_or_create(name=wanted)[0])


def ensure_roles_after_migrate(sender: Any, **_signal: Any) -> None:
    """Once per migration, after the last of Wagtail's tables stands."""
    if sender.name == "wagtail":
        ensure_roles()


def sync_at_sign_in(user: Any, **_signal: Any) -> None:
    """A role that began or ended with a date counts from the next sign-in; the way into the admin itself closes with the day."""
    if user.role_codes() & ADMIN_ROLES or user.groups.filter(name__in=(PUBLISH, DRAFT)).exists():
        sync_groups(user)


def _permission(app: str, model: str, action: str) -> Permission:
    """Wagtail's own permission; made here when Django has not come to it yet."""
    kind, _made = ContentType.objects.get_or_create(app_label=app, model=model)
    return Permission.objects.get_or_create(content_type=kind, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"})[0]


def _give_pages(group: Group) -> None:
    page, rights = apps.get_model("wagtailcore", "Page"), apps.get_model("wagtailcore", "GroupPagePermission")
    root = page.objects.filter(depth=1).first()
    if root is not None:
        for action in PAGE_RIGHTS[group.name]:
            rights.objects.get_or_create(group=group, page=root, permission=_permission("wagtailcore", "page", action))


def _give_collections(group: Group) -> None:
    collection = apps.get_model("wagtailcore", "Collection")
    rights = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = collection.objects.filter(depth=1).first()
    if root is not None:
        for app, model, actions in COLLECTION_RIGHTS[group.name]:
            for action in actions:
                rights.objects.get_or_create(group=group, collection=root, permission=_permission(app, model, action))
