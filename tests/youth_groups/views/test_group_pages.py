import io
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import User
from accounts.roles import Role
from core.money import Money
from tests.factories.accounts import UserFactory
from tests.factories.grants import GrantCallFactory, draft
from tests.factories.programme import OrganisationFactory, PlaceFactory, holder, lead
from tests.factories.trainings import TrainingCallFactory
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from youth_groups.domain.access import rights_held, set_right
from youth_groups.domain.campaigns import write_campaign
from youth_groups.domain.concerns import add_concern
from youth_groups.domain.groups import decide_on_group
from youth_groups.domain.invitations import invite
from youth_groups.domain.plans import save_activity, write_plan
from youth_groups.models import ActionPlan, Campaign, Group, GroupInvitation, Membership, PlannedActivity, SafetyConcern, Support
from youth_groups.queries.groups import groups_listed, groups_waiting

pytestmark = pytest.mark.django_db
CONCERN = {"theme": "road_safety", "description": "Унаалар ылдам айдайт", "affected": ["girls", "boys"], "how_often": "daily", "spot": ""}


def url(name, group, *more):
    return reverse(f"youth_groups:{name}", args=[group.number, *more])


def words(concern_number):
    return {**CONCERN, "description": f"Унаа {concern_number}"}


def photo():
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "PNG")
    return SimpleUploadedFile("map.png", out.getvalue(), "image/png")


def test_a_groups_page_shows_the_work_of_this_group_only(client):
    """One account serves two groups: one has a draft, a late plan, a campaign to report and one to put right; the other has none."""
    today = timezone.localdate()
    busy, idle = GroupFactory(), GroupFactory()
    user = member_account(busy)
    set_right(group=idle, user=user, right="edit_group")
    call, other_call, nominating = GrantCallFactory(), GrantCallFactory(group_kinds=[busy.kind]), TrainingCallFactory()
    Group.objects.filter(pk=idle.pk).update(kind="women")
    draft(call, busy, user)
    plan = ActionPlan.objects.create(group=busy, title="Кыштын планы", state="agreed", agreed_on=today, agreed_people=5, written_by=user)
    activity = {"activity": "Жарык", "first_day": today - timedelta(days=9), "last_day": today - timedelta(days=2)}
    PlannedActivity.objects.create(plan=plan, budget_minor=0, **activity)
    days = {"first_day": today - timedelta(days=9), "last_day": today - timedelta(days=3)}
    for title, state in (("Коопсуз жол", "draft"), ("Тынч айыл", "returned")):
        campaign = write_campaign(group=busy, by=user, title=title, theme="road_safety", **days)
        Campaign.objects.filter(pk=campaign.pk).update(state=state)
    client.force_login(user)
    found = {}
    for group in (busy, idle):
        items = client.get(group.get_absolute_url()).context["work"]
        found[group.pk] = sorted((item.title, item.detail) for item in items)
    apply_to, nominate = "Apply for: %(title)s", "Nominate for: %(title)s"
    assert found[busy.pk] == sorted(
        [
            ("Finish your application", f"{call.title} · {busy.name}"),
            ("Say how far your action plan is", f"Кыштын планы · {busy.name}"),
            ("Report on your campaign", f"Коопсуз жол · {busy.name}"),
            ("Put the report right", f"Тынч айыл · {busy.name}"),
            (apply_to % {"title": other_call.title}, ""),
            (nominate % {"title": nominating.title}, busy.name),
        ]
    )
    assert found[idle.pk] == sorted([(apply_to % {"title": call.title}, ""), (nominate % {"title": nominating.title}, idle.name)])


def test_a_leader_without_email_signs_up_by_phone_and_comes_in_by_a_code(client):
    cache.clear()
    group = GroupFactory()
    _row, code = invite(group=group, right="edit_group", by=member_account(group, "own_group"))
    page = client.get("/join/").content.decode()
    way = re.search(r'href="(/[^"]*signup[^"]*)"', page).group(1)
    form = client.get(way)
    data = {"phone": "+996 555 222 333", "email": "", "name": "Айнура", "password1": "Kok-jaiyk-2026!", "password2": "Kok-jaiyk-2026!"}
    hidden = re.search(r'name="next" value="([^"]+)"', form.content.decode()).group(1)
    done = client.post(reverse("account_signup"), {**data, "next": hidden}, follow=True)
    way_back = re.search(r'name="next" value="([^"]+)"', done.content.decode()).group(1)
    done = client.post(reverse("account_login"), {"login": "0555222333", "password": "Kok-jaiyk-2026!", "next": way_back}, follow=True)
    assert done.request["PATH_INFO"] == "/join/"
    done = client.post("/join/", {"code": code.lower()}, follow=True)
    assert (done.request["PATH_INFO"], code in done.request["QUERY_STRING"]) == ("/join/accept/", False)
    assert group.name in done.content.decode()
    assert client.post("/join/accept/")["Location"] == group.get_absolute_url()
    assert rights_held(group, User.objects.get(phone="+996555222333")) == ["edit_group"]


