"""Campaigns, outcomes and publications in a donor's summary: approved only, each once, estimates apart, every figure to its records."""

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import User
from core.money import Money
from core.refusals import Refused
from programme.domain.places import load_places
from programme.models import Agreement, Locality
from summaries.domain.snapshots import build_snapshot
from summaries.models import Snapshot
from summaries.presenting import page as page_of
from summaries.queries import counting
from summaries.queries.records import Records, load_records
from tests.core.test_uploads import picture
from tests.factories.accounts import UserFactory
from tests.factories.programme import AgreementFactory, BudgetLineFactory, LocalityFactory, OrganisationFactory, holder
from tests.factories.summaries import FIRST, LAST, award
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from tests.summaries.test_portal import content_of, signed_in
from youth_groups.domain.campaign_funding import set_campaign_funding
from youth_groups.domain.campaigns import approve_campaign, report_campaign, save_campaign_activity, write_campaign
from youth_groups.domain.links import link_people
from youth_groups.domain.outcomes import approve_outcome, report_outcome, write_outcome
from youth_groups.domain.outputs import save_output
from youth_groups.domain.reach import list_people, save_estimate, save_head_count
from youth_groups.models import Campaign, Group, Outcome, Person

pytestmark = pytest.mark.django_db
GRANTED, DAY = date(2026, 2, 1), date(2026, 3, 10)


@pytest.fixture
def agreement() -> Agreement:
    return AgreementFactory()


@pytest.fixture
def group(agreement: Agreement) -> Group:
    found = GroupFactory()
    award(BudgetLineFactory(agreement=agreement), day=GRANTED, group=found)
    return found


@pytest.fixture
def editor(group: Group) -> User:
    return member_account(group)


def campaign(
    group: Group,
    by: User,
    *,
    people: tuple[Person, ...] = (),
    heads: int = 0,
    day: date = DAY,
    estimates: tuple[tuple[str, int, Locality], ...] = (),
    approved: bool = True,
) -> Campaign:
    """A campaign of one day with a list, a head count, estimates (channel, people, village)."""
    title = f"Campaign {Campaign.objects.count()}"
    row = write_campaign(group=group, by=by, title=title, theme="road_safety", first_day=day, last_day=day)
    lesson = save_campaign_activity(campaign=row, by=by, kind="lesson", title="Talk", day=day)
    for person in people:
        if not group.memberships.filter(person=person).exists():
            MembershipFactory(group=group, person=person)
    list_people(activity=lesson, by=by, people=people)
    if heads:
        race = save_campaign_activity(campaign=row, by=by, kind="sport", title="Race", day=day)
        sheet = {"counted_by": "Elder", "sheet": io.BytesIO(picture()), "sheet_name": "a.jpg"}
        save_head_count(activity=race, by=by, cells={("female", "18_28"): heads}, **sheet)
    for channel, number, village in estimates:
        facts = {"method": "copies", "source": "printer", "day": day, "locality": village}
        save_estimate(campaign=row, by=by, channel=channel, people=number, **facts)
    if approved:
        report_campaign(campaign=row, by=by)
        approve_campaign(campaign=row, by=holder("me_officer"))
    return row


def outcome(group: Group, by: User, *, stage: str = "asked", day: date = DAY, approved: bool = True) -> Outcome:
    row = write_outcome(
        organisation=group.organisation,
        group=group,
        by=by,
        stage=stage,
        what=f"Lights {Outcome.objects.count()}",
        institution="Council",
        theme="other",
        locality=group.locality,
        day=day,
        amount=Money(1_000) if stage in ("funded", "spent") else None,
        evidence=io.BytesIO(picture()),
        evidence_name="a.jpg",
    )
    if approved:
        report_outcome(outcome=row, by=by)
        approve_outcome(outcome=row, by=holder("me_officer"))
    return row


def item(group: Group, by: User, day: date = DAY) -> Any:
    facts = {"kind": "article", "title": f"Roads {day}", "publisher": "Paper", "language": "ky", "published_on": day}
    return save_output(organisation=group.organisation, group=group, by=by, **facts)


def records(agreement: Agreement) -> Records:
    return load_records(agreement, FIRST, LAST)


def figures(agreement: Agreement) -> dict[str, int]:
    found = records(agreement)
    return {code: counting.FIGURES[code](found).value for code in sorted(counting.OF_CAMPAIGNS)}


