"""An editor publishes a call: the admin's form, the board's button, one page per language."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from core.models import FormVersion
from core.open_calls import all_open
from core.refusals import Refused
from grants.domain.calls import create_grant_call, publish_grant_call, save_grant_call, withdraw_grant_call
from grants.domain.submission import submit_application
from grants.models import GrantCall, GrantCallIndexPage, GrantCallPage
from tests.factories.grants import GrantCallFactory, draft, officer, reviewer
from tests.factories.pages import site
from tests.factories.programme import BudgetLineFactory, OrganisationFactory, holder, lead
from tests.factories.youth_groups import GroupFactory, member_account

pytestmark = pytest.mark.django_db


def texts(words):
    return {"ky": words, "ru": words, "en": words, "uz": ""}


def question(kind, key, words, **more):
    value = {"label": texts(words), "help": texts(""), "key": key, **more}
    if kind != "budget":
        value |= {"required": True, "blind": False, "only_if_key": "", "only_if_answer": ""}
    return {"type": kind, "value": value}


QUESTIONS = [
    {
        "type": "part",
        "value": {
            "title": texts("Your idea"),
            "intro": texts(""),
            "key": "idea",
            "questions": [question("long_text", "aim", "What will change?", max_chars=600), question("budget", "budget", "Budget")],
        },
    }
]
CONDITIONS = [{"type": "condition", "value": {"question": texts("From a village?"), "needed": "yes", "why_not": texts("No."), "key": "v"}}]


def criteria(*weights):
    return [
        {
            "type": "criterion",
            "value": {"title": texts(f"C{n}"), "guidance": texts("Is it?"), "highest": 5, "weight": weight, "key": f"c{n}"},
        }
        for n, weight in enumerate(weights)
    ]


def new_call(by, **fields):
    values = {
        "organisation": lead(),
        "slug": "safe",
        "number": "2026-04",
        "title_en": "Safe village",
        "title_ky": "Коопсуз айыл",
        "budget_line": BudgetLineFactory(),
        "floor_minor": 3_000_000,
        "ceiling_minor": 12_000_000,
        "budget_minor": 18_000_000,
        "closes_at": timezone.now() + timedelta(days=27),
        "questions": json.dumps(QUESTIONS),
        "eligibility_blocks": json.dumps(CONDITIONS),
        "rubric_blocks": json.dumps(criteria(60, 40)),
        **fields,
    }
    return create_grant_call(by=by, **values)


def staffed():
    by = officer()
    officer()
    for _n in range(2):
        reviewer()
    return by


def test_publishing_freezes_questions_conditions_and_criteria():
    by = staffed()
    call = publish_grant_call(call=new_call(by), by=by)
    assert call.is_open()
    assert call.form_version.schema["parts"][0]["questions"][0]["key"] == "aim"
    assert [criterion["weight"] for criterion in call.rubric] == [60, 40]
    assert call.eligibility[0]["needed"] is True


def test_a_draft_is_seen_as_an_applicant_will_see_it(client):
    by = staffed()
    client.force_login(by)
    page = client.get(reverse("grants:preview", args=[new_call(by).slug])).content.decode()
    for words in ("From a village?", "Your idea", "What will change?", "At most 600 characters.", "Here stands the budget table."):
        assert words in page


def test_publishing_names_the_gap_in_people():
    by = officer()
    call = new_call(by)
    with pytest.raises(Refused, match=r"Two people decide.*There are 1\. 2 reviewers are needed who do not decide\. There are 0"):
        publish_grant_call(call=call, by=by)
    officer()
    both = holder("reviewer")
    with pytest.raises(Refused, match="There are 1"):
        publish_grant_call(call=call, by=by)
    holder("grants_officer").roles_held.update(user=both)
    reviewer()
    assert publish_grant_call(call=call, by=by).state == "published"


def test_weights_that_do_not_make_100_are_refused():
    by = staffed()
    with pytest.raises(Refused, match="100 per cent"):
        publish_grant_call(call=new_call(by, rubric_blocks=json.dumps(criteria(60, 30))), by=by)


def test_an_edit_after_opening_makes_a_new_version_and_keeps_the_old():
    by = staffed()
    call = publish_grant_call(call=new_call(by), by=by)
    before = call.form_version_id
    changed = json.loads(json.dumps(QUESTIONS))
    changed[0]["value"]["questions"][0]["value"]["label"] = texts("What is going to change?")
    fresh = GrantCall.objects.get(pk=call.pk)
    fresh.questions = json.dumps(changed)
    save_grant_call(call=fresh, by=by)
    assert GrantCall.objects.get(pk=call.pk).form_version_id != before
    assert FormVersion.objects.filter(pk=before).exists()


def test_a_call_is_taken_back_with_a_reason_and_published_again(client):
    by = staffed()
    call = publish_grant_call(call=new_call(by), by=by)
    client.force_login(by)
    board, address = reverse("grants:board", args=[call.slug]), reverse("grants:take_back", args=[call.slug])
    assert address in client.get(board).content.decode()
    assert client.get(address).status_code == 200
    assert "note" in client.post(address, {"note": " "}).context["form"].errors
    assert GrantCall.objects.get(pk=call.pk).is_open()
    client.post(address, {"note": "The donor waits with the money"})
    page = client.get(board).content.decode()
    assert "The donor waits with the money" in page
    assert address not in page
    assert not GrantCall.objects.get(pk=call.pk).is_open()
    client.post(reverse("grants:publish", args=[call.slug]))
    assert GrantCall.objects.get(pk=call.pk).is_open()
    assert "The donor waits" not in client.get(board).content.decode()


def test_a_call_is_not_taken_back_after_its_deadline_and_a_draft_of_one_that_was_is_told_so(client):
    by, group, call = staffed(), GroupFactory(), GrantCallFactory()
    mine = draft(call, group, member_account(group))
    withdraw_grant_call(call=call, by=by, note="No money")
    with pytest.raises(Refused, match="The office has taken this call back"):
        submit_application(application=mine, by=mine.created_by)
    publish_grant_call(call=call, by=by)
    GrantCall.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    late = GrantCall.objects.get(pk=call.pk)
    with pytest.raises(Refused, match="The closing date has passed"):
        withdraw_grant_call(call=late, by=by, note="No money")
    client.force_login(by)
    board, address = (reverse(f"grants:{name}", args=[call.slug]) for name in ("board", "take_back"))
    assert address not in client.get(board).content.decode()


def test_a_partners_officer_makes_no_call_for_another_organisation():
    with pytest.raises(Refused, match="grants officers of this organisation"):
        new_call(holder("grants_officer", OrganisationFactory()))


def test_open_follows_the_clock_alone():
    call = GrantCallFactory()
    assert call.is_open()
    assert not call.is_open(call.closes_at)
    assert not call.is_open(call.opens_at - timedelta(seconds=1))


def pages_of(call):
    home = site()
    made = {}
    for code in ("en", "ru", "ky"):
        locale = Locale.objects.get(language_code=code)
        parent = home if code == "en" else home.get_translations(inclusive=True).get(locale=locale)
        index = GrantCallIndexPage(title="Calls", slug=f"grants-{code}", locale=locale)
        Page.objects.get(pk=parent.pk).specific.add_child(instance=index)
        page = GrantCallPage(title=f"Call {code}", slug=f"safe-{code}", locale=locale, call=call, who="youth groups", funded="printing")
        index.add_child(instance=page)
        made[code] = (index, page)
    return made


def test_a_call_is_shown_by_one_page_per_language_and_by_one_card(client: Client):
    call = GrantCallFactory()
    made, apply = pages_of(call), reverse("grants:apply", args=[call.slug])
    assert [card.title for card in all_open(lang="ky")] == [call.title_ky]
    for code, (index, page) in made.items():
        shown = client.get(page.url).content.decode()
        assert [words for words in ("youth groups", "printing", "60&nbsp;%", apply) if words not in shown] == [], code
        assert page.url in client.get(index.url).content.decode()
    GrantCall.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    for index, page in made.values():
        assert apply not in client.get(page.url).content.decode()
        assert page.url not in client.get(index.url).content.decode()


def test_the_admin_lists_and_opens_own_calls_only(client: Client):
    call, other = GrantCallFactory(), GrantCallFactory(organisation=OrganisationFactory())
    client.force_login(holder("grants_officer", other.organisation))
    listed = client.get(reverse("admin_grant_calls:index")).content.decode()
    assert other.number in listed
    assert call.number not in listed
    assert client.get(reverse("admin_grant_calls:edit", args=[other.pk])).status_code == 200
    assert client.get(reverse("admin_grant_calls:edit", args=[call.pk])).status_code == 404


def test_the_admins_form_takes_amounts_in_som_and_saves_by_the_verb(client: Client):
    user = officer()
    line = BudgetLineFactory()
    client.force_login(user)
    empty = {"count": "0"}
    data = {
        "organisation": str(lead().pk),
        "number": "2026-09",
        "slug": "water",
        "title_en": "Water and land",
        "title_ky": "",
        "title_ru": "",
        "title_uz": "",
        "budget_line": str(line.pk),
        "currency": "KGS",
        "floor_minor": "30 000",
        "ceiling_minor": "120 000",
        "budget_minor": "180000",
        "opens_at": "2026-11-01 09:00",
        "closes_at": "2026-12-18 18:00",
        "time_zone": "Asia/Bishkek",
        "quorum": "2",
        "budget_categories": ["transport", "food"],
        **{f"{name}-{key}": value for name in ("questions", "eligibility_blocks", "rubric_blocks") for key, value in empty.items()},
    }
    response = client.post(reverse("admin_grant_calls:add"), data)
    assert response.status_code == 302, response.context["form"].errors
    call = GrantCall.objects.get(slug="water")
    assert (call.floor_minor, call.ceiling_minor, call.budget_minor) == (3_000_000, 12_000_000, 18_000_000)
    shown = client.get(reverse("admin_grant_calls:edit", args=[call.pk])).content.decode()
    assert 'value="120000"' in shown
    assert call.budget_categories == ["transport", "food"]
    assert f">{lead().name}</option>" in shown
    assert f">{line.agreement.number} · {line.code} {line.name} · KGS</option>" in shown