def test_wrong_codes_are_counted_and_end_in_a_pause(signed_in):
    cache.clear()
    client = signed_in(UserFactory())
    answers = [client.post("/join/", {"code": "ABCD-EFGH-JK"}).status_code for _try in range(11)]
    assert answers == [200] * 10 + [429]
    cache.clear()


def test_accept_without_a_typed_code_leads_back(signed_in):
    assert signed_in(UserFactory()).get("/join/accept/")["Location"] == "/join/"


def test_a_code_is_shown_once_can_be_withdrawn_and_is_never_in_an_address(signed_in):
    group = GroupFactory()
    client = signed_in(member_account(group, "own_group"))
    answer = client.post(url("invite", group), {"right": "edit_group"})
    (code,) = set(re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}", answer.content.decode()))
    assert "no-store" in answer["Cache-Control"]
    assert code not in client.get(url("people_of_group", group)).content.decode()
    row = GroupInvitation.objects.get()
    client.post(url("withdraw_invitation", group, row.pk))
    row.refresh_from_db()
    assert row.withdrawn_at is not None


def test_a_group_registers_itself_and_the_office_decides(signed_in):
    user = UserFactory(email=None, phone="+996555000111")
    form = {
        "organisation": lead().pk,
        "kind": "lcpc",
        "name_ky": "КААБ",
        "province": PlaceFactory().pk,
        "village": "Көк-Жар",
        "language": "ky",
    }
    client = signed_in(user)
    done = client.post(reverse("youth_groups:register_own"), form)
    group = Group.objects.get()
    assert (done["Location"], group.state, group.kind) == (group.get_absolute_url(), "waiting", "lcpc")
    again = client.post(reverse("youth_groups:register_own"), form)
    assert "registered a group of this name" in again.content.decode()
    officer = holder(Role.GRANTS_OFFICER)
    assert [(item.count, item.url) for item in groups_waiting(officer)] == [(1, "/office/groups/?state=waiting")]
    assert groups_waiting(holder(Role.GRANTS_OFFICER, OrganisationFactory())) == groups_waiting(user) == []
    office = signed_in(officer)
    assert url("decision", group) in office.get("/office/groups/?state=waiting").content.decode()
    page = office.post(url("decision", group), {"do": "refuse", "reason": " "})
    assert ('role="alert"' in page.content.decode(), Group.objects.get().state) == (True, "waiting")
    office.post(url("decision", group), {"do": "refuse", "reason": "Айылды тактаңыз"})
    assert "Айылды тактаңыз" in signed_in(user).get(group.get_absolute_url()).content.decode()


def test_the_decision_is_the_offices_of_that_organisation(signed_in):
    group = GroupFactory(state="waiting")
    for stranger in (member_account(group, "own_group"), holder(Role.GRANTS_OFFICER, OrganisationFactory()), holder(Role.FINANCE_OFFICER)):
        assert signed_in(stranger).post(url("decision", group), {"do": "approve"}).status_code == 404
    assert Group.objects.get().state == "waiting"


def test_owners_change_hand_over_and_leave(signed_in):
    group = GroupFactory()
    owner, editor = member_account(group, "own_group"), member_account(group)
    client = signed_in(owner)
    client.post(url("person_of_group", group, editor.number), {"do": "change", "right": "view_group"})
    assert rights_held(group, editor) == ["view_group"]
    stay = client.post(url("person_of_group", group, owner.number), {"do": "take"}, follow=True)
    assert "last owner" in stay.content.decode()
    client.post(url("person_of_group", group, editor.number), {"do": "hand_over"})
    assert (rights_held(group, editor), rights_held(group, owner)) == (["own_group"], ["edit_group"])
    assert client.get(url("people_of_group", group)).status_code == 404


