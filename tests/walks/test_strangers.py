"""A partner's coordinator, another group's leader, another donor's contact get 404 for every object of the chain that is not theirs.

The addresses come from `list_routes`: an address with an object in it that `tests/chain.py` cannot fill fails the test.
"""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from core.models import Event
from core.route_list import ListedRoute
from tests.chain import ROUTES, Chain
from tests.walks.walk import signed_in, there

METHODS = ("GET", "POST")
NAMES = [found.route for found in ROUTES]
ONLY_SENT_TO = [found for found in ROUTES if found.declared is not None and "GET" not in found.declared.methods]


@pytest.fixture
def chain(demo_chain: Chain) -> Chain:
    return demo_chain


@pytest.fixture(scope="module")
def clients(demo_chain: Chain, django_db_blocker: Any) -> dict[Any, Client]:
    """Everybody signed in once, and nobody: what an answer changes in a session is taken back with the test."""
    with django_db_blocker.unblock():
        people = [*demo_chain.outsiders.values(), *demo_chain.insiders]
        return {None: Client()} | {user.pk: signed_in(user) for user in people}


def _answers(client: Client, address: str, method: str) -> Any:
    return client.get(address) if method == "GET" else client.post(address, {})


def test_there_are_addresses_to_look_at() -> None:
    assert len(ROUTES) > 90
    assert {found.declared.model.split(".")[0] for found in ROUTES if found.declared and found.declared.model} >= {
        "grants",
        "trainings",
        "youth_groups",
        "programme",
        "summaries",
        "accounts",
        "core",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("found", ROUTES, ids=NAMES)
def test_objects_of_the_chain_that_are_not_theirs_are_not_there(chain: Chain, clients: dict[Any, Client], found: ListedRoute) -> None:
    address = chain.address(found.route)
    assert found.declared is not None
    written = Event.objects.count()
    for method in METHODS:
        # A method that the address does not know is refused before anything is looked up.
        refused = {404} if method in found.declared.methods else {404, 405}
        for key, user in chain.outsiders.items():
            status = _answers(clients[user.pk], address, method).status_code
            assert status in refused, f"{method} {address} gives {key} {status}"
        answer = _answers(clients[None], address, method)
        assert answer.status_code in {302, *refused}, f"{method} {address} gives anybody {answer.status_code}"
        if answer.status_code == 302:
            assert "/accounts/login/" in answer["Location"]
    assert Event.objects.count() == written


@pytest.mark.django_db
@pytest.mark.parametrize("found", ONLY_SENT_TO, ids=[found.route for found in ONLY_SENT_TO])
def test_addresses_that_are_only_sent_to_are_there_for_somebody(chain: Chain, clients: dict[Any, Client], found: ListedRoute) -> None:
    """Else the 404 above would prove nothing: the object would be missing. Those that are opened: tests/walks/test_sentinels.py."""
    address = chain.address(found.route)
    for user in chain.insiders:
        with transaction.atomic():
            answer = _answers(clients[user.pk], address, "POST")
            transaction.set_rollback(True)
        if there(answer):
            return
    pytest.fail(f"POST {address} is there for nobody")