def test_a_person_on_two_lists_counts_once_and_heads_by_event(agreement: Agreement, group: Group, editor: User) -> None:
    anna, bakyt = PersonFactory(), PersonFactory()
    first = campaign(group, editor, people=(anna, bakyt), heads=20)
    second = campaign(group, editor, people=(anna,), heads=20, day=DAY + timedelta(days=9))
    found = records(agreement)
    assert (counting.campaigns(found).value, counting.campaign_people(found).value, counting.campaign_heads(found).value) == (2, 2, 40)
    assert counting.campaign_people(found).evidence == {"campaign": frozenset({first.pk, second.pk})}
    assert counting.people_trained(found).value == 0


def test_linked_records_of_one_human_count_once(agreement: Agreement, group: Group, editor: User) -> None:
    theirs = GroupFactory(organisation=OrganisationFactory())
    award(BudgetLineFactory(agreement=agreement), day=GRANTED, group=theirs)
    ours, other = PersonFactory(), PersonFactory(organisation=theirs.organisation)
    campaign(group, editor, people=(ours,))
    campaign(theirs, member_account(theirs), people=(other,))
    assert figures(agreement)["campaign_people"] == 2
    link_people(first=ours, second=other, by=holder("programme_manager"), reason="The same girl")
    assert figures(agreement)["campaign_people"] == 1


def test_only_what_is_approved_counts(agreement: Agreement, group: Group, editor: User) -> None:
    draft = campaign(group, editor, people=(PersonFactory(),), heads=9, approved=False)
    step = outcome(group, editor, approved=False)
    assert set(figures(agreement).values()) == {0}
    report_campaign(campaign=draft, by=editor)
    report_outcome(outcome=step, by=editor)
    assert set(figures(agreement).values()) == {0}
    approve_campaign(campaign=draft, by=holder("me_officer"))
    approve_outcome(outcome=step, by=holder("me_officer"))
    found = figures(agreement)
    assert found == {"campaigns": 1, "campaign_people": 1, "campaign_heads": 9, "outcomes": 1, "publications": 0}


@pytest.mark.parametrize(
    ("day", "counts"),
    [(GRANTED - timedelta(days=1), 0), (GRANTED, 1), (LAST, 1), (LAST + timedelta(days=1), 0)],
)
def test_it_counts_from_the_grant_on_and_in_the_period(agreement: Agreement, group: Group, editor: User, day: date, counts: int) -> None:
    campaign(group, editor, people=(PersonFactory(),), day=day)
    outcome(group, editor, day=day)
    item(group, editor, day)
    found = figures(agreement)
    assert [found[code] for code in ("campaigns", "outcomes", "publications")] == [counts] * 3


def test_groups_without_a_grant_of_this_agreement_do_not_count(agreement: Agreement) -> None:
    stranger, other = GroupFactory(), AgreementFactory()
    award(BudgetLineFactory(agreement=other), day=GRANTED, group=stranger)
    by = member_account(stranger)
    campaign(stranger, by, people=(PersonFactory(),))
    outcome(stranger, by)
    item(stranger, by)
    assert set(figures(agreement).values()) == {0}
    assert figures(other)["campaigns"] == 1


def test_of_estimates_the_largest_in_a_village_counts_and_villages_add_up(agreement: Agreement, group: Group, editor: User) -> None:
    near, far = LocalityFactory(), LocalityFactory()
    campaign(group, editor, estimates=(("print", 400, near), ("print", 123, far), ("broadcast", 5_000, near)))
    campaign(group, editor, estimates=(("print", 300, near),), day=DAY + timedelta(days=1))
    found = counting.indirect(records(agreement))
    assert {channel: counted.value for channel, counted in found.items()} == {"print": 520, "broadcast": 5_000}
    assert figures(agreement)["campaign_people"] == figures(agreement)["campaign_heads"] == 0


def test_a_village_of_a_campaign_is_a_community_reached_once(agreement: Agreement, group: Group, editor: User) -> None:
    campaign(group, editor)
    far = LocalityFactory()
    row = campaign(group, editor, approved=False, day=DAY + timedelta(days=1))
    save_campaign_activity(campaign=row, by=editor, kind="sport", title="Race", day=DAY + timedelta(days=1), locality=far)
    assert counting.communities_reached(records(agreement)).value == 1
    report_campaign(campaign=row, by=editor)
    approve_campaign(campaign=row, by=holder("me_officer"))
    assert counting.communities_reached(records(agreement)).value == 2