def test_a_members_code_for_a_forgotten_password_is_shown_once(signed_in):
    group = GroupFactory()
    member = member_account(group)
    answer = signed_in(member_account(group, "own_group")).post(url("reset_code", group, member.number))
    assert re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}", answer.content.decode())
    assert signed_in(member).post(url("reset_code", group, member.number)).status_code == 404


def test_membership_ends_on_its_page_and_wrong_days_keep_what_was_typed(signed_in):
    group = GroupFactory()
    row = MembershipFactory(group=group, person=PersonFactory(written_name="Бермет Алиева"))
    client = signed_in(member_account(group))
    wrong = client.post(url("membership", group, row.pk), {"function": "leader", "first_day": "2026-02-02", "last_day": "2026-01-01"})
    assert 'value="2026-02-02"' in wrong.content.decode()
    client.post(url("membership", group, row.pk), {"function": "leader", "last_day": "2026-01-01"})
    assert Membership.objects.get().last_day.isoformat() == "2026-01-01"
    assert "No longer in the group" in client.get(url("members", group)).content.decode()


def test_concerns_are_written_ranked_and_set_aside_by_plain_forms(signed_in):
    group = GroupFactory()
    client = signed_in(member_account(group))
    for number in (1, 2):
        assert client.post(url("concern_add", group), words(number)).status_code == 302
    first, second = SafetyConcern.objects.order_by("pk")
    assert client.post(url("concerns", group), {"up": second.pk})["Location"] == f"{url('concerns', group)}#c{second.pk}"
    assert list(group.concerns.values_list("pk", "rank")) == [(second.pk, 1), (first.pk, 2)]
    client.post(url("concern_state", group, first.pk), {"do": "drop"})
    client.post(url("concern_edit", group, second.pk), {**CONCERN, "description": "Башкача"})
    assert list(group.concerns.order_by("pk").values_list("description", "state", "rank")) == [
        ("Унаа 1", "dropped", None),
        ("Башкача", "open", 1),
    ]
    wrong = client.post(url("concern_add", group), {**CONCERN, "affected": []})
    assert (wrong.status_code, "Унаалар ылдам айдайт" in wrong.content.decode()) == (200, True)


def test_a_concern_is_pinned_by_pointing_or_by_two_numbers(signed_in):
    group = GroupFactory()
    client = signed_in(member_account(group))
    client.post(url("concern_add", group), CONCERN)
    pk = SafetyConcern.objects.get().pk
    assert client.get(url("concern_pin", group, pk))["Location"] == url("map_add", group)
    client.post(url("map_add", group), {"photo": photo(), "drawn_on": "2026-01-05"})
    pins = []
    for data in (
        {"size": "small", "place.x": "150", "place.y": "45"},
        {"size": "large", "place.x": "900", "place.y": "675"},
        {"do": "numbers", "left": "25", "top": "75"},
        {"do": "unpin"},
    ):
        client.post(url("concern_pin", group, pk), data)
        pins.append(SafetyConcern.objects.values_list("map_x", "map_y").get())
    assert pins == [(500, 200), (1000, 1000), (250, 750), (None, None)]
    away = client.post(url("concern_pin", group, pk), {"size": "small", "place.x": "301", "place.y": "1"})
    assert "outside the map" in away.content.decode()


def test_the_map_is_sent_to_those_who_see_the_group_only(signed_in):
    group = GroupFactory()
    signed_in(member_account(group)).post(url("map_add", group), {"photo": photo(), "drawn_on": "2026-01-05"})
    address = url("map_photo", group, group.maps.get().pk)
    sent = signed_in(member_account(group, "view_group")).get(address)
    assert (sent.status_code, sent["Content-Type"]) == (200, "image/png")
    for stranger in (member_account(GroupFactory()), holder(Role.GRANTS_OFFICER, OrganisationFactory()), UserFactory()):
        assert signed_in(stranger).get(address).status_code == 404


