"""A person is erased: every count stays as it was, their name is nowhere."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from core.models import Event, EventDetail, StoredFile
from core.refusals import Refused
from core.uploads import store_bytes
from tests.factories.programme import OrganisationFactory
from tests.factories.youth_groups import PersonFactory
from tests.youth_groups.domain.erasure import DAY, LATIN, NAME, SPELLINGS, TRACES, World, named_rows, traces
from trainings.domain.certificates import certificate_file
from trainings.models import Certificate, Participation
from youth_groups.models import Consent, Person, PersonKey, Support
from youth_groups.queries.groups import people_listed


@pytest.mark.django_db(transaction=True)
def test_erased_every_count_is_as_it_was_and_the_name_is_nowhere(tmp_path: Path, log: io.StringIO) -> None:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend", EMAIL_FILE_PATH=tmp_path / "mail"):
        before = set(traces(Path(settings.PRIVATE_ROOT)))
        world = World()
        assert len(set(traces(Path(settings.PRIVATE_ROOT))) - before) == 4
        assert len(named_rows()) > 15, "else the search would prove nothing"
        counts = world.payload()
        people = Person.objects.count(), Participation.objects.count(), Consent.objects.count(), Event.objects.count()
        row = world.erase()
    assert world.payload() == counts
    assert (Person.objects.count(), Participation.objects.count(), Consent.objects.count()) == people[:3]
    assert row.proof["left"] == {}
    assert named_rows() == []
    assert traces(tmp_path / "mail") == []
    assert (tmp_path / "mail" / "others.log").exists()
    assert not any(trace.decode("utf-8", "ignore") in log.getvalue() for trace in TRACES[:-1])
    stored = StoredFile.objects.filter(file="")
    assert stored.count() == 4
    assert set(traces(Path(settings.PRIVATE_ROOT))) <= before, "contents that other tests left behind"
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        for path in (Path(name), Path(f"{name}-wal")):
            content = path.read_bytes() if path.exists() else b""
            assert [trace for trace in TRACES if trace in content] == [], path


@pytest.mark.django_db
class TestErased:
    @pytest.fixture
    def world(self, settings: Any, tmp_path: Path) -> World:
        settings.EMAIL_FILE_PATH = tmp_path
        return World()

    def test_the_record_keeps_what_counts_and_nothing_else(self, world: World) -> None:
        province = world.person.locality.province_id
        world.erase()
        row = Person.objects.get(pk=world.person.pk)
        assert (row.written_name, row.folded, row.sex, row.birth_year, row.province_id) == (
            row.number,
            row.number.casefold(),
            "female",
            2004,
            province,
        )
        assert (row.phone, row.institution, row.locality, row.user, row.certificate_name) == ("", "", None, None, "")
        assert (row.erased_at is not None, row.no_messages, row.may_call) == (True, True, False)

    def test_a_record_that_was_merged_into_it_is_erased_too(self, world: World) -> None:
        row = world.erase()
        twin = Person.objects.get(pk=world.twin.pk)
        assert (twin.written_name, twin.erased_at is not None) == (twin.number, True)
        assert row.proof["people"] == sorted([world.person.number, world.twin.number])

    def test_a_certificate_keeps_number_hash_training_and_state_and_is_still_verified(self, world: World, client: Any) -> None:
        world.erase()
        row = Certificate.objects.get(pk=world.certificate.pk)
        assert (row.number, row.facts_sha256, row.file_sha256, row.training_id, row.state, row.facts, row.file) == (
            world.certificate.number,
            "a" * 64,
            "b" * 64,
            world.training.pk,
            "valid",
            "",
            None,
        )
        page = client.get(reverse("verify_number", args=[row.number]))
        assert page.status_code == 200
        assert world.training.public_title in page.content.decode()
        with pytest.raises(Refused) as refusal:
            certificate_file(certificate=row)
        assert refusal.value.code == "erased"

    def test_events_stay_with_their_hashes_their_notes_are_blank(self, world: World) -> None:
        events = Event.objects.count()
        world.erase()
        assert Event.objects.filter(pk=world.note.pk).values_list("detail_sha256", flat=True)[0] == world.note.detail_sha256
        assert set(EventDetail.objects.filter(event__action="noted").values_list("text", flat=True)) == {""}
        assert Event.objects.count() > events

    def test_others_words_lose_the_name_only(self, world: World) -> None:
        world.erase()
        assert Support.objects.get().note == "Спросила …, тел. …"

    def test_the_account_is_closed_and_nameless(self, world: World) -> None:
        world.erase()
        world.account.refresh_from_db()
        assert (world.account.name, world.account.email, world.account.is_active) == ("", None, False)

    def test_an_account_with_an_office_role_stays(self, world: World) -> None:
        keeper = world.keeper
        Person.objects.filter(pk=world.person.pk).update(user=keeper)
        row = world.erase()
        keeper.refresh_from_db()
        assert (keeper.is_active, row.proof["blanked"]["accounts.User.kept"]) == (True, 1)

    def test_nobody_finds_the_person_by_name_and_everybody_by_number(self, world: World) -> None:
        world.erase()
        assert PersonKey.objects.filter(person=world.person).count() == 0
        assert list(people_listed(world.manager, text=LATIN)) == []
        assert [row.pk for row in people_listed(world.manager, text=world.person.number)] == [world.person.pk]

    def test_somebody_elses_record_of_the_same_name_is_not_touched_and_stands_in_the_proof(self, world: World) -> None:
        other = PersonFactory(written_name=NAME, folded=NAME.casefold(), organisation=OrganisationFactory())
        row = world.erase()
        other.refresh_from_db()
        assert (other.written_name, row.proof["left"]) == (NAME, {"youth_groups.Person": 1})

    def test_the_proof_holds_numbers_and_no_value(self, world: World) -> None:
        row = world.erase()
        assert row.proof["blanked"]["trainings.Certificate.facts"] == 1
        assert row.proof["blanked"]["youth_groups.Caregiver.name"] == 1
        assert not SPELLINGS.names_in(json.dumps(row.proof, ensure_ascii=False))
        body = {key: value for key, value in row.proof.items() if key != "sha256"}
        text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == row.proof["sha256"]

    def test_a_photo_that_shows_the_person_goes(self, world: World) -> None:
        from youth_groups.models import Campaign, CampaignPhoto

        campaign = Campaign.objects.create(
            group=world.group,
            locality=world.group.locality,
            number="C-1",
            title="x",
            theme="other",
            first_day=DAY,
            last_day=DAY,
            written_by=world.keeper,
        )
        file = store_bytes(content=b"picture", name="p.jpg", content_type="image/jpeg")
        photo = CampaignPhoto.objects.create(campaign=campaign, file=file, added_by=world.keeper)
        photo.people.add(world.person)
        world.erase()
        photo.refresh_from_db()
        assert (photo.removed_at is not None, StoredFile.objects.get(pk=file.pk).file.name) == (True, "")
