"""Wagtail admin over guarded rows. Wagtail's own generic views show and save foreign objects (upstream issue 13314); these do not.

    class CallViewSet(ScopedModelViewSet):
        model = GrantCall
        roles = {"view": (...), "add": (Role.GRANTS_OFFICER,), "change": (Role.GRANTS_OFFICER,)}
        list_display = ["number", "title_en", "state"]
        ordering = "-number"
        form_fields = [...]

        def save_with(self, form, user):   # creates when form.instance.pk is None
            return edit_call(call=form.instance, by=user, **form.cleaned_data)

Each view takes its object from `for_user(user)` and from the organisations in which the user holds a role for the action: else 404.
Writing goes through a domain verb; a `Refused` becomes an error of the form. History shows our events, not Wagtail's log.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import Permission
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.forms import ModelChoiceField
from django.forms.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser, history
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from core.events import events_of, said_by
from core.exports import safe_cell
from core.refusals import Refused
from core.routes import Route

ACTIONS = ("view", "add", "change", "delete")


class RolePermissionPolicy(BasePermissionPolicy):  # type: ignore[misc]
    """Who may do what with the rows of a model, by roles held in the row's organisation. No Django model permissions."""

    def __init__(
        self,
        model: type[models.Model],
        *,
        view: tuple[str, ...] = (),
        add: tuple[str, ...] = (),
        change: tuple[str, ...] = (),
        delete: tuple[str, ...] = (),
    ) -> None:
        super().__init__(model)
        self.roles = {"add": tuple(add), "change": tuple(change), "delete": tuple(delete)}
        self.roles["view"] = tuple(dict.fromkeys((*view, *add, *change, *delete)))

    def roles_for(self, action: str) -> tuple[str, ...]:
        """Roles for an action; what Wagtail calls "choose" is seeing; an action that we do not know belongs to nobody."""
        return self.roles.get("view" if action == "choose" else action, ())

    def user_has_permission(self, user: Any, action: str) -> bool:
        if not user.is_authenticated or not user.is_active:
            return False
        codes = self.roles_for(action)
        return bool(codes) and (user.is_superuser or bool(user.role_codes() & set(codes)))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: models.Model) -> bool:
        return self.user_has_permission(user, action) and scoped_rows(self.model, user, action).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> "QuerySet[Any]":
        found = self.model._default_manager.none()
        for action in actions:
            if self.user_has_permission(user, action):
                found = found | scoped_rows(self.model, user, action)
        return found

    def users_with_any_permission(self, actions: Any) -> "QuerySet[Any]":
        codes = {code for action in actions for code in self.roles_for(action)}
        return get_user_model()._default_manager.filter(Q(is_superuser=True) | Q(roles_held__role__in=codes), is_active=True).distinct()


def scoped_rows(model: type[models.Model], user: Any, action: str = "view") -> "QuerySet[Any]":
    """Rows that the user may see, in the organisations in which a role for this action is held."""
    rows = model._default_manager.for_user(user)  # type: ignore[attr-defined]
    policy = policy_registry.get_by_type(model)
    if isinstance(policy, RolePermissionPolicy):
        return rows.in_scope(user, policy.roles_for(action)) if hasattr(rows, "in_scope") else rows  # type: ignore[no-any-return]
    return rows  # type: ignore[no-any-return]


#: Kinds of row of Wagtail's own making, and registers that belong to nobody: stock views may show them.
COMMON = (Page, AbstractImage, AbstractRendition, AbstractDocument, AbstractBaseUser)


def is_guarded(model: type[models.Model]) -> bool:
    """Whether rows of this model may be shown by scoped views only: it has an organisation or `for_user`, is append-only, or is core's."""
    if issubclass(model, COMMON):
        return False
    if any(field.name == "organisation" for field in model._meta.get_fields()) or hasattr(model._default_manager, "for_user"):
        return True
    return getattr(model, "append_only", None) is not None or model._meta.app_label == "core"


def limit_choices(form: BaseForm, user: Any, roles: tuple[str, ...] = ()) -> None:
    """Fields that choose a row offer, and take, only rows that the user may see; `organisation` only those of the user's roles."""
    for name, field in form.fields.items():
        if not isinstance(field, ModelChoiceField):
            continue
        queryset = field.queryset
        if queryset is not None and hasattr(queryset, "for_user"):
            field.queryset = queryset.for_user(user)
        elif queryset is not None and name == "organisation" and roles:
            everywhere, organisations = user.reach(roles)
            field.queryset = queryset if everywhere else queryset.filter(pk__in=organisations)


