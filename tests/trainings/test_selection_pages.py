"""The board with targets, proposal, saving and protocol, as a coordinator meets them."""

import hashlib
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.events import events_of
from core.models import AccessLog, Event
from core.pdf import check
from programme.models import RoleHeld
from tests.factories.programme import OrganisationFactory, clear, holder, lead
from tests.factories.trainings import NominationFactory, TrainingCallFactory, TrainingFactory, trainer_of
from tests.factories.youth_groups import PersonFactory
from tests.trainings.pages import address, coordinator, get
from trainings.domain.proposals import propose_selection
from trainings.domain.selection import decide, mark_group_told, save_choice, tell_groups
from trainings.domain.targets import Target, set_targets
from trainings.models import Nomination, Participation, SelectionTarget
from trainings.queries.pool import key_of
from youth_groups.domain.erasure import erase_person, request_erasure
from youth_groups.models import SensitiveAttributes

pytestmark = pytest.mark.django_db


@pytest.fixture
def training():
    return TrainingFactory(call=TrainingCallFactory(), capacity=4)


def reader():
    user = coordinator()
    RoleHeld.objects.create(user=user, organisation=lead(), role="me_officer")
    return user


def nominated(training, word="", **person):
    row = NominationFactory(call=training.call, person=PersonFactory(**person))
    if word:
        answers = {"ethnicity": word}
        SensitiveAttributes.objects.create(person=row.person, answers=answers, declared_on=timezone.localdate(), written_by=coordinator())
    return row


def page(client, url, data=None):
    response = client.post(url, data, follow=True) if data is not None else client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def ticked(body):
    return [int(value) for value in re.findall(r'name="on" value="(\d+)" checked', body)]


def test_a_proposal_is_ticked_and_only_saving_decides(client, training):
    user, rows = coordinator(), [nominated(training) for _n in range(6)]
    client.force_login(user)
    board = page(client, address("propose", training), {})
    assert "A proposal: 4 people are ticked. Nothing is decided until somebody saves it." in board
    assert sorted(ticked(board)) == [row.pk for row in rows[:4]]
    assert not Participation.objects.exists()
    proposal = Event.objects.get(action="selection_proposed")
    data = {"part": "save", "on": [rows[0].pk, rows[5].pk], "reason": "First camp", f"reason-{rows[5].pk}": "Her village has nobody else"}
    board = page(client, address("choose", training), {**data, "proposal": proposal.pk})
    assert "2 people were chosen." in board
    assert dict(Nomination.objects.filter(state="selected").values_list("pk", "reason")) == {
        rows[0].pk: "First camp",
        rows[5].pk: "Her village has nobody else",
    }
    assert Event.objects.get(action="selection_saved").data["proposal"] == proposal.pk


def test_counting_the_mix_again_saves_nothing_and_keeps_what_was_typed(client, training):
    user, row = coordinator(), nominated(training, sex="female")
    nominated(training, sex="male")
    set_targets(training=training, by=user, targets=[Target(kind="sex", key="female", at_least=1)])
    client.force_login(user)
    assert "1 target is not met" in page(client, address("selection", training))
    data = {"part": "count", "on": [row.pk], "reason": "First camp", f"reason-{row.pk}": "Writes poems"}
    board = page(client, address("choose", training), data)
    assert "Every target is met" in board
    assert ticked(board) == [row.pk]
    assert 'value="First camp"' in board
    assert 'value="Writes poems"' in board
    assert not Participation.objects.exists()


def test_saving_without_a_reason_or_beyond_the_places_says_why_and_keeps_the_ticks(client, training):
    rows = [nominated(training) for _n in range(5)]
    client.force_login(coordinator())
    everybody = [row.pk for row in rows]
    board = page(client, address("choose", training), {"part": "save", "on": everybody[:2], "reason": ""})
    assert "Write a reason: the group may ask." in board
    assert sorted(ticked(board)) == everybody[:2]
    board = page(client, address("choose", training), {"part": "save", "on": everybody, "reason": "x"})
    assert "All 4 places are taken." in board
    assert sorted(ticked(board)) == everybody
    board = page(client, address("choose", training), {"part": "save", "on": everybody[:1], "reason": "x", "rest": "wait"})
    assert "Write a reason: the group may ask." in board
    assert not Participation.objects.exists()


def test_targets_that_cannot_be_met_are_named_on_the_board(client, training):
    user = coordinator()
    nominated(training, sex="female")
    for _n in range(3):
        nominated(training, sex="male")
    set_targets(
        training=training, by=user, targets=[Target(kind="sex", key="female", at_least=2), Target(kind="sex", key="male", at_least=1)]
    )
    client.force_login(user)
    board = page(client, address("propose", training), {})
    assert "These cannot be met together" in board
    assert "Sex, female: at least 2. Chosen or still to be decided: 1." in board
    assert "Sex, male: at least" not in board
    assert ticked(board) == []


