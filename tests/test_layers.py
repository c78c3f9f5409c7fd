"""The house has floors: relations and imports point down, never up, never to a neighbour."""

from pathlib import Path

import pytest
from django.apps import apps

FLOORS = {
    "core": 0,
    "accounts": 1,
    "programme": 2,
    "youth_groups": 3,
    "safeguarding": 3,
    "trainings": 4,
    "grants": 4,
    "summaries": 5,
    "home": 6,
    "demo": 7,
}
OWN = [model for model in apps.get_models() if model._meta.app_label in FLOORS]


def relations(model):
    """(field, related model) of every relation that this model itself declares."""
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many, *model._meta.private_fields):
        if field.related_model is not None and field.related_model in OWN:
            yield field.name, field.related_model


def test_models_of_every_floor_were_walked():
    assert {model._meta.app_label for model in OWN} >= {"core", "accounts", "programme", "youth_groups"}


@pytest.mark.parametrize("model", OWN, ids=lambda model: model._meta.label)
def test_relations_point_down(model):
    here = model._meta.app_label
    for name, related in relations(model):
        there = related._meta.app_label
        if related._meta.swapped is None and here == "core" and there == "accounts":
            assert related._meta.label == "accounts.User", name  # named by settings.AUTH_USER_MODEL only
            continue
        assert here == there or FLOORS[there] < FLOORS[here], f"{name} -> {related._meta.label}"


def test_core_names_the_user_only_by_the_setting(root: Path):
    for path in (root / "site" / "core").rglob("*.py"):
        text = path.read_text()
        assert "from accounts" not in text, path
        assert "import accounts" not in text, path
        assert '"accounts.User"' not in text, path


def test_site_is_a_directory_never_a_package(root: Path):
    assert (root / "site").is_dir()
    assert not (root / "site" / "__init__.py").exists()


def test_site_is_not_ignored(root: Path):
    lines = {line.strip() for line in (root / ".gitignore").read_text().splitlines()}
    assert not lines & {"site", "site/", "/site", "/site/"}


def test_standard_library_keeps_its_site():
    import site

    assert not hasattr(site, "__path__")
    assert hasattr(site, "getsitepackages")
