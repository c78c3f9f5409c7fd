import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

import demo
from accounts.roles import Role
from core.models import AccessLog, StoredFile
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.trainings import ParticipationFactory, TrainingFactory, trainer_of
from tests.factories.youth_groups import PersonFactory, member_account
from tests.trainings.rosters import coordinator
from trainings.domain.import_files import stage_roster
from trainings.domain.imports import confirm_import, decide_pairs
from trainings.models import Participation, RosterImport
from youth_groups.models import Consent, Person
from youth_groups.queries.consents import consents_standing

pytestmark = pytest.mark.django_db
CAMP = (Path(demo.__file__).parent / "data" / "rosters" / "camp-2019.xlsx").read_bytes()


def text_of(response) -> str:
    return response.content.decode()


def chosen_as_offered(row) -> dict[str, str]:
    return {f"column-{column['key']}": column["offer"] for sheet in row.columns["sheets"] for column in sheet["columns"]}


def test_the_camp_from_the_file_to_the_roster(signed_in):
    training = TrainingFactory()
    client = signed_in(coordinator())
    sent = client.post(reverse("trainings:import_upload", args=[training.slug]), {"file": SimpleUploadedFile("camp-2019.xlsx", CAMP)})
    row = RosterImport.objects.get()
    columns = reverse("trainings:import_columns", args=[row.pk])
    assert (sent.status_code, sent["Location"], client.get(row.get_absolute_url())["Location"]) == (302, columns, columns)
    asked = text_of(client.get(columns))
    assert [word for word in ("Улуту", "ПИН", "Колу", "signatures stay on paper") if word not in asked] == []
    read = client.post(columns, chosen_as_offered(row), follow=True)
    assert read.redirect_chain[-1][0] == row.get_absolute_url()
    page = text_of(read)
    assert [word for word in ("Улуту", "ПИН", "Колу", "signatures stay on paper") if word not in page] == []
    assert (page.count('value="same"'), page.count('value="two"')) == (3, 3)
    refused = client.post(row.get_absolute_url(), {"action": "confirm"}, follow=True)
    assert "Decide first about the pairs that are still open: 3." in text_of(refused)
    decisions = {f"pair-{pair.pk}": "same" for pair in row.pairs.all()}
    done = client.post(row.get_absolute_url(), {**decisions, "action": "confirm"}, follow=True)
    assert "54 people stand on the roster now" in text_of(done)
    assert Participation.objects.filter(training=training).count() == 54
    client.post(row.get_absolute_url(), {"action": "confirm"})
    assert Participation.objects.filter(training=training).count() == 54


def test_what_one_reader_had_read_another_reads_in_their_own_language(signed_in):
    with override("ru"):
        row = stage_roster(training=TrainingFactory(), content=CAMP, file_name="camp.xlsx", by=coordinator())
    client = signed_in(coordinator())
    client.cookies["language"] = "ky"
    page = text_of(client.get(row.get_absolute_url()))
    with override("ky"):
        words = [gettext(word) for word in ("signatures stay on paper", "the same name", row.pairs.first().reasons[-1])]
    assert [word for word in words if word not in page] == []
    assert "signatures stay on paper" not in page
    assert "подписи" not in page


def test_decisions_are_kept_without_importing_and_shown_again(signed_in):
    row = stage_roster(training=TrainingFactory(), content=CAMP, file_name="camp.xlsx", by=coordinator())
    client = signed_in(coordinator())
    pair = row.pairs.first()
    kept = client.post(row.get_absolute_url(), {f"pair-{pair.pk}": "two", "action": "save"}, follow=True)
    assert "2 pairs are still open" in text_of(kept)
    assert re.search(rf'name="pair-{pair.pk}" value="two" checked', text_of(kept))
    likely = client.post(row.get_absolute_url(), {"action": "very_likely"}, follow=True)
    assert row.pairs.filter(decision="").count() == row.pairs.filter(decision="", score__lt=90).count()
    assert "very likely pair" not in text_of(likely)
    assert (row.pairs.get(pk=pair.pk).decision, Person.objects.count()) == ("two", 0)


