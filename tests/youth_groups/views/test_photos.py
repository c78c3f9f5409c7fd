from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from core.models import AccessLog
from tests.core.test_uploads import picture
from tests.factories.accounts import UserFactory
from tests.factories.programme import OrganisationFactory, holder
from tests.factories.youth_groups import GroupFactory, member_account
from youth_groups.domain.campaigns import save_campaign_activity, write_campaign
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.models import CampaignPhoto

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def address(name, campaign, *args):
    return reverse(f"youth_groups:{name}", args=[campaign.number, *args])


def posted(client, campaign, **facts):
    upload = SimpleUploadedFile("a.jpg", picture())
    return client.post(address("campaign_photo_add", campaign), {"upload": upload, "shows": "none", **facts})


def consent(person, purpose, answer="given"):
    rows = [
        ConsentGiven(person=person, purpose=purpose, by=by, relation="mother" if by == "caregiver" else "", answer=answer)
        for by in ("self", "caregiver")
    ]
    record_consents(answers=rows, by=holder(Role.PROGRAMME_MANAGER), given_on=timezone.localdate())


def test_a_photo_of_a_child_is_hidden_until_both_agree_and_at_once_when_one_withdraws(signed_in, campaign, editor, child):
    client = signed_in(editor)
    assert posted(client, campaign, shows="minors", people=[child.pk]).status_code == 302
    row = CampaignPhoto.objects.get()
    page, file, outside = (
        address("campaign_photos", campaign),
        address("campaign_photo_file", campaign, row.pk),
        address("campaign_photo_outside", campaign, row.pk),
    )

    def seen():
        text = client.get(page).content.decode()
        return (file in text, outside in text, client.get(file).status_code, client.get(outside).status_code)

    assert seen() == (False, False, 404, 404)
    assert f"{child.written_name}: the caregiver&#x27;s consent is missing; the child&#x27;s own assent is missing" in (
        client.get(page).content.decode()
    )
    consent(child, "photo_internal")
    assert seen() == (True, False, 200, 404)
    consent(child, "photo_publication")
    assert seen() == (True, True, 200, 200)
    consent(child, "photo_internal", "withdrawn")
    assert seen() == (False, False, 404, 404)


def test_the_picture_is_never_kept_by_anybody(signed_in, campaign, editor):
    client = signed_in(editor)
    posted(client, campaign)
    answer = client.get(address("campaign_photo_file", campaign, CampaignPhoto.objects.get().pk))
    assert (answer["Cache-Control"], answer["Content-Type"]) == ("no-store, private", "image/jpeg")
    assert "no-store" in client.get(address("campaign_photos", campaign))["Cache-Control"]


def test_reading_and_taking_out_photos_of_minors_is_logged(signed_in, campaign, editor, child):
    client = signed_in(editor)
    posted(client, campaign, shows="minors", people=[child.pk])
    consent(child, "photo_internal")
    consent(child, "photo_publication")
    AccessLog.objects.all().delete()
    client.get(address("campaign_photos", campaign))
    client.get(address("campaign_photo_outside", campaign, CampaignPhoto.objects.get().pk))
    rows = list(AccessLog.objects.order_by("pk").values_list("user", "action", "subject_id", "rows"))
    assert rows == [(editor.pk, action, str(campaign.pk), 1) for action in ("read_photos", "export_photo")]


def test_only_those_with_the_permission_open_photos_or_know_of_them(signed_in, campaign, group, editor):
    posted(signed_in(editor), campaign)
    row = CampaignPhoto.objects.get()
    names = [("campaign_photos", []), ("campaign_photo_add", [])]
    names += [(name, [row.pk]) for name in ("campaign_photo", "campaign_photo_file", "campaign_photo_outside")]
    seeing = [member_account(group, "view_group"), holder(Role.GRANTS_OFFICER), holder(Role.TRAINING_COORDINATOR)]
    others = [UserFactory(), member_account(GroupFactory()), holder(Role.ME_OFFICER, OrganisationFactory()), holder(Role.TRAINER)]
    for stranger in (*seeing, *others):
        client = signed_in(stranger)
        for name, args in names:
            found = (client.get(address(name, campaign, *args)).status_code, client.post(address(name, campaign, *args)).status_code)
            assert (name, found) in ((name, (404, 404)), (name, (404, 405)))
    for reader in seeing:
        assert "/photos/" not in signed_in(reader).get(campaign.get_absolute_url()).content.decode()
    for reader in (editor, holder(Role.ME_OFFICER)):
        assert "/photos/" in signed_in(reader).get(campaign.get_absolute_url()).content.decode()
    focal = signed_in(holder(Role.SAFEGUARDING_FOCAL_POINT))
    text = focal.get(address("campaign_photos", campaign)).content.decode()
    assert (address("campaign_photo_file", campaign, row.pk) in text, campaign.get_absolute_url() + '"' in text) == (True, False)


def test_who_is_on_it_is_put_right_and_the_photo_removed(signed_in, campaign, editor, child):
    client = signed_in(editor)
    page = posted(client, campaign, shows="minors").content.decode()
    assert "tick them, or say that nobody can" in page
    posted(client, campaign)
    row = CampaignPhoto.objects.get()
    one = address("campaign_photo", campaign, row.pk)
    assert client.post(one, {"shows": "minors", "people": [child.pk], "caption": "Race"}).status_code == 302
    assert list(row.people.all()) == [child]
    assert client.post(one, {"do": "remove"}).status_code == 302
    assert [client.get(where).status_code for where in (one, address("campaign_photo_file", campaign, row.pk))] == [404, 404]


def test_the_office_needs_its_papers_for_work_with_minors(signed_in, campaign, editor):
    posted(signed_in(editor), campaign)
    row = CampaignPhoto.objects.get()
    activity = save_campaign_activity(campaign=campaign, by=editor, kind="lesson", title="Talk", day=DAY)
    pages = [
        address("campaign_photos", campaign),
        address("campaign_photo_add", campaign),
        address("campaign_people", campaign, activity.pk),
    ]
    pages += [address(name, campaign, row.pk) for name in ("campaign_photo", "campaign_photo_file", "campaign_photo_outside")]
    for papers, status in ((False, 403), (True, 200)):
        client = signed_in(holder(Role.PROGRAMME_MANAGER, cleared=papers))
        assert [client.get(page).status_code for page in pages] == [status] * len(pages)


def test_another_campaigns_photo_is_not_found(signed_in, campaign, group, editor):
    client = signed_in(editor)
    posted(client, campaign)
    other = write_campaign(group=group, by=editor, title="Light", theme="other", first_day=DAY, last_day=DAY)
    row = CampaignPhoto.objects.get()
    assert client.get(address("campaign_photo_file", other, row.pk)).status_code == 404
