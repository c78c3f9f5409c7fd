"""Every field of ours that can hold something of a person says its class."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from core import retention
from core.models import StoredFile

OURS = retention.our_models()


def test_our_models_are_those_of_our_apps() -> None:
    labels = {model._meta.app_label for model in OURS}
    assert labels >= {"core", "accounts", "programme", "youth_groups", "trainings", "grants", "summaries", "home"}
    assert not labels & {"auth", "wagtailcore", "sessions", "account", "mfa"}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_of_ours_has_a_class(model: type[models.Model]) -> None:
    said = retention.declared().get(model._meta.label, {})
    missing = [field for field in retention.fields_to_declare(model) if field not in said]
    assert missing == [], f"{model._meta.label}: say the class of {missing} in {model._meta.app_label}/retention.py"


def test_no_declaration_speaks_of_a_field_that_is_not_there() -> None:
    for label, said in retention.declared().items():
        known = {field.name for field in apps.get_model(label)._meta.get_fields()}
        assert set(said) - known == set(), label


@isolate_apps("core")
def test_a_new_field_without_a_class_is_found() -> None:
    class Grown(models.Model):
        nickname = models.CharField(max_length=20)
        born = models.DateField()
        scan = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
        seen_at = models.DateTimeField()
        active = models.BooleanField()

        class Meta:
            app_label = "core"

    assert retention.fields_to_declare(Grown) == ["nickname", "born", "scan"]


def test_an_unknown_class_and_two_classes_for_one_field_are_refused() -> None:
    with pytest.raises(LookupError):
        retention.declare("core.Event", secret="action")
    with pytest.raises(LookupError):
        retention.declare("core.Event", name="action")