def test_outcomes_stand_by_how_far_they_came(agreement: Agreement, group: Group, editor: User) -> None:
    for stage, number in (("asked", 6), ("funded", 5)):
        for _number in range(number):
            outcome(group, editor, stage=stage)
    table = counting.outcomes_by_stage(records(agreement))
    assert {row: cells[0].value for row, cells in table.rows if cells[0].value} == {"asked": 6, "funded": 5}
    assert table.total[0].value == 11


def test_loading_takes_the_same_statements_with_many_campaigns(agreement: Agreement, group: Group, editor: User) -> None:
    found = []
    for number in (1, 4):
        for place in range(number):
            day = DAY + timedelta(days=10 * number + place)
            campaign(group, editor, people=(PersonFactory(),), heads=3, day=day, estimates=(("print", 50, group.locality),))
            outcome(group, editor, day=day)
            item(group, editor, day)
        with CaptureQueriesContext(connection) as captured:
            records(agreement)
        found.append(len(captured))
    assert found[0] == found[1] <= 20


def built(agreement: Agreement) -> Snapshot:
    return build_snapshot(agreement=agreement, first_day=FIRST, last_day=LAST, by=holder("me_officer"))


def test_the_payload_holds_rounded_estimates_apart_and_withholds_few_people(agreement: Agreement, group: Group, editor: User) -> None:
    load_places()
    campaign(group, editor, people=tuple(PersonFactory.create_batch(4)), heads=30, estimates=(("print", 456, group.locality),))
    payload = json.loads(built(agreement).payload)
    cells = {tile["code"]: tile["cell"]["value"] for tile in payload["tiles"]}
    assert (cells["campaigns"], cells["campaign_people"], cells["campaign_heads"]) == (1, None, 30)
    assert payload["indirect"] == [{"channel": "print", "cell": {"state": "shown", "value": 460, "records": 1}}]


def test_the_summary_shows_campaigns_and_staff_follow_each_figure(agreement: Agreement, group: Group, editor: User) -> None:
    load_places()
    row = campaign(group, editor, people=tuple(PersonFactory.create_batch(6)), estimates=(("print", 456, group.locality),))
    step, printed = outcome(group, editor), item(group, editor)
    snapshot = built(agreement)
    client = signed_in(holder("me_officer"))
    page = client.get(snapshot.get_absolute_url()).content.decode()
    assert "about 460" in page
    for code, query, words in (
        ("campaigns", "", row.number),
        ("campaign_people", "", row.number),
        ("campaign_indirect", "?row=print&column=people", row.number),
        ("communities_reached", "", row.number),
        ("outcomes", "", step.what),
        ("publications", "", printed.title),
        ("outcomes_by_stage", "?row=asked&column=outcomes", step.what),
    ):
        address = reverse("summaries:evidence", args=[snapshot.pk, code]) + query
        assert (code, words in client.get(address).content.decode()) == (code, True)
        assert code == "outcomes_by_stage" or address.replace("&", "&amp;") in page
    unknown = reverse("summaries:evidence", args=[snapshot.pk, "campaign_indirect"]) + "?row=print"
    assert client.get(unknown).status_code == 404
    answer = client.get(reverse("summaries:pdf", args=[snapshot.pk, "en"]))
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content_of(answer))).pages)
    assert [word for word in ("Campaigns", "about 460", "Indirect, estimated") if word not in text] == []


def test_a_summary_without_campaigns_has_no_such_section(agreement: Agreement) -> None:
    load_places()
    found = page_of(built(agreement))
    assert (found["campaign_tiles"], found["indirect"]) == ([], [])


def test_a_summary_frozen_before_campaigns_were_counted_still_opens(agreement: Agreement) -> None:
    load_places()
    snapshot = built(agreement)
    payload = json.loads(snapshot.payload)
    del payload["indirect"]
    payload["tiles"] = [tile for tile in payload["tiles"] if tile["code"] not in counting.OF_CAMPAIGNS]
    payload["tables"] = [table for table in payload["tables"] if table["code"] != "outcomes_by_stage"]
    snapshot.payload = json.dumps(payload)
    found = page_of(snapshot)
    assert (found["campaign_tiles"], found["indirect"], found["tables"]["outcomes_by_stage"]) == ([], [], None)


def paid(row: Campaign, shares: dict[Agreement, int]) -> Campaign:
    set_campaign_funding(campaign=row, by=holder("me_officer"), shares=shares)
    return row


