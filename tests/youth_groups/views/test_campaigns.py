import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from tests.core.test_uploads import picture
from tests.factories.accounts import UserFactory
from tests.factories.programme import LocalityFactory, OrganisationFactory, holder, lead
from tests.factories.youth_groups import GroupFactory, MembershipFactory, member_account
from youth_groups.domain import campaigns, outcomes, outputs
from youth_groups.models import Campaign, CampaignParticipant, Outcome, Output

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture
def group():
    return GroupFactory(locality=LocalityFactory(population=1000, population_source="Census", population_year=2022))


def made(group, editor, number=0):
    row = campaigns.write_campaign(group=group, by=editor, title=f"Safe road {number}", theme="road_safety", first_day=DAY, last_day=DAY)
    activity = campaigns.save_campaign_activity(campaign=row, by=editor, kind="lesson", title="Talk", day=DAY)
    return row, activity


def test_a_group_writes_a_campaign_and_reports_it(signed_in, group, editor):
    member = MembershipFactory(group=group).person
    client = signed_in(editor)
    facts = {"title": "Safe road", "theme": "road_safety", "first_day": DAY, "last_day": DAY, "village": group.locality.name}
    client.post(reverse("youth_groups:campaign_add", args=[group.number]), facts)
    row = Campaign.objects.get()
    number = [row.number]
    for title in ("Talk", "Race"):
        activity = {"kind": "lesson", "title": title, "day": DAY, "village": group.locality.name}
        assert client.post(reverse("youth_groups:campaign_activity_add", args=number), activity).status_code == 302
    talk, race = row.activities.order_by("pk")
    people = reverse("youth_groups:campaign_people", args=[row.number, talk.pk])
    assert client.post(people, {"do": "members", "people": [member.pk]}).status_code == 302
    assert client.post(people, {"do": "new", "name": "Асанова Айпери", "sex": "female", "birth_year": "2008"}).status_code == 302
    sheet = SimpleUploadedFile("sheet.jpg", picture())
    heads = {"do": "save", "female-under_18": 12, "male-18_28": 8, "counted_by": "Elder", "sheet": sheet}
    assert client.post(reverse("youth_groups:campaign_count", args=[row.number, race.pk]), heads).status_code == 302
    guess = {"channel": "print", "village": group.locality.name, "people": 456, "method": "copies", "source": "printer", "day": DAY}
    assert client.post(reverse("youth_groups:campaign_estimate", args=number), guess).status_code == 302
    page = client.get(row.get_absolute_url()).content.decode()
    assert [word for word in ("not de-duplicated", "about 460", ">2<", ">20<") if word not in page] == []
    client.post(row.get_absolute_url(), {"do": "report"})
    row.refresh_from_db()
    assert (row.state, row.reported_by) == ("reported", editor)


def test_the_grid_adds_up_without_saving_and_nothing_typed_is_lost(signed_in, group, editor):
    row, activity = made(group, editor)
    typed = {"do": "sum", "female-under_18": "12", "male-18_28": "8", "counted_by": "Elder"}
    page = signed_in(editor).post(reverse("youth_groups:campaign_count", args=[row.number, activity.pk]), typed).content.decode()
    assert [word for word in ('data-l="Total">20<', 'value="Elder"', 'value="12"') if word not in page] == []
    assert not hasattr(activity, "head_count")


def test_a_warning_stands_at_the_reason_and_the_approver_reads_it(signed_in, group, editor):
    row, _activity = made(group, editor)
    guess = {"channel": "print", "village": group.locality.name, "people": 900, "method": "m", "source": "s", "day": DAY}
    page = signed_in(editor).post(reverse("youth_groups:campaign_estimate", args=[row.number]), guess).content.decode()
    assert "more than 60 % of the population" in page
    signed_in(editor).post(reverse("youth_groups:campaign_estimate", args=[row.number]), guess | {"reason": "Read aloud"})
    campaigns.report_campaign(campaign=row, by=editor)
    officer = holder(Role.ME_OFFICER)
    assert "Read aloud" in signed_in(officer).get(row.get_absolute_url()).content.decode()
    signed_in(officer).post(row.get_absolute_url(), {"do": "send_back", "reason": "Which road?"})
    assert "Which road?" in signed_in(editor).get(row.get_absolute_url()).content.decode()


