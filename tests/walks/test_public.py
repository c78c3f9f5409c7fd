"""What anybody may read, and what nobody's browser keeps, on every address of the demo programme."""

import re

import pytest
from django.test import Client

from tests.chain import Chain
from tests.walks.walk import addresses, signed_in, text_of
from youth_groups.models import Person

pytestmark = pytest.mark.django_db


def test_no_public_page_shows_anybody_of_the_register(demo_chain: Chain) -> None:
    """Neither a name nor a person's number, and no masked one: a family name with what stands for the rest."""
    names = {name for name in Person.objects.values_list("written_name", flat=True) if " " in name}
    masked = re.compile("|".join(rf"{re.escape(word)}\s+\w?[.*…]" for word in sorted({name.split()[0] for name in names})))
    assert len(names) > 200
    read = 0
    for found, address in addresses(demo_chain):
        if found.declared is None or found.declared.audience != "public":
            continue
        answer = Client().get(address, follow=True)
        if answer.status_code != 200:
            continue
        read += 1
        text = text_of(answer)
        assert [name for name in names if name in text] == [], address
        assert masked.search(text) is None, address
        assert re.search(r"\bP-\d{6}\b", text) is None, address
    assert read > 15


def test_no_private_page_is_kept_by_a_browser(demo_chain: Chain) -> None:
    leader = demo_chain.insiders[5]
    client, read = signed_in(leader), 0
    for found, address in addresses(demo_chain):
        if found.declared is None or found.declared.audience == "public":
            continue
        answer = client.get(address)
        if answer.status_code == 200:
            read += 1
            assert "no-store" in answer.get("Cache-Control", ""), address
    assert read > 20
