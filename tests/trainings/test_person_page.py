"""What the office's page of a person shows of trainings: attendance, certificates, roles over the years; within the reader's scope."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, with_sessions
from tests.factories.youth_groups import MembershipFactory, PersonFactory
from trainings.models import Certificate, Mark
from trainings.numbers import in_groups
from youth_groups.domain.protected import declare_sensitive
from youth_groups.models import PersonOccupation

pytestmark = pytest.mark.django_db
SECRET = "дунганка-тайна"


def attended(person, number, *, statuses=("present", "present", "absent"), **training):
    place = ParticipationFactory(person=person, training=TrainingFactory(signed=False, **training))
    for session, status in zip(with_sessions(place.training, len(statuses), "held"), statuses, strict=True):
        Mark.objects.create(session=session, participation=place, status=status, how="paper")
    facts = {"facts_sha256": "0" * 64, "template_version": "1", "languages": "ky", "state": "valid"}
    Certificate.objects.create(training=place.training, participation=place, number=number, **facts)
    return place


def address(person):
    return reverse("youth_groups:person", args=[person.number])


def test_the_record_shows_attendance_certificates_and_roles_over_the_years(signed_in):
    person, coordinator = PersonFactory(birth_year=1990), holder(Role.TRAINING_COORDINATOR)
    place = attended(person, "ABCD2345EFGH")
    member = MembershipFactory(person=person, function="leader", first_day=timezone.localdate().replace(year=2024, day=1))
    PersonOccupation.objects.create(person=person, kind="pupil", first_year=2001, last_year=2008)
    declare_sensitive(person=person, by=coordinator, declared_on=timezone.localdate(), ethnicity=SECRET)
    client = signed_in(coordinator)
    text = client.get(address(person)).content.decode()
    wanted = [
        place.training.public_title,
        "present: 2, absent: 1",
        "14–16 October 2026",
        in_groups("ABCD2345EFGH"),
        member.group.name,
        "2024–",
        "2001–2008",
    ]
    assert [word for word in wanted if word not in text] == []
    for link in (place.training.get_absolute_url(), reverse("trainings:certificate", args=["ABCD2345EFGH"])):
        assert f'href="{link}"' in text
        assert client.get(link).status_code == 200
    assert SECRET not in text
    # Who reads people but arranges no trainings sees the facts without roads that would be closed.
    text = signed_in(holder(Role.SAFEGUARDING_FOCAL_POINT)).get(address(person)).content.decode()
    assert [word for word in wanted if word not in text] == []
    assert place.training.get_absolute_url() not in text


def test_another_partner_gets_404_and_another_organisations_training_stays_hidden(signed_in):
    partner = OrganisationFactory()
    person = PersonFactory(organisation=partner, birth_year=1990)
    own = attended(person, "PART2345EFGH", organisation=partner)
    lent = attended(person, "LEAD2345EFGH")
    text = signed_in(holder(Role.TRAINING_COORDINATOR, partner)).get(address(person)).content.decode()
    assert (own.training.public_title in text, in_groups("PART2345EFGH") in text) == (True, True)
    assert (lent.training.public_title in text, in_groups("LEAD2345EFGH") in text) == (False, False)
    stranger = signed_in(holder(Role.TRAINING_COORDINATOR, OrganisationFactory()))
    assert stranger.get(address(person)).status_code == 404


def test_thirty_trainings_take_the_statements_of_one(signed_in):
    client = signed_in(holder(Role.TRAINING_COORDINATOR))
    few, many = PersonFactory(birth_year=1990), PersonFactory(birth_year=1990)
    attended(few, "FEW00000EFGH")
    for number in range(30):
        attended(many, f"MANY{number:04d}EFGH")
    client.get(address(few))
    counts = []
    for person in (few, many):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(person)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 45