@pytest.mark.parametrize("content", [b"", b"\x00\x01", "Салам\n".encode()])
def test_a_file_that_is_no_roster_gets_a_clear_message(signed_in, content):
    training = TrainingFactory()
    page = signed_in(coordinator()).post(
        reverse("trainings:import_upload", args=[training.slug]), {"file": SimpleUploadedFile("list.csv", content)}
    )
    assert (page.status_code, RosterImport.objects.count()) == (200, 0)
    assert 'role="alert"' in text_of(page)


def test_the_error_sheet_says_where_and_how_and_repeats_no_cell(signed_in):
    content = 'Фамилия;Имя;Пол;Г.р.\n"=HYPERLINK(""http://x"")";Бакыт;муж;1998\nАсанов;Манас;муж;198\nАсанова;Айжан;жен;1999\n'.encode()
    row = stage_roster(training=TrainingFactory(), content=content, file_name="list.csv", by=coordinator())
    sheet = signed_in(coordinator()).get(reverse("trainings:import_errors", args=[row.pk]))
    lines = b"".join(sheet.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        "Row,Column,What is wrong,How to mend it",
        "2,Фамилия,There is a formula instead of a name.,Write the name itself into the cell.",
        '3,Г.р.,The birth year cannot be read.,"Write the year with four digits, for example 2004."',
    ]


def test_every_page_is_404_for_others(signed_in):
    training = TrainingFactory()
    row = stage_roster(training=training, content=CAMP, file_name="camp.xlsx", by=coordinator())
    addresses = [
        reverse("trainings:import_upload", args=[training.slug]),
        reverse("trainings:consents", args=[training.slug]),
        row.get_absolute_url(),
        reverse("trainings:import_errors", args=[row.pk]),
        reverse("trainings:import_columns", args=[row.pk]),
        reverse("trainings:import_discard", args=[row.pk]),
        reverse("trainings:import_undo", args=[row.pk]),
    ]
    from tests.factories.youth_groups import GroupFactory

    strangers = [
        UserFactory(),
        member_account(GroupFactory()),
        trainer_of(training),
        holder(Role.TRAINING_COORDINATOR, OrganisationFactory()),
        holder(Role.GRANTS_OFFICER),
    ]
    for stranger in strangers:
        client = signed_in(stranger)
        assert [client.get(address).status_code for address in addresses if "discard" not in address and "undo" not in address] == [404] * 5
        assert [client.post(address, {"action": "confirm"}).status_code for address in addresses if "errors" not in address] == [404] * 6
    assert RosterImport.objects.get().state == "staged"


def test_discarding_blanks_the_rows(signed_in):
    row = stage_roster(training=TrainingFactory(), content=CAMP, file_name="camp.xlsx", by=coordinator())
    client = signed_in(coordinator())
    address = reverse("trainings:import_discard", args=[row.pk])
    assert client.get(address).status_code == 405
    assert RosterImport.objects.get().state == "staged"
    client.post(address)
    assert (RosterImport.objects.get().state, set(map(str, row.rows.values_list("data", flat=True)))) == ("discarded", {"{}"})


def test_looking_at_staged_rows_is_logged(signed_in):
    row = stage_roster(training=TrainingFactory(), content=CAMP, file_name="camp.xlsx", by=coordinator())
    signed_in(coordinator()).get(row.get_absolute_url())
    assert list(AccessLog.objects.values_list("action", "subject_id", "rows")) == [("read_import", str(row.pk), 57)]


def keys_of(person, *wanted) -> list[str]:
    return [f"{person.pk}-{purpose}-{by}" for purpose, by in wanted]


def test_paper_consents_of_a_whole_roster_on_one_page(signed_in):
    training, by = TrainingFactory(), coordinator()
    row = stage_roster(training=training, content=CAMP, file_name="camp.xlsx", by=by)
    decide_pairs(roster_import=row, decisions=dict.fromkeys(row.pairs.values_list("pk", flat=True), "same"), by=by)
    confirm_import(roster_import=row, by=by)
    people = list(Person.objects.filter(participations__training=training))
    client, address = signed_in(by), reverse("trainings:consents", args=[training.slug])
    page = text_of(client.get(address))
    assert page.count('type="checkbox"') == len(people) * 4 + 4 * sum(p.is_minor_on(training.first_day) for p in people)
    ticks = [
        key
        for person in people
        for key in keys_of(person, ("participation", "caregiver"), ("participation", "self"))
        if f'value="{key}"' in page
    ]
    form = {"given_on": timezone.localdate().isoformat(), "language": "ky", "was": "", "on": ticks}
    form |= {f"relation-{person.pk}": "апасы" for person in people}
    scan = SimpleUploadedFile("papers.pdf", b"%PDF-1.4\n%%EOF\n")
    saved = client.post(address, {**form, "scan": scan}, follow=True)
    assert f"{len(ticks)} answers are recorded." in text_of(saved)
    standing = consents_standing([p.pk for p in people], "participation", training.first_day)
    assert {s.ok for s in standing.values()} == {True}
    assert not any(s.ok for s in consents_standing([p.pk for p in people], "photo_internal", training.first_day).values())
    assert (StoredFile.objects.count(), Consent.objects.filter(scan=None).count()) == (1, 0)