class ScopedPageForm(WagtailAdminPageForm):  # type: ignore[misc]
    """`base_form_class` of a page that points to a guarded row (a call): only rows that the editor may see can be chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit_choices(self, self.for_user)


class _Scoped:
    """Every object comes from the user's own rows. `action` names the right that the view needs."""

    action_needed = "view"
    viewset: Any = None
    model: type[models.Model]
    request: HttpRequest

    def own_rows(self) -> "QuerySet[Any]":
        return scoped_rows(self.model, self.request.user, self.action_needed)

    def get_queryset(self) -> "QuerySet[Any]":
        return self.own_rows()

    def get_base_object_queryset(self) -> "QuerySet[Any]":
        return self.own_rows()

    def own_object(self, pk: Any) -> Any:
        try:
            row = self.own_rows().filter(pk=pk).first()
        except (ValueError, TypeError):
            row = None
        if row is None:
            raise Http404
        return row


class ScopedIndexView(_Scoped, generic.IndexView):  # type: ignore[misc]
    """The user's rows; no bulk actions; a spreadsheet only where columns are named, with formulas made harmless."""

    def get_queryset(self) -> "QuerySet[Any]":
        return generic.IndexView.get_queryset(self)

    def get_base_queryset(self) -> "QuerySet[Any]":
        """With the rows that the columns point to: the list takes the same statements whatever its length."""
        points = {field.name for field in self.model._meta.concrete_fields if field.is_relation}
        columns = points & {name for name in self.list_display if isinstance(name, str)}
        return self.own_rows().select_related(*sorted(columns)) if columns else self.own_rows()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "export" in request.GET and not self.list_export:
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return safe_cell(super().preprocess_field_value(field, value, export_format))

    @cached_property
    def filters(self) -> Any:
        found = generic.IndexView.filters.func(self)
        if found is not None:
            limit_choices(found.form, self.request.user, self.viewset.policy.roles_for("view"))
        return found


class _Saving(_Scoped):
    """Create and edit: choices are limited, the domain verb writes, its refusal is shown at the form."""

    form: Any
    error_message: Any
    produced_error_message: Any
    produced_error_code: str

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)  # type: ignore[misc]
        limit_choices(form, self.request.user, self.viewset.policy.roles_for(self.action_needed))
        return form

    def save_instance(self) -> Any:
        return self.viewset.save_with(self.form, self.request.user)

    def form_valid(self, form: Any) -> HttpResponseBase:
        try:
            return super().form_valid(form)  # type: ignore[misc,no-any-return]
        except Refused as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_code = "refused"
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined,no-any-return]


class ScopedCreateView(_Saving, generic.CreateView):  # type: ignore[misc]
    action_needed = "add"


class ScopedCopyView(_Saving, generic.CopyView):  # type: ignore[misc]
    action_needed = "add"

    def get_object(self, queryset: Any = None) -> Any:
        return self.own_object(self.kwargs[self.pk_url_kwarg])


class ScopedEditView(_Saving, generic.EditView):  # type: ignore[misc]
    action_needed = "change"

    @cached_property
    def can_delete(self) -> bool:
        return self.user_has_permission_for_instance("delete", self.object)  # type: ignore[no-any-return]


class ScopedDeleteView(_Scoped, generic.DeleteView):  # type: ignore[misc]
    """Deleting is a domain verb, too; most rows are never deleted, and the viewset then names no role for it."""

    action_needed = "delete"

    def form_valid(self, form: Any) -> HttpResponseBase:
        message, target = self.get_success_message(), self.get_success_url()
        try:
            with transaction.atomic():
                self.viewset.delete_with(self.object, self.request.user)
        except Refused as refusal:
            messages.error(self.request, str(refusal))
            return HttpResponseRedirect(target)
        messages.success(self.request, message)
        return HttpResponseRedirect(target)


class ScopedInspectView(_Scoped, generic.InspectView):  # type: ignore[misc]
    def get_object(self, queryset: Any = None) -> Any:
        return self.own_object(self.pk)


class EventHistoryView(_Scoped, history.HistoryView):  # type: ignore[misc]
    """What happened to the row: our append-only events."""

    any_permission_required = ["view"]
    filterset_class = None
    is_searchable = False

    def get_queryset(self) -> "QuerySet[Any]":
        return events_of(self.object).reverse()

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column("action", label=_("Action")),
            Column("source", label=_("From")),
            Column("target", label=_("To")),
            Column("actor", label=_("By"), accessor=said_by),
            DateColumn("at", label=_("Date"), width="15%"),
        ]


