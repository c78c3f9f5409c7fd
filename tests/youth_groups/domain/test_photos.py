import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from accounts.roles import Role
from core.events import events_of
from core.models import StoredFile
from core.refusals import Refused
from tests.core.test_uploads import picture
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from youth_groups.domain.campaigns import approve_campaign, report_campaign, save_campaign_activity
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.domain.photos import MOST_PHOTOS, add_photo, describe_photo, remove_photo
from youth_groups.models import CampaignPhoto
from youth_groups.queries.photos import photos_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
INSIDE, OUTSIDE = "photo_internal", "photo_publication"


@pytest.fixture
def adult(group):
    return MembershipFactory(group=group, person=PersonFactory(birth_year=1990)).person


def added(campaign, by, *people, **more):
    facts = {"shows": "adults" if people else "none", "upload": io.BytesIO(picture()), "name": "Айгүл.jpg"}
    return add_photo(campaign=campaign, by=by, people=people, **facts | more)


def answer(person, purpose, by="self", answer="given"):
    relation = "mother" if by == "caregiver" else ""
    rows = [ConsentGiven(person=person, purpose=purpose, by=by, relation=relation, answer=answer)]
    record_consents(answers=rows, by=holder(Role.PROGRAMME_MANAGER), given_on=timezone.localdate())


def may(campaign):
    (found,) = photos_of(campaign)
    return found.inside, found.outside


def test_a_photo_is_kept_small_without_its_metadata_and_its_name(campaign, editor):
    exif = Image.Exif()
    exif[0x010F] = "Camera of Aigul"
    row = added(campaign, editor, upload=io.BytesIO(picture(size=(2000, 1000), exif=exif)), caption=" Race ")
    with row.file.file.open("rb") as content, Image.open(content) as kept:
        assert (kept.size, dict(kept.getexif())) == ((1600, 800), {})
    assert (row.file.name, row.caption, row.shows) == (f"{campaign.number}.jpg", "Race", "none")
    assert [event.action for event in events_of(campaign)] == ["written", "photo_added"]


def test_a_photo_without_people_may_be_shown(campaign, editor):
    added(campaign, editor)
    assert may(campaign) == (True, True)


def test_no_answer_means_no_and_each_purpose_stands_for_itself(campaign, editor, adult):
    added(campaign, editor, adult)
    (found,) = photos_of(campaign)
    assert (found.inside, found.outside, [m.person for m in found.missing_inside]) == (False, False, [adult])
    answer(adult, OUTSIDE)
    assert may(campaign) == (False, False)
    answer(adult, INSIDE)
    assert may(campaign) == (True, True)
    answer(adult, OUTSIDE, answer="withdrawn")
    assert may(campaign) == (True, False)
    answer(adult, INSIDE, answer="withdrawn")
    (found,) = photos_of(campaign)
    assert (found.inside, found.missing_inside[0].words) == (False, ("the person withdrew the consent",))


@pytest.mark.parametrize("purpose", [INSIDE, OUTSIDE])
def test_a_minor_needs_the_caregiver_and_the_own_assent(campaign, editor, child, purpose):
    assert added(campaign, editor, child).shows == "minors"
    for other in {INSIDE, OUTSIDE} - {purpose}:
        answer(child, other)
        answer(child, other, by="caregiver")
    place = (INSIDE, OUTSIDE).index(purpose)
    assert may(campaign)[place] is False
    answer(child, purpose, by="caregiver")
    assert may(campaign)[place] is False
    answer(child, purpose)
    assert may(campaign) == (True, True)
    answer(child, purpose, by="caregiver", answer="withdrawn")
    assert may(campaign)[place] is False


def test_one_of_several_hides_the_photo_of_all(campaign, editor, adult, child):
    added(campaign, editor, adult, child)
    answer(adult, INSIDE)
    (found,) = photos_of(campaign)
    assert ([m.person for m in found.missing_inside], found.inside) == ([child], False)
    assert found.missing_inside[0].words == ("the caregiver's consent is missing", "the child's own assent is missing")