def minor_on_roster():
    training = TrainingFactory()
    return training, ParticipationFactory(training=training, person=PersonFactory(birth_year=2012)).person


def test_sending_the_page_again_writes_only_what_differs(signed_in):
    training, person = minor_on_roster()
    client, address = signed_in(coordinator()), reverse("trainings:consents", args=[training.slug])
    first = keys_of(person, ("participation", "caregiver"), ("participation", "self"))
    form = {"given_on": timezone.localdate().isoformat(), "language": "ru", f"relation-{person.pk}": "мать"}
    client.post(address, {**form, "was": "", "on": first})
    client.post(address, {**form, "was": "", "on": first})
    assert Consent.objects.count() == 2
    client.post(address, {**form, "was": " ".join(first), "on": first[1:]})
    assert list(Consent.objects.order_by("recorded_at").values_list("by", "answer", "language")) == [
        ("caregiver", "given", "ru"),
        ("self", "given", "ru"),
        ("caregiver", "withdrawn", "ru"),
    ]


def test_a_page_that_was_opened_before_others_ticked_withdraws_nothing(signed_in):
    training, person = minor_on_roster()
    client, address = signed_in(coordinator()), reverse("trainings:consents", args=[training.slug])
    form = {"given_on": timezone.localdate().isoformat(), "language": "ky", f"relation-{person.pk}": "апасы"}
    client.post(address, {**form, "was": "", "on": keys_of(person, ("participation", "self"))})
    client.post(address, {**form, "was": "", "on": keys_of(person, ("travel", "self"))})
    assert sorted(Consent.objects.values_list("purpose", "answer")) == [("participation", "given"), ("travel", "given")]


def test_a_caregivers_tick_without_relation_is_refused_and_what_was_ticked_is_kept(signed_in):
    training, person = minor_on_roster()
    key = keys_of(person, ("travel", "caregiver"))[0]
    page = signed_in(coordinator()).post(
        reverse("trainings:consents", args=[training.slug]),
        {"given_on": timezone.localdate().isoformat(), "language": "ky", "was": "", "on": [key]},
    )
    assert (page.status_code, Consent.objects.count()) == (200, 0)
    assert "who the caregiver is" in text_of(page)
    assert re.search(rf'value="{key}" checked', text_of(page))


def test_a_column_is_ticked_without_recording(signed_in):
    training, person = minor_on_roster()
    page = text_of(
        signed_in(coordinator()).post(
            reverse("trainings:consents", args=[training.slug]), {"fill": "travel-caregiver", "was": "", "given_on": "", "language": "ky"}
        )
    )
    assert (Consent.objects.count(), page.count(" checked")) == (0, 1)


def test_pages_take_the_same_statements_for_few_and_many_rows(signed_in, django_assert_max_num_queries):
    by = coordinator()
    client = signed_in(by)
    counts = []
    for number in (2, 40):
        training = TrainingFactory()
        lines = "".join(f"Асанов;Бакыт{chr(1072 + n // 2)};муж;{1940 + 3 * (n // 2)};Ош\n" for n in range(number))
        row = stage_roster(training=training, content=f"Фамилия;Имя;Пол;Г.р.;Село\n{lines}".encode(), file_name="a.csv", by=by)
        assert row.pairs.count() == number // 2
        for _n in range(number):
            ParticipationFactory(training=training, person=PersonFactory(birth_year=2012))
        for address in (row.get_absolute_url(), reverse("trainings:consents", args=[training.slug])):
            with django_assert_max_num_queries(30) as captured:
                assert client.get(address).status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[2:]