class ScopedModelViewSet(ModelViewSet):  # type: ignore[misc]
    """The one way to show a guarded model in the Wagtail admin. Set `model`, `roles`, `list_display`, `ordering`, `form_fields`."""

    #: Action (view, add, change, delete) -> role codes.
    roles: Mapping[str, tuple[str, ...]] = {}
    add_to_reference_index = False
    copy_view_enabled = False
    sort_order_field = None
    index_view_class = ScopedIndexView
    add_view_class = ScopedCreateView
    edit_view_class = ScopedEditView
    delete_view_class = ScopedDeleteView
    inspect_view_class = ScopedInspectView
    history_view_class = EventHistoryView
    copy_view_class = ScopedCopyView

    def __init__(self, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        for wanted in ("list_display", "ordering"):
            if getattr(self, wanted) is self.UNDEFINED:
                raise ImproperlyConfigured(f"{type(self).__name__} must set {wanted}: the default sorts by a sub-query on the log table")
        if not self.roles or set(self.roles) - set(ACTIONS):
            raise ImproperlyConfigured(f"{type(self).__name__} must set roles for some of {', '.join(ACTIONS)}")
        self.policy = RolePermissionPolicy(self.model, **self.roles)
        register_permission_policy(self.model, self.policy, exact_class=True)

    @cached_property
    def permission_policy(self) -> RolePermissionPolicy:
        return self.policy

    def save_with(self, form: Any, user: Any) -> models.Model:
        """Call the domain verb with `form.cleaned_data`; return the saved object. A new row has `form.instance.pk` None."""
        raise NotImplementedError

    def delete_with(self, obj: Any, user: Any) -> None:
        """Call the domain verb that deletes. Rows of the programme are not deleted unless a subclass says how."""
        raise Refused(_now("This cannot be deleted: what happened stays on record."))

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        common.update(viewset=self, usage_url_name=None)
        common.update({f"{page}_url_name": None for page in self.pages_of_nobody() if f"{page}_url_name" in common})
        return common

    def pages_of_nobody(self) -> set[str]:
        """Pages for actions that no role has: they get no address."""
        needs = {"add": "add", "copy": "add", "edit": "change", "delete": "delete"}
        return {page for page, action in needs.items() if not self.policy.roles_for(action)}

    def construct_view(self, view_class: Any, **kwargs: Any) -> Callable[..., HttpResponseBase]:
        """The view, and its declaration for `list_routes`."""
        view: Any = super().construct_view(view_class, **kwargs)
        action = getattr(view_class, "action_needed", "view")
        single = view_class is not self.index_view_class and view_class is not self.add_view_class
        methods = ("GET", "POST") if action in ("add", "change", "delete") else ("GET",)
        # `guarded` is read by core.middleware: people without the role get 404 before Wagtail's gate leads them elsewhere.
        view.route = view.guarded = Route(
            "object" if single else "role", self.policy.roles_for(action), self.model._meta.label, action, methods
        )
        return view  # type: ignore[no-any-return]

    def get_permissions_to_register(self) -> "QuerySet[Permission]":
        """Guarded models offer no Django permissions: a right on the model would beat the rules of its rows."""
        return Permission.objects.none()

    def get_urlpatterns(self) -> list[Any]:
        """Without Wagtail's usage page (it lists rows of everybody), and without pages of which nobody holds the role."""
        dropped = {"usage", *self.pages_of_nobody()}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in dropped]


class _OwnChoices:
    model_class: type[models.Model]
    request: HttpRequest

    def get_object_list(self) -> "QuerySet[Any]":
        return scoped_rows(self.model_class, self.request.user)


class ScopedChooseView(_OwnChoices, chooser.ChooseView):  # type: ignore[misc]
    pass


class ScopedChooseResultsView(_OwnChoices, chooser.ChooseResultsView):  # type: ignore[misc]
    pass


class ScopedChosenView(chooser.ChosenView):  # type: ignore[misc]
    def get_object(self, pk: Any) -> Any:
        return scoped_rows(self.model_class, self.request.user).get(pk=pk)


class ScopedChosenMultipleView(chooser.ChosenMultipleView):  # type: ignore[misc]
    def get_objects(self, pks: Any) -> Any:
        return scoped_rows(self.model_class, self.request.user).filter(pk__in=pks)


class ScopedChooserViewSet(ChooserViewSet):  # type: ignore[misc]
    """A chooser that offers, and gives out, only the user's own rows. Creating in the chooser is left out."""

    choose_view_class = ScopedChooseView
    choose_results_view_class = ScopedChooseResultsView
    chosen_view_class = ScopedChosenView
    chosen_multiple_view_class = ScopedChosenMultipleView

    def construct_view(self, view_class: Any, **kwargs: Any) -> Callable[..., HttpResponseBase]:
        view: Any = super().construct_view(view_class, **kwargs)
        policy = policy_registry.get_by_type(self.model)
        roles = policy.roles_for("view") if isinstance(policy, RolePermissionPolicy) else ()
        view.route = Route("role", roles, self.model._meta.label, "view", ("GET",))
        return view  # type: ignore[no-any-return]