def test_somebody_who_is_not_in_the_records_hides_it(campaign, editor, adult):
    answer(adult, INSIDE)
    row = added(campaign, editor, adult, unknown_people=True)
    assert may(campaign) == (False, False)
    describe_photo(photo=row, by=editor, shows="adults", people=[adult])
    assert may(campaign) == (True, False)


@pytest.mark.parametrize(("shows", "named"), [("none", True), ("adults", False), ("minors", False)])
def test_who_is_on_it_must_be_said(campaign, editor, adult, shows, named):
    with pytest.raises(Refused) as refusal:
        added(campaign, editor, *([adult] if named else []), shows=shows)
    assert refusal.value.code == "no_people"


def test_only_people_whom_the_group_knows_and_only_pictures(campaign, editor):
    for code, more in (
        ("not_a_member", {"people": [PersonFactory()], "shows": "adults"}),
        ("wrong_type", {"upload": io.BytesIO(b"%PDF-1.4")}),
    ):
        with pytest.raises(Refused) as refusal:
            add_photo(**{"campaign": campaign, "by": editor, "shows": "none", "upload": io.BytesIO(picture()), "name": "a.jpg"} | more)
        assert refusal.value.code == code
    assert (CampaignPhoto.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_the_permission_is_one_of_its_own(campaign, group, editor):
    for role in (Role.PROGRAMME_MANAGER, Role.ME_OFFICER, Role.SAFEGUARDING_FOCAL_POINT):
        added(campaign, holder(role))
    strangers = [holder(role) for role in (Role.GRANTS_OFFICER, Role.TRAINING_COORDINATOR, Role.FINANCE_OFFICER)]
    strangers += [member_account(group, "view_group"), member_account(GroupFactory()), holder(Role.ME_OFFICER, OrganisationFactory())]
    for stranger in strangers:
        for verb in (lambda by: added(campaign, by), lambda by: remove_photo(photo=CampaignPhoto.objects.first(), by=by)):
            with pytest.raises(Refused) as refusal:
                verb(stranger)
            assert refusal.value.code == "not_yours"
    assert CampaignPhoto.objects.standing().count() == 3


def test_a_removed_photo_is_deleted_for_good_also_after_the_report(campaign, editor, django_capture_on_commit_callbacks):
    save_campaign_activity(campaign=campaign, by=editor, kind="lesson", title="Talk", day=DAY)
    row = added(campaign, editor, caption="Race")
    report_campaign(campaign=campaign, by=editor)
    approve_campaign(campaign=campaign, by=holder(Role.ME_OFFICER))
    storage, path = row.file.file.storage, row.file.file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_photo(photo=row, by=editor)
        remove_photo(photo=row, by=editor)
    row.refresh_from_db()
    assert (row.removed_at is not None, row.caption, row.file.file.name, storage.exists(path)) == (True, "", "", False)
    assert photos_of(campaign) == []
    assert [event.action for event in events_of(campaign)].count("photo_removed") == 1
    with pytest.raises(Refused) as refusal:
        describe_photo(photo=row, by=editor, shows="none")
    assert refusal.value.code == "gone"


def test_there_are_never_too_many_and_a_group_that_only_reads_only_removes(campaign, group, editor):
    for _number in range(MOST_PHOTOS):
        row = added(campaign, editor)
    with pytest.raises(Refused) as refusal:
        added(campaign, editor)
    assert refusal.value.code == "too_many"
    type(group).objects.filter(pk=group.pk).update(state="defunct")
    with pytest.raises(Refused) as refusal:
        describe_photo(photo=row, by=editor, shows="none", caption="x")
    assert refusal.value.code == "not_active"
    remove_photo(photo=row, by=editor)
    assert CampaignPhoto.objects.standing().count() == MOST_PHOTOS - 1


def test_judging_takes_the_same_statements_with_many_photos(campaign, editor, adult, child):
    found = []
    for number in (1, 9):
        for _number in range(number):
            added(campaign, editor, adult, child)
        with CaptureQueriesContext(connection) as captured:
            assert len(photos_of(campaign)) >= number
        found.append(len(captured))
    assert found[0] == found[1] <= 5
