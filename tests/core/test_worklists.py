from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from core import navigation, open_calls, worklists
from core.open_calls import OpenCall
from core.worklists import WorkItem


@pytest.fixture(autouse=True)
def _empty_registries(monkeypatch):
    monkeypatch.setattr(worklists, "_providers", [])
    monkeypatch.setattr(open_calls, "_providers", [])
    monkeypatch.setattr(navigation, "_links", [])
    monkeypatch.setattr(navigation, "_providers", [])


def test_work_for_earliest_due_first_and_undated_by_tone():
    now = timezone.now()
    late, soon = WorkItem(title="late", url="/", due=now + timedelta(days=3)), WorkItem(title="soon", url="/", due=now + timedelta(days=1))
    plain, bad = WorkItem(title="plain", url="/"), WorkItem(title="bad", url="/", tone="bad")
    worklists.register(lambda user: [plain, late])
    worklists.register(lambda user: [bad, soon])
    assert [item.title for item in worklists.work_for(None)] == ["soon", "late", "bad", "plain"]


def test_register_the_same_provider_twice_counts_once():
    def provider(user):
        return [WorkItem(title="one", url="/")]

    worklists.register(provider)
    worklists.register(provider)
    assert len(worklists.work_for(None)) == 1


@pytest.mark.parametrize(("delta", "tone"), [(timedelta(minutes=-1), "bad"), (timedelta(days=1), "warn"), (timedelta(days=9), "")])
def test_work_item_tone_comes_from_its_date(delta, tone):
    assert WorkItem(title="a", url="/", due=timezone.now() + delta).shown_tone == tone


def test_all_open_gives_the_call_that_closes_first_in_the_language_asked_for():
    def provider(at, lang):
        return [OpenCall(kind=lang, icon="money", title=str(days), url="/", closes_at=at + timedelta(days=days)) for days in (9, 2)]

    open_calls.register(provider)
    assert [(call.title, call.kind) for call in open_calls.all_open(lang="ky")] == [("2", "ky"), ("9", "ky")]


class Holder:
    is_authenticated = True
    is_superuser = False

    def role_codes(self):
        return frozenset({"trainer"})


def test_links_for_shows_a_role_only_its_links_and_no_dead_one():
    navigation.register(navigation.Link(area="office", label="Trainings", address=lambda request: "/t/", order=2, roles=("trainer",)))
    navigation.register(navigation.Link(area="office", label="Money", address=lambda request: "/m/", roles=("finance_officer",)))
    navigation.register(navigation.Link(area="office", label="Gone", url_name="no:such", order=1))
    navigation.register(navigation.Link(area="foot", label="About", address=lambda request: "/about/"))
    request = RequestFactory().get("/t/5/")
    assert navigation.links_for("office", request, Holder()) == [navigation.ShownLink("Trainings", "/t/", True)]
    assert navigation.links_for("office", request, None) == []


def test_links_for_longest_address_is_current():
    for url in ("/a/", "/a/b/"):
        navigation.register(navigation.Link(area="public", label=url, address=lambda request, url=url: url))
    assert [link.current for link in navigation.links_for("public", RequestFactory().get("/a/b/c/"))] == [False, True]