@pytest.mark.usefixtures("bare_refusals")
def test_strangers_get_404_everywhere(signed_in, group, editor):
    row, activity = made(group, editor)
    facts = {"organisation": group.organisation, "group": group, "by": editor}
    outcome = outcomes.write_outcome(
        **facts, stage="asked", what="Lights", institution="Council", theme="other", day=DAY, locality=group.locality
    )
    output = outputs.save_output(**facts, kind="article", title="A", publisher="B", language="ky", published_on=DAY)
    names = [(name, [row.number]) for name in ("campaign", "campaign_edit", "campaign_activity_add", "campaign_estimate")]
    names += [(f"campaign_{name}", [row.number, activity.pk]) for name in ("activity", "people", "count", "sheet")]
    names += [(name, [group.number]) for name in ("campaigns", "campaign_add", "outcomes", "outcome_add", "outputs", "output_add")]
    names += [(name, [outcome.pk]) for name in ("outcome", "outcome_edit", "outcome_evidence")]
    names += [("output_edit", [group.number, output.pk])]
    for stranger in (UserFactory(), member_account(GroupFactory()), holder(Role.ME_OFFICER, OrganisationFactory())):
        client = signed_in(stranger)
        for name, args in names:
            address = reverse(f"youth_groups:{name}", args=args)
            assert (name, client.get(address).status_code, client.post(address).status_code) in ((name, 404, 404), (name, 404, 405))


@pytest.mark.parametrize("name", ["office_campaigns", "office_outcomes", "office_outputs"])
def test_office_lists_take_the_same_statements_with_30_rows(signed_in, group, editor, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def rows(first, last):
        for number in range(first, last):
            made(group, editor, number)
            facts = {"organisation": group.organisation, "group": group, "by": editor}
            outcomes.write_outcome(
                **facts, stage="asked", what=f"{number}", institution="C", theme="other", day=DAY, locality=group.locality
            )
            outputs.save_output(**facts, kind="article", title=f"{number}", publisher="B", language="ky", published_on=DAY)

    client, address = signed_in(holder(Role.ME_OFFICER)), reverse(f"youth_groups:{name}")
    found = []
    for first, last in ((0, 1), (1, 30)):
        rows(first, last)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address, {"state": "draft", "theme": "nonsense", "province": "x"}).status_code == 200
        found.append(len(captured))
    assert found[0] == found[1] <= 15
    assert signed_in(editor).get(address).status_code == 404
    assert (Campaign.objects.count(), Outcome.objects.count(), Output.objects.count()) == (30, 30, 30)


def test_the_office_writes_its_own_outcome_and_a_colleague_approves_it(signed_in):
    writer, village = holder(Role.PROGRAMME_MANAGER), LocalityFactory()
    client = signed_in(writer)
    add = reverse("youth_groups:office_outcome_add")
    facts = {"organisation": lead().pk, "stage": "asked", "what": "A law", "institution": "Parliament", "theme": "sdg16", "day": DAY}
    facts |= {"of_province": village.province.pk, "village": village.name, "currency": "KGS"}
    assert client.post(add, facts | {"evidence": SimpleUploadedFile("letter.jpg", picture())}).status_code == 302
    row = Outcome.objects.get()
    assert (row.group, row.organisation, row.written_by) == (None, lead(), writer)
    assert (row.locality.name, row.locality.province) == (village.name, village.province)
    edit, page = (reverse(f"youth_groups:outcome{name}", args=[row.pk]) for name in ("_edit", ""))
    assert client.post(edit, facts | {"what": "A better law"}).status_code == 302
    client.post(page, {"do": "report"})
    assert client.post(page, {"do": "approve"}).status_code == 200
    signed_in(holder(Role.ME_OFFICER)).post(page, {"do": "approve"})
    row.refresh_from_db()
    assert (row.what, row.state) == ("A better law", "approved")


def test_the_next_step_of_the_offices_outcome_follows_its_own_only(signed_in, group, editor):
    officer = holder(Role.ME_OFFICER)
    facts = {"stage": "asked", "what": "A law", "institution": "P", "theme": "sdg16", "day": DAY, "locality": group.locality}
    own = outcomes.write_outcome(organisation=lead(), by=officer, **facts)
    theirs = outcomes.write_outcome(organisation=group.organisation, group=group, by=editor, **facts | {"what": "Lights"})
    page = signed_in(officer).get(reverse("youth_groups:office_outcome_add")).content.decode()
    steps = re.search(r'<select[^>]*name="follows".*?</select>', page, re.DOTALL)
    assert (f'value="{own.pk}"' in steps[0], f'value="{theirs.pk}"' in steps[0]) == (True, False)


def test_the_office_writes_down_its_own_publication_and_puts_it_right(signed_in):
    client = signed_in(holder(Role.ME_OFFICER))
    facts = {"organisation": lead().pk, "kind": "article", "title": "A study", "publisher": "Us", "language": "en", "published_on": DAY}
    assert client.post(reverse("youth_groups:office_output_add"), facts | {"audience": 5}).status_code == 200
    assert client.post(reverse("youth_groups:office_output_add"), facts).status_code == 302
    row = Output.objects.get()
    edit = reverse("youth_groups:office_output_edit", args=[row.pk])
    assert edit in client.get(reverse("youth_groups:office_outputs")).content.decode()
    assert client.post(edit, facts | {"title": "The study"}).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.group, row.organisation) == ("The study", None, lead())


