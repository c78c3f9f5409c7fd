"""One object of the lead organisation for each place in an address: the demo programme and what it lacks."""

import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.utils import timezone

from core.jobs import start_job
from core.route_list import ListedRoute, all_routes
from core.uploads import store_bytes
from tests.chain_grants import fill_grants
from tests.chain_trainings import fill_trainings
from tests.factories.programme import TOTP_SECRET

OUTSIDERS = ("partner_coordinator", "group2", "donor2")
#: Those who may open something of the lead organisation's chain, for the proof that an address leads to an object that is there.
INSIDERS = ("approver", "coordinator", "grants_officer", "me_officer", "trainer", "group", "donor", "reviewer1", "safeguarding", "finance")
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
#: Rows of the lead organisation where the organisation stands further off.
LEADS: dict[str, dict[str, str]] = {
    "programme.Organisation": {"code": "lead"},
    "programme.Donor": {"agreements__organisation__code": "lead"},
    "programme.DonorLogo": {"donor__agreements__organisation__code": "lead"},
    "programme.BudgetLine": {"agreement__organisation__code": "lead"},
    "trainings.ActivityType": {"code": "camp"},
}


@dataclass
class Chain:
    """One object of the lead organisation for each place in an address."""

    #: The address up to the place -> what stands there.
    values: dict[str, str] = field(default_factory=dict)
    #: One address as a whole -> what stands in it instead, by the name of the place.
    special: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Owners of groups and drafts besides the demo's people.
    insiders: list[Any] = field(default_factory=list)
    outsiders: dict[str, Any] = field(default_factory=dict)

    def address(self, route: str) -> str:
        """The route with objects in it. Raises LookupError for a place that nobody has filled here."""
        special = self.special.get(route, {})

        def fill(match: re.Match[str]) -> str:
            upto, name = route[: match.end()], match.group(2)
            if name in special:
                return special[name]
            if upto not in self.values:
                raise LookupError(f"{upto}: say in tests/chain.py which object of the lead organisation stands here")
            return str(self.values[upto])

        return PARAMETER.sub(fill, route)


def is_ours(found: ListedRoute) -> bool:
    """An address with an object in it that is not for everybody and not one of Wagtail's own pages, images, documents."""
    declared = found.declared
    if declared is None or "<" not in found.route or declared.audience in ("public", "signed_in"):
        return False
    return declared.audience == "object" or not found.route.startswith("/admin/") or declared.model is not None


ROUTES = [found for found in all_routes() if is_ours(found)]


def build_chain() -> Chain:
    from demo.management.commands.demo_data import build
    from demo.people import user_of

    build()
    users = {key: user_of(key) for key in (*OUTSIDERS, *INSIDERS)}
    for user in users.values():
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": TOTP_SECRET}})
    found = Chain(outsiders={key: users[key] for key in OUTSIDERS}, insiders=[users[key] for key in INSIDERS])
    _accounts_and_groups(found, users)
    fill_grants(found, users)
    fill_trainings(found, users)
    _summaries(found, users)
    _admin(found)
    return found


def _accounts_and_groups(found: Chain, users: dict[str, Any]) -> None:
    from programme.models import RoleHeld
    from youth_groups.models import Group, Person

    job = start_job(kind="trainings.certificates_bulk", arguments={}, by=users["coordinator"])
    job.result_file = store_bytes(content=b"%PDF-1.4", name="all.pdf", content_type="application/pdf", by=users["coordinator"])
    job.save()
    held = RoleHeld.objects.get(user=users["grants_officer"])
    own = Group.objects.filter(organisation__code="lead").editable_by(users["group"]).get()
    found.values |= {
        "/jobs/<uuid:pk>": str(job.pk),
        "/office/accounts/<slug:number>": users["grants_officer"].number,
        "/office/accounts/<slug:number>/roles/<int:pk>": held.pk,
        "/office/deputies/roles/<int:pk>": held.pk,
        **_readers(users),
        "/office/deputies/<int:pk>": _deputy(held, users).pk,
        "/groups/<str:number>": own.number,
        "/office/groups/<str:number>": own.number,
        "/groups/<str:number>/people/<slug:account>": users["group"].number,
        "/groups/<str:number>/invitations/<uuid:pk>": str(own.invitations.earliest("made_at").pk),
        "/groups/<str:number>/members/<int:pk>": own.memberships.earliest("pk").pk,
        "/groups/<str:number>/concerns/<int:pk>": own.concerns.earliest("rank").pk,
        "/groups/<str:number>/map/<int:pk>": own.maps.earliest("pk").pk,
        "/groups/<str:number>/plans/<int:pk>": own.plans.earliest("pk").pk,
        "/groups/<str:number>/plans/<int:pk>/activities/<int:activity>": own.plans.earliest("pk").activities.earliest("pk").pk,
        **_places(users),
        **_erasures(users),
        "/office/take-out/<slug:code>": "lead",
        "/office/register/reason/<slug:code>": "lead",
        **_duplicates(users),
        **_changes(users),
        **_campaigns(own, users["group"], users["approver"]),
        "/office/register/<str:number>": Person.objects.filter(organisation__code="lead").earliest("pk").number,
        **_register(users),
    }


