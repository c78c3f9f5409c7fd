"""Campaigns of two groups in each state, with lists, a head count, estimates, photos, publications and what was decided."""

import io
from datetime import timedelta

from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import User
from demo.build.grants import PNG, account_of
from demo.build.programme import World
from youth_groups.domain.campaigns import approve_campaign, report_campaign, save_campaign_activity, send_campaign_back, write_campaign
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.domain.outcomes import approve_outcome, report_outcome, write_outcome
from youth_groups.domain.outputs import save_output
from youth_groups.domain.photos import add_photo
from youth_groups.domain.reach import list_people, save_estimate, save_head_count
from youth_groups.enums import ActivityKind, AgeBand, Channel, ConsentBy, ConsentPurpose, OutcomeStage, OutputKind, Sex, Theme
from youth_groups.models import Campaign, CampaignPhoto, Group, Person

CELLS: dict[tuple[str, str], int] = {
    (Sex.FEMALE, AgeBand.CHILD): 24,
    (Sex.FEMALE, AgeBand.YOUTH): 11,
    (Sex.MALE, AgeBand.CHILD): 19,
    (Sex.MALE, AgeBand.YOUTH): 8,
    (Sex.FEMALE, AgeBand.OLDER): 7,
}
ESTIMATES = [
    (Channel.SOCIAL_MEDIA, 640, "көргөндөрдүн саны, топтун өзүнөн башкалар", "барактын статистикасы"),
    (Channel.PRINT, 180, "60 плакат, ар бирин үч киши окуган", "басмакананын накладнойу"),
]
STEPS = [
    (OutcomeStage.ASKED, 50, "Мектептин жанына жол белгисин коюуну сурадык"),
    (OutcomeStage.PROMISED, 30, "Жол белгисин бюджетке киргизүүнү убада кылды"),
    (OutcomeStage.ADOPTED, 10, "Жол белгиси жөнүндө токтом кабыл алды"),
]


def build_campaigns(world: World, groups: list[Group]) -> None:
    """For the demo leader's group one campaign in each state, for the partner's one reported, for one with a grant one in donors' figures."""
    office = world.user("approver")
    first, second = groups[0], groups[1]
    mine = account_of(first)
    _campaign(first, mine, "Кыздар мектепте окусун", Theme.GIRLS_EDUCATION, 12)
    reported = _campaign(first, mine, "Кечинде коопсуз көчө", Theme.STREET_HARASSMENT, 30)
    report_campaign(campaign=reported, by=mine)
    returned = _campaign(first, mine, "Эрте никеге жол жок", Theme.EARLY_MARRIAGE, 60)
    report_campaign(campaign=returned, by=mine)
    send_campaign_back(campaign=returned, by=office, reason="Баракчалар кайда таратылганын жазыңыз.")
    approved = _campaign(first, mine, "Мектепке коопсуз жол", Theme.ROAD_SAFETY, 90)
    report_campaign(campaign=approved, by=mine)
    approve_campaign(campaign=approved, by=office)
    _photos(world, approved, mine)
    _outputs(approved, mine)
    _outcomes(approved, mine, office)
    granted = _campaign(groups[2], account_of(groups[2]), "Базарда да коопсуз", Theme.ROAD_SAFETY, 1, listed=8)
    report_campaign(campaign=granted, by=granted.written_by)
    approve_campaign(campaign=granted, by=office)
    partners = account_of(second)
    report_campaign(campaign=_campaign(second, partners, "Мектепте кордоо болбосун", Theme.SCHOOL_BULLYING, 25), by=partners)


def _campaign(group: Group, by: User, title: str, theme: Theme, days_ago: int, *, listed: int = 4) -> Campaign:
    """Two days: a lesson with a list of people, a street event with counted heads."""
    day = timezone.localdate() - timedelta(days=days_ago)
    campaign = write_campaign(group=group, by=by, title=title, theme=theme, first_day=day, last_day=day + timedelta(days=1))
    lesson = save_campaign_activity(campaign=campaign, by=by, kind=ActivityKind.LESSON, title="Мектептеги сабак", day=day)
    members = [row.person for row in group.memberships.select_related("person").order_by("pk")[:listed]]
    list_people(activity=lesson, by=by, people=members)
    street = save_campaign_activity(
        campaign=campaign, by=by, kind=ActivityKind.STREET, title="Базардагы көрсөтмө", day=day + timedelta(days=1)
    )
    reason = "Базар күнү болчу, көп киши келди."
    save_head_count(
        activity=street, by=by, cells=CELLS, counted_by="Айыл башчысы", sheet=io.BytesIO(PNG), sheet_name="барак.png", reason=reason
    )
    for channel, people, method, source in ESTIMATES:
        save_estimate(campaign=campaign, by=by, channel=channel, people=people, method=method, source=source, day=day, reason=reason)
    return campaign


