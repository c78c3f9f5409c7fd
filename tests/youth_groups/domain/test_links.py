from datetime import date, timedelta

import pytest

from accounts.roles import Role
from core.models import AccessLog
from core.refusals import Refused
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import PersonFactory
from youth_groups.domain.links import link_people, unlink
from youth_groups.models import PersonLink
from youth_groups.queries.links import representatives

pytestmark = pytest.mark.django_db


def three():
    return [
        PersonFactory(organisation=organisation) for organisation in (OrganisationFactory(), OrganisationFactory(), OrganisationFactory())
    ]


@pytest.mark.parametrize("role", [Role.ME_OFFICER, Role.SAFEGUARDING_FOCAL_POINT, Role.PROGRAMME_MANAGER])
def test_link_is_logged_with_its_reason_and_made_once(role):
    first, second, _third = three()
    by = holder(role)
    link = link_people(first=second, second=first, by=by, reason=" Same phone ")
    assert link_people(first=first, second=second, by=by, reason="again") == link
    assert list(AccessLog.objects.order_by("subject_id").values_list("user", "action", "subject_id", "reason")) == sorted(
        [(by.pk, "link", str(first.pk), "Same phone"), (by.pk, "link", str(second.pk), "Same phone")], key=lambda row: row[2]
    )


@pytest.mark.parametrize(
    ("role", "partner", "reason", "code"),
    [
        (Role.TRAINING_COORDINATOR, False, "why", "not_linker"),
        (Role.ME_OFFICER, True, "why", "not_linker"),
        (Role.ME_OFFICER, False, " ", "no_reason"),
    ],
)
def test_link_is_refused(role, partner, reason, code):
    first, second, _third = three()
    by = holder(role, first.organisation if partner else None)
    with pytest.raises(Refused) as refusal:
        link_people(first=first, second=second, by=by, reason=reason)
    assert (refusal.value.code, PersonLink.objects.count()) == (code, 0)


def test_records_of_one_organisation_and_one_record_are_not_linked():
    first, _second, _third = three()
    other = PersonFactory(organisation=first.organisation)
    by = holder(Role.ME_OFFICER)
    for pair, code in (((first, other), "same_organisation"), ((first, first), "same_record")):
        with pytest.raises(Refused) as refusal:
            link_people(first=pair[0], second=pair[1], by=by, reason="x")
        assert refusal.value.code == code


def test_links_are_transitive_and_can_be_undone_and_made_again(django_assert_num_queries):
    first, second, third = three()
    by = holder(Role.ME_OFFICER)
    link_people(first=first, second=second, by=by, reason="x")
    middle = link_people(first=third, second=second, by=by, reason="x")
    with django_assert_num_queries(1):
        assert representatives([third.pk, first.pk]) == {first.pk: first.pk, third.pk: first.pk}
    assert representatives([third.pk]) == {third.pk: third.pk}
    unlink(link=middle, by=by, reason="not the same")
    assert representatives([first.pk, third.pk]) == {first.pk: first.pk, third.pk: third.pk}
    assert link_people(first=third, second=second, by=by, reason="x").pk != middle.pk
    assert representatives([first.pk, third.pk])[third.pk] == first.pk


def test_unlink_needs_the_right():
    first, second, _third = three()
    link = link_people(first=first, second=second, by=holder(Role.ME_OFFICER), reason="x")
    with pytest.raises(Refused):
        unlink(link=link, by=holder(Role.TRAINING_COORDINATOR), reason="x")
    link.refresh_from_db()
    assert link.undone_at is None


def test_a_link_is_counted_once_in_donor_figures():
    from summaries.queries.counting import FIGURES, people_by_sex
    from summaries.queries.records import Records, TrainingFacts, _as_humans, _people
    from tests.factories.programme import AgreementFactory
    from tests.factories.trainings import ParticipationFactory, TrainingFactory

    first, second, third = three()
    link_people(first=first, second=second, by=holder(Role.ME_OFFICER), reason="x")
    trainings = [TrainingFactory(), TrainingFactory()]
    for training, person in ((trainings[0], first), (trainings[1], second), (trainings[1], third)):
        ParticipationFactory(training=training, person=person)
    facts = [
        TrainingFacts(trainings[0], 10_000, date(2026, 1, 1), attended={first.pk: {1}}, completed={first.pk}),
        TrainingFacts(trainings[1], 10_000, date(2026, 1, 2), attended={second.pk: {2}, third.pk: {2}}, completed={second.pk}),
    ]
    records = Records(AgreementFactory(), date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=30), trainings=facts)
    assert FIGURES["people_trained"](records).value == 3
    _as_humans(records.trainings)
    records.people = _people(training.pk for training in trainings)
    assert FIGURES["people_trained"](records).value == 2
    assert FIGURES["participations"](records).value == 3
    assert people_by_sex(records).total[0].value == 2