def test_a_plan_is_written_agreed_on_and_finished_by_plain_forms(signed_in):
    group = GroupFactory()
    client = signed_in(member_account(group))
    client.post(url("concern_add", group), CONCERN)
    client.post(url("plan_add", group), {"title": "Коопсуз жол", "concerns": [SafetyConcern.objects.get().pk]})
    plan = group.plans.get()
    client.post(url("activity_add", group, plan.pk), {"activity": "Белги коюу", "currency": "KGS", "budget": "12 500"})
    client.post(url("activity_add", group, plan.pk), {"activity": "Жолугушуу", "currency": "KGS", "budget": "500,50"})
    page = client.get(url("plan", group, plan.pk)).content.decode().replace("\xa0", " ").replace("\u202f", " ")
    assert "13 000.50" in page or "13 000,50" in page or "13,000.50" in page
    wrong = client.post(url("plan", group, plan.pk), {"do": "agree", "agreed_on": "2999-01-01", "people": ""})
    assert 'role="alert"' in wrong.content.decode()
    client.post(url("plan", group, plan.pk), {"do": "agree", "agreed_on": timezone.localdate().isoformat(), "people": "6"})
    row = plan.activities.first()
    client.post(url("activity_state", group, plan.pk, row.pk), {"do": "done"})
    client.post(url("plan", group, plan.pk), {"do": "finish"})
    plan.refresh_from_db()
    row.refresh_from_db()
    assert (plan.state, plan.agreed_people, row.state) == ("finished", 6, "done")


def test_support_is_written_by_the_office_and_read_by_the_group(signed_in):
    group = GroupFactory()
    data = {"kind": "visit", "day": timezone.localdate().isoformat(), "note": "Кеңеш бердик"}
    signed_in(holder(Role.TRAINING_COORDINATOR)).post(url("support", group), data)
    assert Support.objects.get().note == "Кеңеш бердик"
    member = signed_in(member_account(group))
    assert "Кеңеш бердик" in member.get(url("support", group)).content.decode()
    member.post(url("support", group), {**data, "kind": "advice"})
    assert Support.objects.count() == 1


WRITING = ["concern_add", "plan_add", "map_add", "add_member"]
READING = ["group", "concerns", "plans", "members", "support"]


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.parametrize("name", WRITING + READING + ["people_of_group"])
def test_pages_of_a_group_are_not_there_for_others(signed_in, name):
    group = GroupFactory()
    for stranger in (UserFactory(), member_account(GroupFactory(), "own_group"), holder(Role.TRAINING_COORDINATOR, OrganisationFactory())):
        assert signed_in(stranger).get(url(name, group)).status_code == 404
    assert signed_in(member_account(group, "own_group")).get(url(name, group)).status_code == 200
    expected = 200 if name in READING else 404
    assert signed_in(member_account(group, "view_group")).get(url(name, group)).status_code == expected


def test_no_page_offers_writing_to_a_viewer_or_in_a_group_that_was_refused(signed_in):
    group = GroupFactory()
    editor = member_account(group)
    decide_on_group(group=group, action="retire", by=holder(Role.GRANTS_OFFICER))
    for user in (editor, member_account(group, "view_group")):
        client = signed_in(user)
        for name in READING:
            text = client.get(url(name, group)).content.decode()
            assert [other for other in WRITING if url(other, group) in text] == []


def test_pages_take_the_same_statements_for_one_and_thirty_and_stay_small(signed_in, django_assert_max_num_queries):
    group = GroupFactory()
    by = member_account(group, "own_group")
    client, counts = signed_in(by), []
    plan = write_plan(group=group, by=by, title="План")
    pages = {name: url(name, group, *([plan.pk] if name == "plan" else [])) for name in (*READING, "plan")}
    for many in (1, 30):
        for number in range(many):
            MembershipFactory(group=group, person=PersonFactory(birth_year=2012))
            add_concern(group=group, by=by, **words(f"{many} {number}"))
            save_activity(plan=plan, by=by, activity=f"Иш {number}", budget=Money.of("10"))
            Support.objects.get_or_create(
                group=group, kind="visit", day=timezone.localdate() - timedelta(days=number), defaults={"written_by": by}
            )
            write_plan(group=group, by=by, title=f"План {many} {number}")
        taken = {}
        for name, address in pages.items():
            client.get(address)
            with django_assert_max_num_queries(40) as captured:
                page = client.get(address)
            assert len(page.content) <= 80_000, name
            taken[name] = len(captured)
        counts.append(taken)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("text", ["өргөө", "ӨРГӨӨ", "ак өр", "белый дом", "ДОМ", "white"])
def test_a_group_is_found_by_a_part_of_any_of_its_names_whatever_the_case(text):
    officer = holder(Role.GRANTS_OFFICER)
    sought = GroupFactory(name_ky="Ак Өргөө", name_ru="Белый Дом", name_en="White House")
    GroupFactory(name_ky="Бакыт", name_ru="Счастье", name_en="Luck")
    assert [group.pk for group in groups_listed(officer, text=text)] == [sought.pk]
