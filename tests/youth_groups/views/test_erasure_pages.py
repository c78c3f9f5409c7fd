"""The pages of a request to be erased, by the focal point and the programme manager."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import PersonFactory
from youth_groups.domain.erasure import request_erasure
from youth_groups.models import ErasureRequest, Person

pytestmark = pytest.mark.django_db
NAME = "Жээнбекова Сыргайым"


@pytest.fixture
def person():
    return PersonFactory(written_name=NAME, folded=NAME.casefold(), birth_year=1990)


def ask(person, user):
    return request_erasure(person=person, asked_by="self", asked_on=timezone.localdate(), by=user)


def test_the_way_from_the_record_to_the_printed_confirmation(signed_in, person):
    client = signed_in(holder(Role.SAFEGUARDING_FOCAL_POINT))
    record = client.get(reverse("youth_groups:person", args=[person.number])).content.decode()
    here = reverse("youth_groups:ask_erasure", args=[person.number])
    assert here in record
    answer = client.post(here, {"asked_by": "self", "asked_on": timezone.localdate().isoformat()})
    row = ErasureRequest.objects.get()
    page = reverse("youth_groups:erasure", args=[row.pk])
    assert answer["Location"] == page
    assert Person.objects.get(pk=person.pk).written_name == NAME
    assert client.get(reverse("youth_groups:erasure_confirmation", args=[row.pk])).status_code == 404
    assert client.post(page, {}).status_code == 200, "without the tick nothing happens"
    assert Person.objects.get(pk=person.pk).erased_at is None
    assert client.post(page, {"sure": "on"})["Location"] == page
    for address in (page, reverse("youth_groups:erasure_confirmation", args=[row.pk]), reverse("youth_groups:erasures")):
        text = client.get(address).content.decode()
        assert person.number in text
        assert "Сыргайым" not in text
    assert ErasureRequest.objects.get().proof["sha256"] in client.get(page).content.decode()


def test_refused_on_the_page_with_a_reason(signed_in, person):
    manager = holder(Role.PROGRAMME_MANAGER)
    row, client = ask(person, manager), signed_in(manager)
    page = reverse("youth_groups:erasure", args=[row.pk])
    assert client.post(page, {"refuse": "1", "reason": ""}).status_code == 200
    client.post(page, {"refuse": "1", "reason": "A case is running"})
    assert "A case is running" in client.get(page).content.decode()
    assert ErasureRequest.objects.get().state == "refused"


def test_a_second_request_is_said_on_the_page_and_nothing_typed_is_lost(signed_in, person):
    manager = holder(Role.PROGRAMME_MANAGER)
    ask(person, manager)
    answer = signed_in(manager).post(
        reverse("youth_groups:ask_erasure", args=[person.number]), {"asked_by": "caregiver", "asked_on": "2026-01-02"}
    )
    text = answer.content.decode()
    assert "open already" in text
    assert "2026-01-02" in text


def test_strangers_get_404(signed_in, person):
    row = ask(person, holder(Role.PROGRAMME_MANAGER))
    addresses = [
        reverse("youth_groups:ask_erasure", args=[person.number]),
        reverse("youth_groups:erasure", args=[row.pk]),
        reverse("youth_groups:erasure_confirmation", args=[row.pk]),
    ]
    for user in (holder(Role.PROGRAMME_MANAGER, OrganisationFactory()), holder(Role.TRAINING_COORDINATOR)):
        client = signed_in(user)
        assert [client.get(address).status_code for address in addresses] == [404] * 3
        assert [client.post(address, {"sure": "on"}).status_code for address in addresses[:2]] == [404] * 2
    assert ErasureRequest.objects.get().state == "open"


def test_the_list_takes_the_same_statements_with_1_and_30_and_is_scoped(signed_in, django_assert_max_num_queries, person):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    manager = holder(Role.PROGRAMME_MANAGER)
    client, counts = signed_in(manager), []
    ask(person, manager)
    client.get(reverse("youth_groups:erasures"))
    for more in (0, 29):
        for one in PersonFactory.create_batch(more):
            ask(one, manager)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("youth_groups:erasures"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    partner = holder(Role.PROGRAMME_MANAGER, OrganisationFactory())
    assert person.number not in signed_in(partner).get(reverse("youth_groups:erasures")).content.decode()


def test_the_board_says_that_requests_wait(person):
    from core.worklists import work_for

    manager = holder(Role.PROGRAMME_MANAGER)
    ask(person, manager)
    address = reverse("youth_groups:erasures")
    assert [item.count for item in work_for(manager) if item.url == address] == [1]
    assert [item for item in work_for(holder(Role.TRAINING_COORDINATOR)) if item.url == address] == []
