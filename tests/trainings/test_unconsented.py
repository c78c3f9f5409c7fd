"""A minor without consent who is there anyway: present, counted, and put before the focal point until the consents stand."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from core.models import AccessLog
from core.worklists import work_for as all_work
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, consent_to_take_part, with_sessions
from tests.factories.youth_groups import PersonFactory
from trainings.models import Mark
from trainings.queries.unconsented import unconsented_present

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal_point():
    return holder(Role.SAFEGUARDING_FOCAL_POINT)


def somebody_there(birth_year=2014, status="present", **training):
    place = ParticipationFactory(training=TrainingFactory(**training), person=PersonFactory(birth_year=birth_year))
    [session] = with_sessions(place.training, 1, "held")
    Mark.objects.create(session=session, participation=place, status=status, how="paper")
    return place


def shown(user):
    return [row.place for row in unconsented_present(type(user).objects.get(pk=user.pk))]


def test_a_minor_without_consent_is_put_before_the_focal_point(focal_point, client):
    place = somebody_there()
    assert shown(focal_point) == [place]
    assert [item.count for item in all_work(focal_point) if item.url == reverse("trainings:unconsented")] == [1]
    client.force_login(focal_point)
    page = client.get(reverse("trainings:unconsented")).content.decode()
    assert place.person.number in page
    assert AccessLog.objects.get(action="read_unconsented").rows == 1


@pytest.mark.parametrize("what", ["adult", "absent", "consented", "partner"])
def test_who_is_not_put_before_the_focal_point(focal_point, what):
    place = somebody_there(
        birth_year=1990 if what == "adult" else 2014,
        status="absent" if what == "absent" else "present",
        **({"organisation": OrganisationFactory()} if what == "partner" else {}),
    )
    user = holder(Role.SAFEGUARDING_FOCAL_POINT, OrganisationFactory()) if what == "partner" else focal_point
    if what == "consented":
        consent_to_take_part(place.person, by=holder(Role.TRAINING_COORDINATOR))
    assert shown(user) == []


def test_nobody_else_has_the_page(client):
    client.force_login(holder(Role.TRAINING_COORDINATOR))
    assert client.get(reverse("trainings:unconsented")).status_code == 404


def test_the_statements_do_not_grow_with_people(focal_point, django_assert_num_queries):
    counts = []
    for more in (1, 12):
        for _n in range(more):
            somebody_there()
        user = type(focal_point).objects.get(pk=focal_point.pk)
        user.roles  # noqa: B018 read once a request
        with django_assert_num_queries(5) as seen:
            assert len(unconsented_present(user)) == sum(counts) + more
        assert len(seen) == 5
        counts.append(more)
