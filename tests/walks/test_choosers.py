"""Lists, searches, pickers and choosers give a partner's people nothing of another organisation.

The demo's lead organisation and its partner change places: whoever stood in the lead reaches one partner only, and every address leads to
objects of this partner. What belongs to the other organisation has a word in all its names that may stand nowhere.
"""

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from demo.people import user_of
from programme.models import Agreement, BudgetLine, Organisation, Project
from tests.chain import Chain
from tests.core.test_uploads import picture
from tests.factories.grants import GrantCallFactory
from tests.factories.programme import AgreementFactory, BudgetLineFactory
from tests.factories.trainings import NominationFactory, ParticipationFactory, TrainingCallFactory, TrainingFactory, trainer_of
from tests.factories.youth_groups import MembershipFactory, PersonFactory
from tests.walks.conftest import references_asked
from tests.walks.walk import Readers, addresses, of_all_roles, signed_in, text_of
from trainings.models import Training
from youth_groups.domain.campaigns import write_campaign
from youth_groups.domain.concerns import add_concern
from youth_groups.domain.duplicates import refresh_keys
from youth_groups.domain.outcomes import write_outcome
from youth_groups.domain.outputs import save_output
from youth_groups.domain.plans import write_plan
from youth_groups.models import ActionPlan, Campaign, Group, Outcome, Output, Person, SafetyConcern

FOREIGN, SOUGHT = "Zqforeign", "Tabylga"
NAME = f"{FOREIGN} {SOUGHT}"
SEARCH = dict.fromkeys(("q", "search", "term"), SOUGHT)
#: The demo's own page of its people.
SHOWN = {"/demo/"}
#: A page with a field to search by; results that Wagtail fetches for one.
SEARCHES = re.compile(r'name="q"|name="search"|listing-results|chooser')
#: Answers in which the word was found by the other organisation's own people: the walk would see it.
FOUND_BY_ITS_OWN = {
    "/office/register/",
    "/office/groups/",
    "/office/accounts/",
    "/office/campaigns/",
    "/office/outcomes/",
    "/admin/trainings/trainings/",
    "/admin/programme/agreements/",
    "/admin/programme/budget-lines/",
}


@pytest.fixture(scope="module")
def chain(demo_chain: Chain, django_db_blocker: Any) -> Iterator[Chain]:
    with django_db_blocker.unblock(), transaction.atomic():
        ours, theirs = Organisation.objects.get(code="lead"), Organisation.objects.get(code="partner")
        _more_of(theirs)
        _name_all_of(theirs)
        Organisation.objects.filter(pk=ours.pk).update(kind="partner")
        Organisation.objects.filter(pk=theirs.pk).update(kind="lead")
        references_asked()
        yield demo_chain
        transaction.set_rollback(True)


def _more_of(theirs: Organisation) -> None:
    """What the demo's partner lacks: trainings with people, money, a campaign, an outcome, a publication, a concern, a plan."""
    today, (leader, group) = timezone.localdate(), _leader_of(theirs)
    training = TrainingFactory(organisation=theirs, number="T-FOREIGN", slug="foreign", first_day=today, last_day=today + timedelta(days=2))
    trainer_of(training)
    person = PersonFactory(organisation=theirs, birth_year=1990)
    ParticipationFactory(training=training, person=person)
    MembershipFactory(group=group, person=person)
    call = TrainingCallFactory(organisation=theirs, slug="foreign-camp", state="draft")
    NominationFactory(call=call, group=group, person=person)
    line = BudgetLineFactory(agreement=AgreementFactory(organisation=theirs))
    GrantCallFactory(organisation=theirs, budget_line=line, number="FOREIGN", slug="foreign-call", state="draft")
    about = {"theme": "road_safety", "by": leader}
    campaign = write_campaign(group=group, title="x", first_day=today, last_day=today, **about)
    printed = {"publisher": "x", "language": "ky", "published_on": today}
    save_output(organisation=theirs, group=group, campaign=campaign, by=leader, kind="article", title="x", **printed)
    place = {"locality": group.locality, "day": today, "evidence": io.BytesIO(picture()), "evidence_name": "a.jpg"}
    write_outcome(organisation=theirs, group=group, stage="asked", what="x", institution="x", **about, **place)
    add_concern(group=group, description="x", affected=["girls"], how_often="daily", spot="", **about)
    write_plan(group=group, by=leader, title="x", concerns=[])