def _register(users: dict[str, Any]) -> dict[str, Any]:
    """A record's consent with its scan, a paper of an adult with its scan, and the words in the addresses of the record."""
    from youth_groups.domain.clearance import record_clearance
    from youth_groups.domain.consents import ConsentGiven, record_consents
    from youth_groups.models import Person

    person, today = Person.objects.filter(organisation__code="lead").earliest("pk"), timezone.localdate()
    scan = store_bytes(content=b"%PDF-1.4", name="scan.pdf", content_type="application/pdf", by=users["coordinator"])
    answer = ConsentGiven(person=person, purpose="contact", by="self")
    consent = record_consents(answers=[answer], by=users["coordinator"], given_on=today, scan=scan)[0]
    paper = record_clearance(user=users["trainer"], kind="references", signed_on=today, by=users["safeguarding"], scan=scan)
    here = "/office/register/<str:number>"
    return {
        f"{here}/edit/<slug:part>": "facts",
        f"{here}/consents/<uuid:pk>": str(consent.pk),
        f"{here}/consents/form/<slug:language>": "ky",
        f"{here}/consents/<slug:giver>": "self",
        f"{here}/consents/<slug:giver>/<slug:language>": "ky",
        "/office/clearances/<int:pk>": paper.pk,
    }


def _deputy(held: Any, users: dict[str, Any]) -> Any:
    from programme.domain.deputies import name_deputy

    today = timezone.localdate()
    return name_deputy(by=users["approver"], held=held, user=users["coordinator"], first_day=today, last_day=today, reason="Leave")


def _readers(users: dict[str, Any]) -> dict[str, Any]:
    """An agreement of the lead organisation with its contact and an auditor."""
    from programme.domain.readers import name_auditor, reader_account
    from programme.models import Agreement

    agreement, by, today = Agreement.objects.for_donor_contact(users["donor"]).get(), users["approver"], timezone.localdate()
    auditor = reader_account(agreement=agreement, by=by, name="Auditor", email="auditor@example.org", language="en")
    held = name_auditor(agreement=agreement, user=auditor, by=by, first_day=today, last_day=today)
    here = "/office/agreements/<int:pk>"
    return {here: agreement.pk, f"{here}/contacts/<slug:number>": users["donor"].number, f"{here}/auditors/<int:held>": held.pk}


def _duplicates(users: dict[str, Any]) -> dict[str, Any]:
    """A pair that waits, and a merge that can be undone, of four people of the lead organisation."""
    from programme.models import Organisation
    from youth_groups.domain.duplicates import merge_people
    from youth_groups.domain.people import record_person
    from youth_groups.models import PersonPair

    lead, keeper = Organisation.objects.get(code="lead"), users["coordinator"]
    names = ("Токтосунова Айгүл", "Toktosunova Aigul", "Асанова Айпери", "Asanova Aiperi")
    people = [record_person(organisation=lead, by=keeper, written_name=name, birth_year=2004) for name in names]
    pair = PersonPair.objects.create(first=people[0], second=people[1], score=90)
    merge = merge_people(survivor=people[2], gone=people[3], by=keeper)
    return {"/office/register/duplicates/<int:pk>": pair.pk, "/office/register/merges/<int:pk>": merge.pk}


def _changes(users: dict[str, Any]) -> dict[str, Any]:
    """A list that came back with one difference; whoever sent it sees it."""
    from youth_groups.domain.changes import stage_changes
    from youth_groups.models import Person

    person = Person.objects.filter(organisation__code="lead").earliest("pk")
    content = f"Person's number,Name,School/institution\n{person.number},,Another school\n"
    return {"/office/register/changes/<uuid:pk>": str(stage_changes(content=content.encode(), by=users["coordinator"]).pk)}


