"""Calls and trainings in the Wagtail admin: lists and forms. Boards with a shape of their own stand under /trainings/."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.base import ViewSetGroup

from core.viewsets import ScopedModelViewSet
from trainings.domain.activity_types import save_activity_type
from trainings.domain.calls import save_call
from trainings.domain.series import save_series
from trainings.domain.short_forms import save_short_form
from trainings.domain.trainings import save_training
from trainings.enums import Counting
from trainings.models import ActivityType, ShortForm, Training, TrainingCall, TrainingSeries
from trainings.querysets import COORDINATES

WRITERS = {"view": COORDINATES, "add": COORDINATES, "change": COORDINATES}


def _titles(stem: str) -> list[FieldPanel]:
    return [FieldPanel(f"{stem}_{code}") for code in ("ky", "ru", "en", "uz")]


class TypedForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A call or training: types in use can be chosen, and the one that it has. People are nominated only where there is a roster."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ActivityType.objects.active() | ActivityType.objects.filter(code=self.instance.activity_type_id or "")
        if isinstance(self.instance, TrainingCall):
            kinds = kinds.exclude(counting=Counting.COUNTED)
        self.fields["activity_type"].queryset = kinds


class ActivityTypeViewSet(ScopedModelViewSet):
    """The types of activities; for the coordinators of the lead organisation. None is deleted: it is retired."""

    model = ActivityType
    name = "admin_activity_types"
    url_prefix = "trainings/types"
    icon = "list-ul"
    menu_label = _("Types of activities")
    roles = WRITERS
    list_display = [
        "code",
        "name",
        "counting",
        BooleanColumn("certificates", label=_("gives certificates")),
        BooleanColumn("active", label=_("in use")),
    ]
    ordering = "position"
    panels = [
        FieldPanel("code"),
        MultiFieldPanel(_titles("name"), _("Name")),
        MultiFieldPanel([FieldPanel("counting"), FieldPanel("certificates"), FieldPanel("overnight"), FieldPanel("risk_form")], _("Rules")),
        FieldRowPanel([FieldPanel("position"), FieldPanel("active")]),
    ]

    def save_with(self, form: Any, user: Any) -> ActivityType:
        return save_activity_type(kind=form.instance, by=user)


class TrainingCallViewSet(ScopedModelViewSet):
    """A call with its questions. `publish` in the form freezes the questions and opens it."""

    model = TrainingCall
    name = "admin_training_calls"
    url_prefix = "trainings/calls"
    icon = "group"
    menu_label = _("Training calls")
    roles = WRITERS
    list_display = ["slug", "title_en", "activity_type", "closes_at", "state"]
    ordering = "-closes_at"
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel("organisation"), FieldPanel("slug"), FieldPanel("activity_type")], _("Call")),
            MultiFieldPanel(_titles("title"), _("Title")),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                    FieldPanel("locality"),
                    FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to"), FieldPanel("places")]),
                    FieldRowPanel([FieldPanel("closes_at"), FieldPanel("time_zone")]),
                ],
                _("When, where, for whom"),
            ),
            FieldPanel("questions"),
        ],
        base_form_class=TypedForm,
    )

    def save_with(self, form: Any, user: Any) -> TrainingCall:
        return save_call(call=form.instance, by=user)


class TrainingViewSet(ScopedModelViewSet):
    """A training; its sessions, trainers and money are set by its own page."""

    model = Training
    name = "admin_trainings"
    url_prefix = "trainings/trainings"
    icon = "date"
    menu_label = _("Trainings")
    roles = WRITERS
    list_display = ["number", "internal_title", "activity_type", "first_day", "last_day"]
    ordering = "-first_day"
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("organisation"),
                    FieldPanel("slug"),
                    FieldPanel("activity_type"),
                    FieldPanel("internal_title"),
                    FieldPanel("theme"),
                    FieldPanel("call"),
                    FieldPanel("series"),
                ],
                _("Training"),
            ),
            MultiFieldPanel(_titles("public_title"), _("Public title")),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                    FieldRowPanel([FieldPanel("locality"), FieldPanel("venue")]),
                    FieldRowPanel([FieldPanel("capacity"), FieldPanel("contact_hours"), FieldPanel("attendance_rule_percent")]),
                ],
                _("When and where"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("certificate_languages"), FieldPanel("sheet_language")]),
                    FieldPanel("with_logos"),
                    FieldPanel("sheet_with_village"),
                    FieldPanel("sheet_with_phone"),
                ],
                _("Papers"),
            ),
        ],
        base_form_class=TypedForm,
    )

    def save_with(self, form: Any, user: Any) -> Training:
        return save_training(training=form.instance, by=user)


class TrainingSeriesViewSet(ScopedModelViewSet):
    """A series of trainings; a training says itself to which it belongs."""

    model = TrainingSeries
    name = "admin_training_series"
    url_prefix = "trainings/series"
    icon = "folder-open-1"
    menu_label = _("Series of trainings")
    roles = WRITERS
    list_display = ["slug", "name", "first_day", "last_day"]
    ordering = "-first_day"
    panels = [
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("slug")]),
        MultiFieldPanel(_titles("name"), _("Name")),
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
    ]

    def save_with(self, form: Any, user: Any) -> TrainingSeries:
        return save_series(series=form.instance, by=user)


class ShortFormViewSet(ScopedModelViewSet):
    """Tests, feedback and what is asked months later: kept here, opened at a training on its own page."""

    model = ShortForm
    name = "admin_short_forms"
    url_prefix = "trainings/short-forms"
    icon = "form"
    menu_label = _("Short forms")
    roles = WRITERS
    list_display = ["name", "kind"]
    ordering = "kind"
    panels = [
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("kind")]),
        MultiFieldPanel(_titles("name"), _("Name")),
        FieldPanel("questions"),
    ]

    def save_with(self, form: Any, user: Any) -> ShortForm:
        return save_short_form(form=form.instance, by=user)


class TrainingsGroup(ViewSetGroup):  # type: ignore[misc]
    menu_label = _("Trainings")
    menu_icon = "group"
    items = (TrainingCallViewSet, TrainingViewSet, TrainingSeriesViewSet, ActivityTypeViewSet, ShortFormViewSet)