def _photos(world: World, campaign: Campaign, by: User) -> None:
    """A road without people, which may be published; two members, who agreed to internal use only."""
    people = list(Person.objects.filter(campaigns__activity__campaign=campaign).order_by("pk")[:2])
    answers = [
        ConsentGiven(person=person, purpose=ConsentPurpose.PHOTO_INTERNAL, by=giver, relation="эне" if giver == ConsentBy.CAREGIVER else "")
        for person in people
        for giver in ([ConsentBy.SELF, ConsentBy.CAREGIVER] if person.is_minor_on(campaign.first_day) else [ConsentBy.SELF])
    ]
    record_consents(answers=answers, by=world.user("coordinator"), given_on=campaign.first_day)
    shows = CampaignPhoto.Shows
    for name, kind, drawn, caption in (
        ("жол.png", shows.NONE, (), "Мектептин жанындагы жол"),
        ("биз.png", shows.ADULTS, people, "Базарда"),
    ):
        upload = _drawn(people=len(drawn))
        add_photo(campaign=campaign, by=by, upload=upload, name=name, shows=kind, people=drawn, caption=caption)


def _drawn(*, people: int) -> io.BytesIO:
    """A road to a school under the hills, with so many figures on it."""
    picture = Image.new("RGB", (960, 640), "#bcdcee")
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, 330), (220, 150), (430, 320), (640, 120), (960, 340), (960, 420), (0, 420)], fill="#7fa08a")
    draw.rectangle((0, 400, 960, 640), fill="#c9b98a")
    draw.polygon([(430, 400), (520, 400), (760, 640), (200, 640)], fill="#8a8580")
    draw.rectangle((610, 290, 850, 410), fill="#f3ead7", outline="#a3262a", width=6)
    draw.polygon([(595, 292), (730, 225), (865, 292)], fill="#a3262a")
    draw.polygon([(150, 330), (200, 240), (250, 330)], fill="#f6f1e7", outline="#a3262a", width=8)
    draw.rectangle((194, 330, 206, 470), fill="#5b5751")
    for place in range(people):
        left = 400 + place * 130
        draw.ellipse((left, 380, left + 56, 436), fill="#d9a878")
        draw.rectangle((left - 14, 440, left + 70, 580), fill=("#1f6f8b", "#b5543a")[place % 2])
    out = io.BytesIO()
    picture.save(out, "PNG")
    return io.BytesIO(out.getvalue())


def _outputs(campaign: Campaign, by: User) -> None:
    group = campaign.group
    for kind, title in ((OutputKind.ARTICLE, "Жаштар коопсуз жол сурашат"), (OutputKind.VIDEO, "Мектепке чейинки жети жүз метр")):
        save_output(
            organisation=group.organisation,
            group=group,
            campaign=campaign,
            by=by,
            kind=kind,
            title=title,
            publisher="Айыл үнү",
            language="ky",
            published_on=campaign.last_day + timedelta(days=5),
            audience=1200,
            audience_source="редакциянын маалыматы",
        )


def _outcomes(campaign: Campaign, by: User, office: User) -> None:
    """Asked for, promised, adopted: each step follows the one before it and is approved."""
    group, before = campaign.group, None
    for stage, days_ago, what in STEPS:
        before = write_outcome(
            organisation=group.organisation,
            group=group,
            campaign=campaign,
            by=by,
            stage=stage,
            what=what,
            institution="Айылдык кеңеш",
            theme=campaign.theme,
            locality=campaign.locality,
            day=timezone.localdate() - timedelta(days=days_ago),
            follows=before,
            evidence=io.BytesIO(PNG),
            evidence_name="токтом.png",
            evidence_note="Кеңештин каты",
        )
        report_outcome(outcome=before, by=by)
        approve_outcome(outcome=before, by=office)