def test_targets_page_saves_what_is_filled_in_and_shows_what_is_wrong(client, training):
    nominated(training, sex="female")
    client.force_login(coordinator())
    url = address("targets", training)
    body = page(client, url)
    assert "Sex, female: at least" in body
    assert "Ethnicity" not in body
    assert "each: Province: at most" in body
    assert client.post(url, {"least-0": "3", "most-0": "2"}).status_code == 200
    assert "The most is fewer than the least." in page(client, url, {"least-0": "3", "most-0": "2"})
    assert client.post(url, {"least-0": "9"}).status_code == 200
    assert not SelectionTarget.objects.exists()
    assert "1 target is not met" in page(client, url, {"least-0": "1", "most-0": "2"})
    assert list(SelectionTarget.objects.values_list("kind", "key", "at_least", "at_most")) == [("sex", "female", 1, 2)]
    page(client, url, {})
    assert not SelectionTarget.objects.exists()


def test_ethnicity_is_on_the_pages_of_a_reader_only(client, training):
    user, row = reader(), nominated(training, "Дунган")
    set_targets(training=training, by=user, targets=[Target(kind="ethnicity", key=key_of("Дунган"), at_least=1)])
    proposal = propose_selection(training=training, by=user)
    paths = [address(name, training) for name in ("selection", "targets")] + [f"{address('selection', training)}?proposal={proposal.pk}"]
    client.force_login(user)
    assert all("Дунган" in page(client, path) for path in paths)
    client.force_login(coordinator())
    shown = [page(client, path) for path in paths]
    assert not any("Дунган" in body or "thnicity" in body for body in shown)
    assert ticked(shown[2]) == []
    assert row.person.written_name in shown[0]


@pytest.mark.parametrize("make", [coordinator, reader])
def test_board_with_targets_and_proposal_takes_the_same_statements_for_1_and_for_30(client, training, make):
    user = make()
    nominated(training, "Кыргыз")
    targets = [Target(kind="sex", key="female", at_least=1), Target(kind="group", at_most=2), Target(kind="province", at_least=1)]
    set_targets(training=training, by=user, targets=targets)
    client.force_login(user)
    counts = []
    for more in (0, 29):
        for _n in range(more):
            nominated(training, "Кыргыз")
        url = f"{address('selection', training)}?proposal={propose_selection(training=training, by=user).pk}"
        page(client, url)
        with CaptureQueriesContext(connection) as captured:
            page(client, url)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", ["ky", "ru", "uz", "en"])
def test_protocol_says_who_decided_with_targets_candidates_and_reasons_and_is_logged(client, training, language):
    user = holder("training_coordinator", name="Чолпон Иманова")
    rows = [nominated(training, written_name=f"Токтосунова Айгүл {n}") for n in range(3)]
    set_targets(training=training, by=user, targets=[Target(kind="sex", key="female", at_least=2)])
    proposal = propose_selection(training=training, by=user)
    save_choice(training=training, by=user, chosen={rows[0].pk: "Клубду жетектейт 😀"}, proposal=proposal)
    decide(nomination=rows[1], training=training, action="reject", by=user, reason="Был в прошлом году")
    client.force_login(user)
    response = client.get(reverse("trainings:protocol", args=[training.slug, language]))
    content = response.content
    text = " ".join(check.text(content).split())
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/pdf", "no-store, private")
    said = ["Чолпон Иманова", training.number, "Клубду жетектейт ?", "Был в прошлом году", *(row.person.written_name for row in rows)]
    assert [words for words in said if words not in text] == []
    assert check.metadata(content)[0] == language
    assert set(check.fonts(content).values()) == {True}
    assert check.outside(content, margin=5) == []
    log = AccessLog.objects.get(action="print_protocol")
    assert (log.user, log.subject_id, log.rows, log.reason) == (user, str(training.pk), 3, f"protocol, {language}")


def test_protocol_counts_ethnicity_for_a_reader_only_and_not_of_a_few(client, training):
    user = reader()
    rows = [nominated(training, "Дунган", written_name="Bek") for _n in range(2)]
    targets = [Target(kind="ethnicity", key=key_of("Дунган"), at_least=1), Target(kind="sex", key="female", at_most=3)]
    set_targets(training=training, by=user, targets=targets)
    save_choice(training=training, by=user, chosen={row.pk: "x" for row in rows})
    url = reverse("trainings:protocol", args=[training.slug, "en"])
    text = " ".join(check.text(get(client, user, url).content).split())
    assert "Ethnicity: Дунган at least 1 fewer than 5 yes" in text
    assert "set targets on ethnicity" in text
    assert text.count("Дунган") == 1
    plain = check.text(get(client, coordinator(), url).content)
    assert "Дунган" not in plain
    assert "thnicity" not in plain
    assert "Sex: female" in plain