def test_a_partners_office_writes_for_itself_only_and_others_not_at_all(signed_in, group, editor):
    partner = OrganisationFactory()
    officer = holder(Role.ME_OFFICER)
    facts = {"stage": "asked", "what": "A law", "institution": "P", "theme": "sdg16", "day": DAY, "locality": group.locality}
    outcome = outcomes.write_outcome(organisation=lead(), by=officer, **facts)
    item = {"kind": "article", "publisher": "Us", "language": "en", "published_on": DAY}
    output = outputs.save_output(organisation=lead(), by=officer, title="A study", **item)
    of_group = outputs.save_output(organisation=group.organisation, group=group, by=editor, title="Roads", **item)
    adding = [reverse(f"youth_groups:{name}") for name in ("office_outcome_add", "office_output_add")]
    changing = [reverse("youth_groups:outcome_edit", args=[outcome.pk]), reverse("youth_groups:office_output_edit", args=[output.pk])]
    changing += [reverse("youth_groups:office_output_edit", args=[of_group.pk])]
    others = (editor, holder(Role.FINANCE_OFFICER), holder(Role.TRAINING_COORDINATOR), UserFactory())
    for stranger in others:
        client = signed_in(stranger)
        assert [client.get(address).status_code for address in (*adding, *changing)] == [404] * 5
    client = signed_in(holder(Role.ME_OFFICER, partner))
    assert [client.get(address).status_code for address in (*adding, *changing)] == [200, 200, 404, 404, 404]
    wanted = {"organisation": lead().pk, "title": "Ours", **item}
    assert client.post(adding[1], wanted).status_code == 200
    assert client.post(adding[1], wanted | {"organisation": partner.pk}).status_code == 302
    assert list(Output.objects.filter(title="Ours").values_list("organisation", flat=True)) == [partner.pk]


def test_an_outcome_names_the_groups_own_campaign_from_which_it_came(signed_in, group, editor):
    row, _activity = made(group, editor)
    theirs = GroupFactory()
    other, _activity = made(theirs, member_account(theirs), 1)
    client, add = signed_in(editor), reverse("youth_groups:outcome_add", args=[group.number])
    page = client.get(add).content.decode()
    assert (f'<option value="{row.pk}">Safe road 0' in page, "Safe road 1" in page) == (True, False)
    facts = {"stage": "asked", "what": "Lights", "institution": "Council", "theme": "road_safety", "day": DAY}
    facts |= {"village": group.locality.name, "currency": "KGS"}
    assert client.post(add, facts | {"campaign": other.pk}).status_code == 200
    assert client.post(add, facts | {"campaign": row.pk}).status_code == 302
    outcome = Outcome.objects.get()
    assert outcome.campaign == row
    assert f'href="{row.get_absolute_url()}"' in client.get(reverse("youth_groups:outcome", args=[outcome.pk])).content.decode()
    edit = reverse("youth_groups:outcome_edit", args=[outcome.pk])
    assert f'<option value="{row.pk}" selected>' in client.get(edit).content.decode()
    assert client.post(edit, facts).status_code == 302
    outcome.refresh_from_db()
    assert outcome.campaign is None


def test_a_persons_page_shows_the_campaigns_in_which_they_took_part(signed_in, group, editor):
    person = MembershipFactory(group=group, person__birth_year=1990).person
    row, talk = made(group, editor)
    race = campaigns.save_campaign_activity(campaign=row, by=editor, kind="sport", title="Race", day=DAY)
    for activity in (talk, race):
        CampaignParticipant.objects.create(activity=activity, person=person)
    made(group, editor, 1)
    page = reverse("youth_groups:person", args=[person.number])
    text = signed_in(holder(Role.TRAINING_COORDINATOR)).get(page).content.decode()
    assert ("1 March 2026; Talk, Race" in text, f'href="{row.get_absolute_url()}"' in text, "Safe road 1" in text) == (True, True, False)
    # A partner's campaign that lists the lead's person is the partner's to read.
    partner = OrganisationFactory()
    theirs = GroupFactory(organisation=partner)
    abroad, activity = made(theirs, member_account(theirs), 2)
    own = MembershipFactory(group=theirs, person__birth_year=1990, person__organisation=partner).person
    for somebody in (person, own):
        CampaignParticipant.objects.create(activity=activity, person=somebody)
    client = signed_in(holder(Role.TRAINING_COORDINATOR, partner))
    assert abroad.title in client.get(reverse("youth_groups:person", args=[own.number])).content.decode()
    assert client.get(page).status_code == 404