def _leader_of(theirs: Organisation) -> tuple[User, Group]:
    user = user_of("group2")
    assert user is not None
    return user, Group.objects.filter(organisation=theirs).editable_by(user).earliest("pk")


def _name_all_of(theirs: Organisation) -> None:
    """The word in every name and title of the other organisation's rows. Donors are everybody's: agreements with them have an owner."""
    titles = {f"public_title_{code}": NAME for code in ("en", "ru", "ky", "uz")} | {"internal_title": NAME}
    names = {f"name_{code}": NAME for code in ("en", "ru", "ky", "uz")}
    here, of_group = {"organisation": theirs}, {"group__organisation": theirs}
    Person.objects.filter(**here).update(written_name=NAME, folded=NAME.casefold())
    refresh_keys(Person.objects.filter(**here).values_list("pk", flat=True))
    # Who applied to a call of ours is ours to read there: the application belongs to the call's organisation.
    groups = Group.objects.filter(**here).exclude(applications__organisation__code="lead")
    Group.objects.filter(pk__in=[group.pk for group in groups]).update(**names)
    Training.objects.filter(**here).update(**titles)
    Campaign.objects.filter(**of_group).update(title=NAME)
    SafetyConcern.objects.filter(**of_group).update(description=NAME)
    ActionPlan.objects.filter(**of_group).update(title=NAME)
    Outcome.objects.filter(**here).update(what=NAME, institution=NAME)
    Output.objects.filter(**here).update(title=NAME, publisher=NAME)
    agreements = Agreement.objects.filter(**here)
    Project.objects.filter(**here).update(**{f"title_{code}": NAME for code in ("en", "ru", "ky")})
    BudgetLine.objects.filter(agreement__in=agreements).update(**_of(BudgetLine, names))
    agreements.update(number=NAME)
    User.objects.filter(roles_held__organisation=theirs).update(name=NAME)
    User.objects.filter(pk__in=[row.pk for group in groups for row in _accounts(group)]).update(name=NAME)


def _of(model: Any, values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if name in {field.name for field in model._meta.get_fields()}}


def _accounts(group: Group) -> list[User]:
    from youth_groups.queries.groups import accounts_of

    return [account for account, _words in accounts_of(group)]


@pytest.mark.django_db
@pytest.mark.timeout(900)
def test_no_page_list_search_or_picker_gives_anything_of_another_organisation(chain: Chain) -> None:
    readers = Readers((of_all_roles(Organisation.objects.get(code="lead")), *chain.insiders))
    opened, given = 0, []
    for found, address in addresses(chain):
        for client, answer in readers.answers(address):
            if answer.status_code == 200:
                opened, text = opened + 1, text_of(answer)
                if FOREIGN in text:
                    given.append(found.route)
                if SEARCHES.search(text) and FOREIGN in text_of(client.get(address, SEARCH)):
                    given.append(f"{found.route} sought")
    assert set(given) == SHOWN, "\n".join(given)
    assert opened > 200


@pytest.mark.django_db
def test_the_same_walk_finds_it_for_its_own_people(chain: Chain) -> None:
    """Else the walk above would prove nothing."""
    client = signed_in(of_all_roles(Organisation.objects.get(code="partner")))
    found = {address for address in FOUND_BY_ITS_OWN if FOREIGN in text_of(client.get(address, SEARCH))}
    assert found == FOUND_BY_ITS_OWN