def _campaigns(group: Any, leader: Any, approver: Any) -> dict[str, Any]:
    """A campaign with a signed head count, an outcome with its evidence, publications, all of the lead organisation's group and office."""
    import io

    from tests.core.test_uploads import picture
    from youth_groups.domain.campaigns import save_campaign_activity, write_campaign
    from youth_groups.domain.outcomes import write_outcome
    from youth_groups.domain.outputs import save_output
    from youth_groups.domain.photos import add_photo
    from youth_groups.domain.reach import save_head_count

    today = timezone.localdate()
    campaign = write_campaign(group=group, by=leader, title="Safe road", theme="road_safety", first_day=today, last_day=today)
    activity = save_campaign_activity(campaign=campaign, by=leader, kind="sport", title="Race", day=today)
    sheet = {"counted_by": "Elder", "sheet": io.BytesIO(picture()), "sheet_name": "sheet.jpg"}
    save_head_count(activity=activity, by=leader, cells={("female", "18_28"): 3}, **sheet)
    facts = {"organisation": group.organisation, "group": group, "by": leader}
    place = {"theme": "road_safety", "locality": group.locality, "day": today, "evidence": io.BytesIO(picture()), "evidence_name": "a.jpg"}
    photo = add_photo(campaign=campaign, by=leader, upload=io.BytesIO(picture()), name="a.jpg", shows="none")
    outcome = write_outcome(**facts, stage="asked", what="Lights", institution="Council", **place)
    printed = {"publisher": "A paper", "language": "ky", "published_on": today}
    output = save_output(**facts, kind="article", title="Roads", **printed)
    own = save_output(organisation=group.organisation, by=approver, kind="article", title="A study", **printed)
    return {
        "/office/outputs/<int:pk>": own.pk,
        "/campaigns/<str:number>": campaign.number,
        "/campaigns/<str:number>/activities/<int:pk>": activity.pk,
        "/campaigns/<str:number>/photos/<int:pk>": photo.pk,
        "/outcomes/<int:pk>": outcome.pk,
        "/groups/<str:number>/outputs/<int:pk>": output.pk,
    }


def _erasures(users: dict[str, Any]) -> dict[str, Any]:
    """A request that was carried out: its page and its confirmation are there."""
    from programme.models import Organisation
    from youth_groups.domain.erasure import erase_person, request_erasure
    from youth_groups.domain.people import record_person

    person = record_person(organisation=Organisation.objects.get(code="lead"), by=users["coordinator"], written_name="Асанова Бурул")
    asked = request_erasure(person=person, asked_by="self", asked_on=timezone.localdate(), by=users["approver"])
    return {"/office/erasures/<int:pk>": erase_person(request=asked, by=users["approver"]).pk}


def _places(users: dict[str, Any]) -> dict[str, Any]:
    """Places belong to nobody: the lead organisation keeps them, a partner's coordinator does not."""
    from programme.domain.localities import add_locality_name
    from programme.domain.merging import merge_localities
    from programme.domain.places import locality_for
    from tests.factories.programme import LocalityFactory

    village, keeper = LocalityFactory(), users["coordinator"]
    name = add_locality_name(locality=village, name="Эски Айыл", by=keeper)
    merge = merge_localities(survivor=village, gone=locality_for("Эски Айл", village.province), by=keeper)
    return {
        "/office/places/<int:pk>": village.pk,
        "/office/places/names/<int:pk>": name.pk,
        "/office/places/merges/<int:pk>": merge.pk,
    }


def _summaries(found: Chain, users: dict[str, Any]) -> None:
    from summaries.domain.snapshots import build_snapshot
    from summaries.models import Snapshot

    published = Snapshot.objects.get(agreement__donor__code="alatoo")
    today = timezone.localdate()
    first, last = today - timedelta(days=60), today - timedelta(days=1)
    draft = build_snapshot(agreement=published.agreement, first_day=first, last_day=last, by=users["me_officer"])
    figure = json.loads(published.payload)["tiles"][0]["code"]
    found.values |= {
        "/summaries/<int:pk>": published.pk,
        "/summaries/<int:pk>/<slug:language>": "en",
        "/summaries/<int:pk>/evidence/<slug:code>": figure,
    }
    for verb in ("publish", "discard"):
        found.special[f"/summaries/<int:pk>/{verb}/"] = {"pk": str(draft.pk)}


def _logo() -> None:
    """A donor of the lead organisation has a logo."""
    from django.core.files.base import ContentFile

    from core.models import AsharImage
    from programme.models import Agreement, DonorLogo
    from tests.core.test_uploads import picture

    image = AsharImage.objects.create(title="logo", file=ContentFile(picture(), "logo.jpg"), people_shown="none", width=40, height=30)
    DonorLogo.objects.create(donor=Agreement.objects.filter(organisation__code="lead").earliest("pk").donor, image=image)


def _admin(found: Chain) -> None:
    """Scoped viewsets: the lead organisation's own rows."""
    _logo()
    for listed in ROUTES:
        if listed.route.startswith("/admin/") and listed.declared is not None and listed.declared.model is not None:
            rows = apps.get_model(listed.declared.model)._default_manager.order_by("pk")
            row = rows.filter(**LEADS.get(listed.declared.model, {"organisation__code": "lead"})).first()
            assert row is not None, listed.route
            found.values[listed.route.removesuffix("/")] = row.pk