def test_a_campaign_counts_for_the_agreements_that_the_office_named_and_no_other(agreement: Agreement, group: Group, editor: User) -> None:
    """A partnership team's campaign without any grant counts for who pays it; one of a grantee no longer for the grant's donor."""
    payer, team = AgreementFactory(), GroupFactory(kind="lcpc")
    of_team = campaign(team, member_account(team), people=tuple(PersonFactory.create_batch(2)))
    of_grantee = campaign(group, editor)
    assert [facts.pk for facts in records(agreement).reach.campaigns] == [of_grantee.pk]
    assert records(payer).reach.campaigns == []
    paid(of_team, {payer: 6_000, agreement: 4_000})
    paid(of_grantee, {payer: 10_000})
    assert [(facts.pk, facts.share_bp, len(facts.people)) for facts in records(agreement).reach.campaigns] == [(of_team.pk, 4_000, 2)]
    assert [(facts.pk, facts.share_bp) for facts in records(payer).reach.campaigns] == [(of_team.pk, 6_000), (of_grantee.pk, 10_000)]
    paid(of_grantee, {})
    assert {facts.pk for facts in records(agreement).reach.campaigns} == {of_team.pk, of_grantee.pk}


def test_outcomes_and_publications_follow_their_campaign(agreement: Agreement, group: Group, editor: User) -> None:
    payer, row = AgreementFactory(), campaign(group, editor)
    facts = {"organisation": group.organisation, "group": group, "campaign": row}
    output = save_output(**facts, by=editor, kind="article", title="A", publisher="B", language="ky", published_on=DAY)
    asked = outcome(group, editor)
    Outcome.objects.filter(pk=asked.pk).update(campaign=row)
    before = records(agreement).reach
    assert (before.outcomes, before.publications) == ({asked.pk: "asked"}, frozenset({output.pk}))
    paid(row, {payer: 10_000})
    without, with_all = records(agreement).reach, records(payer).reach
    assert (without.outcomes, without.publications) == ({}, frozenset())
    assert (with_all.outcomes, with_all.publications) == ({asked.pk: "asked"}, frozenset({output.pk}))


def test_a_campaign_paid_in_part_is_shown_in_full_with_its_share(agreement: Agreement, group: Group, editor: User) -> None:
    row = paid(campaign(group, editor, heads=20), {agreement: 2_550})
    snapshot = build_snapshot(agreement=agreement, first_day=FIRST, last_day=LAST, by=holder("me_officer"))
    assert json.loads(snapshot.payload)["co_funded"] == [{"number": row.number, "type": "campaign", "share_bp": 2_550}]
    client = signed_in(holder("me_officer"))
    assert f"{row.number}, campaign: 25.50 %" in client.get(snapshot.get_absolute_url()).content.decode()
    text = "".join(
        page.extract_text()
        for page in PdfReader(io.BytesIO(content_of(client.get(reverse("summaries:pdf", args=[snapshot.pk, "en"]))))).pages
    )
    assert f"{row.number}, campaign: 25.50" in text


def test_the_office_says_who_pays_and_the_group_does_not_learn_it(group: Group, editor: User) -> None:
    row, payer, foreign = campaign(group, editor), AgreementFactory(), AgreementFactory(organisation=OrganisationFactory())
    address = reverse("youth_groups:campaign_funding", args=[row.number])
    share = {"share-TOTAL_FORMS": 3, "share-INITIAL_FORMS": 0, "share-0-agreement": payer.pk, "share-0-percent": "62.5"}
    officer = signed_in(holder("me_officer"))
    assert officer.post(address, share | {"share-1-agreement": foreign.pk, "share-1-percent": "60"}).status_code == 200
    assert not row.funding.exists()
    assert officer.post(address, share).status_code == 302
    assert list(row.funding.values_list("agreement", "share_bp")) == [(payer.pk, 6_250)]
    assert payer.number in officer.get(row.get_absolute_url()).content.decode()
    page = signed_in(editor).get(row.get_absolute_url()).content.decode()
    assert ("Who pays" in page, payer.number in page) == (False, False)
    partner = OrganisationFactory()
    for user in (editor, holder("training_coordinator"), holder("me_officer", partner), UserFactory()):
        client = signed_in(user)
        assert (client.get(address).status_code, client.post(address, share).status_code) == (404, 404)
    theirs = GroupFactory(organisation=partner)
    of_partner = campaign(theirs, member_account(theirs))
    with pytest.raises(Refused) as refusal:
        set_campaign_funding(campaign=of_partner, by=holder("me_officer", partner), shares={payer: 10_000})
    assert refusal.value.code == "not_your_agreement"