def test_the_protocol_is_kept_as_it_stood_when_the_groups_were_told(client, training):
    user = reader()
    first, second = (nominated(training, "Дунган", written_name=name) for name in ("Асанова Айпери", "Бакиров Эрлан"))
    set_targets(training=training, by=user, targets=[Target(kind="ethnicity", key=key_of("Дунган"), at_least=1)])
    decide(nomination=first, training=training, action="select", by=user, reason="Клубду жетектейт")
    tell_groups(training=training, by=user)
    decide(nomination=first, training=training, action="reject", by=user, reason="Оорукана")
    kept = training.protocols.get()
    client.force_login(user)
    board = address("selection", training)
    [link] = re.findall(r'href="([^"]+/protocol/kept/[^"]+)"', page(client, board))
    content = b"".join(client.get(link).streaming_content)
    text = check.text(content)
    assert [words in text for words in ("Клубду жетектейт", "Бакиров Эрлан", "Оорукана", "Дунган")] == [True, True, False, False]
    assert hashlib.sha256(content).hexdigest() == kept.file_sha256 == events_of(training).get(action="protocol_kept").data["sha256"]
    assert AccessLog.objects.get(action="print_protocol").reason == "kept protocol 1"
    mark_group_told(training=training, group=first.group, by=user)
    tell_groups(training=training, by=user)
    assert [row.number for row in training.protocols.all()] == [1, 2], "kept once for what was decided in between"
    boss = holder("programme_manager")
    erase_person(request=request_erasure(person=second.person, asked_by="self", asked_on=timezone.localdate(), by=boss), by=boss)
    assert client.get(link).status_code == 404
    assert "/protocol/kept/" not in page(client, board)
    assert training.protocols.get(number=1).file_sha256 == kept.file_sha256


def test_protocol_of_60_with_long_names_stays_inside_its_pages_and_is_the_same_twice(client):
    training = TrainingFactory(call=TrainingCallFactory())
    long = "Абдырахмангазиева Гүлбүбүайым Токтогулжановна"
    rows = [nominated(training, written_name=f"{long} {n}", institution="Жалпы билим берүүчү орто мектеп " * 2) for n in range(60)]
    Nomination.objects.filter(pk__in=[row.pk for row in rows]).update(state="waiting", reason="Орун жетпей калды, бирок " * 11)
    client.force_login(coordinator())
    url = reverse("trainings:protocol", args=[training.slug, "ky"])
    first = client.get(url).content
    assert first == client.get(url).content
    assert check.outside(first, margin=5) == []
    pages = check.texts(first)
    assert len(pages) > 5
    assert f"{long} 59" in " ".join(" ".join(pages).split())


@pytest.mark.parametrize("path", ["targets", "protocol"])
def test_pages_are_not_found_for_trainer_partner_and_without_a_call(client, training, path):
    extra = ["ky"] if path == "protocol" else []
    url = reverse(f"trainings:{path}", args=[training.slug, *extra])
    for user in (trainer_of(training), holder("training_coordinator", OrganisationFactory()), holder("me_officer")):
        assert get(client, user, url).status_code == 404
    without = reverse(f"trainings:{path}", args=[TrainingFactory().slug, *extra])
    assert get(client, coordinator(), without).status_code == 404
    if extra:
        assert get(client, coordinator(), reverse("trainings:protocol", args=[training.slug, "de"])).status_code == 404


@pytest.mark.parametrize(("name", "extra"), [("targets", []), ("propose", []), ("choose", []), ("protocol", ["ky"])])
def test_candidates_who_are_minors_open_for_the_cleared_only(client, training, name, extra):
    row = nominated(training, birth_year=training.first_day.year - 15)
    user = holder("training_coordinator", cleared=False, language="en")
    client.force_login(user)
    url = reverse(f"trainings:{name}", args=[training.slug, *extra])

    def ask():
        return client.post(url, {"part": "save", "on": [row.pk], "reason": "x"}) if name in ("propose", "choose") else client.get(url)

    assert ask().status_code == 403
    assert not Event.objects.filter(action__in=["selection_proposed", "selection_saved"]).exists()
    clear(user)
    assert ask().status_code in (200, 302)


def test_a_proposal_of_another_training_or_an_odd_number_is_no_proposal(client, training):
    user, row = coordinator(), nominated(training)
    other = TrainingFactory(call=training.call)
    proposal = propose_selection(training=other, by=user)
    client.force_login(user)
    for odd in (proposal.pk, "x", "9" * 40, "²", "-1", ""):
        body = page(client, f"{address('selection', training)}?proposal={odd}")
        assert ticked(body) == []
        assert row.person.written_name in body
