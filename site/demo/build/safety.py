"""What some groups did before they applied: concerns, a map, a plan; visits; one group that waits, one open invitation."""

import io
from datetime import timedelta

from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import User
from core.money import Money
from demo.build.grants import account_of
from demo.build.groups import village
from demo.build.programme import World
from demo.people import LEAD
from youth_groups.domain.concerns import add_concern, add_map, pin_concern, rank_concern, set_concern_aside
from youth_groups.domain.groups import register_own_group
from youth_groups.domain.invitations import invite
from youth_groups.domain.plans import agree_plan, move_activity, save_activity, write_plan
from youth_groups.domain.support import record_support
from youth_groups.enums import GroupKind, SupportKind, Theme
from youth_groups.models import Group

CONCERNS = [
    (
        Theme.STREET_HARASSMENT,
        "Кечинде мектептен кайткан кыздарга көчөдө асылышат.",
        "мектептин артындагы көчө",
        ["girls"],
        "weekly",
        620,
        260,
    ),
    (
        Theme.ROAD_SAFETY,
        "Мектептин жанында унаалар ылдам айдайт, жөө жүргүнчүлөр өтмөгү жок.",
        "борбордук жол",
        ["everybody"],
        "daily",
        400,
        520,
    ),
    (Theme.DOMESTIC_VIOLENCE, "Үй-бүлөдөгү зордук-зомбулук жөнүндө эч ким айтпайт.", "", ["women", "girls"], "monthly", 0, 0),
    (Theme.BORDER_DISPUTES, "Жазында суу кезеги талашып, жаштар урушат.", "жогорку арык", ["boys", "men"], "rarely", 200, 180),
]
ACTIVITIES = [
    ("Форум-театр эки мектепте", 1, 20, "24000"),
    ("Көчөгө жарык коюу боюнча айыл өкмөтүнө кайрылуу", 10, 40, "0"),
    ("Ата-энелер менен жолугушуу", 25, 30, "8500"),
]


def build_safety(world: World, groups: list[Group], teams: list[Group]) -> None:
    """The first three groups and the first team talked over their concerns; the first has an agreed plan."""
    for group in groups[:3]:
        _concerns(group, account_of(group))
    _concerns(teams[0], world.user("approver"))
    _plan(groups[0])
    today = timezone.localdate()
    for place, group in enumerate(groups[:6]):
        record_support(group=group, by=world.user("approver"), kind=SupportKind.VISIT, day=today - timedelta(days=20 + 7 * place))
    record_support(
        group=groups[0],
        by=world.user("approver"),
        kind=SupportKind.MENTORING,
        day=today - timedelta(days=6),
        note="Пландын бюджети тууралуу кеңеш.",
    )
    register_own_group(
        organisation=world.organisations[LEAD], by=account_of(groups[4]), kind=GroupKind.YOUTH, locality=village(3), name_ky="«Жаңы муун»"
    )
    invite(group=groups[0], right="edit_group", by=account_of(groups[0]))


def _concerns(group: Group, by: User) -> None:
    village_map = add_map(group=group, by=by, upload=_drawn_map(), name="карта.png", drawn_on=timezone.localdate() - timedelta(days=30))
    for theme, words, spot, affected, often, x, y in CONCERNS:
        concern = add_concern(group=group, by=by, theme=theme, description=words, affected=affected, how_often=often, spot=spot)
        if x:
            pin_concern(concern=concern, village_map=village_map, x=x, y=y, by=by)
    last = group.concerns.get(theme=Theme.BORDER_DISPUTES)
    set_concern_aside(concern=last, by=by)
    rank_concern(concern=group.concerns.get(theme=Theme.ROAD_SAFETY), by=by, to="up")


def _plan(group: Group) -> None:
    by, today = account_of(group), timezone.localdate()
    chosen = list(group.concerns.filter(theme__in=[Theme.STREET_HARASSMENT, Theme.ROAD_SAFETY]))
    plan = write_plan(group=group, by=by, title="Кыздар үчүн коопсуз көчө", concerns=chosen)
    people = [row.person for row in group.memberships.select_related("person").order_by("pk")]
    rows = [
        save_activity(
            plan=plan,
            by=by,
            activity=words,
            responsible=people[place],
            first_day=today + timedelta(days=first),
            last_day=today + timedelta(days=last),
            budget=Money.of(amount),
            concern=chosen[0],
        )
        for place, (words, first, last, amount) in enumerate(ACTIVITIES)
    ]
    agree_plan(plan=plan, by=by, agreed_on=today - timedelta(days=12), people=6)
    move_activity(row=rows[1], action="begin", by=by)


def _drawn_map() -> io.BytesIO:
    """A village as somebody draws it: two roads, a river, houses, a school."""
    picture = Image.new("RGB", (900, 680), "#f6f1e7")
    draw = ImageDraw.Draw(picture)
    draw.line([(0, 360), (900, 330)], fill="#8a7a60", width=26)
    draw.line([(380, 0), (420, 680)], fill="#8a7a60", width=22)
    draw.line([(0, 90), (300, 150), (620, 110), (900, 190)], fill="#3e7cb1", width=16)
    for left in range(60, 860, 110):
        for top in (200, 430, 560):
            draw.rectangle([left, top, left + 56, top + 44], outline="#5b4a33", width=5)
    draw.rectangle([500, 180, 640, 270], outline="#a3262a", width=9)
    out = io.BytesIO()
    picture.save(out, "PNG")
    out.seek(0)
    return out
