"""Two grant calls: an open one with 20 new applications that wait for screening, and one being decided; 40 applications in every state."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from core.money import Money
from core.questions import questions_of
from demo.build.programme import World
from demo.build.received import VOICE, scan
from demo.build.texts import ELIGIBILITY, GRANT_QUESTIONS, RUBRIC
from demo.people import LEAD
from grants.checks import CHECKS
from grants.domain.calls import create_grant_call, publish_grant_call
from grants.domain.decisions import approve, propose
from grants.domain.drafts import save_budget_row, save_part, start_application
from grants.domain.receiving import confirm_read_back, record_received
from grants.domain.reviews import assign_reviewer, declare_no_conflict, save_review, send_review
from grants.domain.screening import ask_for_changes, record_sanctions_check, screen_application
from grants.domain.submission import submit_application, withdraw_application
from grants.enums import ApplicationState, Channel, SanctionsResult
from grants.models import Application, GrantCall
from programme.models import Place
from youth_groups.enums import INITIATIVE_GROUPS
from youth_groups.models import Group, GroupUserObjectPermission

S = ApplicationState
#: How far each group's application in the decided call went, in the order of the groups.
DECIDED = (
    [S.AWARDED] * 6
    + [S.DECLINED] * 2
    + [S.RESERVE]
    + [S.PROPOSED] * 2
    + [S.ELIGIBLE] * 3
    + [S.NOT_ELIGIBLE]
    + [S.SUBMITTED] * 2
    + [S.CHANGES_ASKED, S.WITHDRAWN]
)
#: The open call, from the third group on: the first two apply by hand. All that were sent are new, none is looked at.
OPEN = [S.SUBMITTED] * 18 + [S.DRAFT] + [S.SUBMITTED] * 2
#: Two of these, by their place, sent the same text with the same telephone and budget.
TWINS = (7, 12)
#: Two others handed theirs in otherwise than by typing: by their place.
RECEIVED = {4: Channel.PAPER, 9: Channel.VOICE}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8ffff3f0005fe02fea735810000000049454e44ae426082"
)


def build_grants(world: World, groups: list[Group]) -> list[GrantCall]:
    """The calls and their applications."""
    officer = world.user("grants_officer")
    now = timezone.now()
    decided = _call(world, officer, "talking-villages", "1", closes_at=now + timedelta(minutes=4), line="donor")
    for group, state in zip(groups, DECIDED, strict=False):
        _bring(world, decided, group, state)
    open_call = _call(world, officer, "safe-village", "2", closes_at=_evening(now + timedelta(days=27)), line="donor")
    applying = groups[2:]
    for place, (group, state) in enumerate(zip(applying, OPEN, strict=True)):
        like = applying[TWINS[0]] if place == TWINS[1] else None
        _bring(world, open_call, group, state, like=like, channel=RECEIVED.get(place))
    return [open_call, decided]


def _evening(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(hour=18, minute=0, second=0, microsecond=0)


def _call(world: World, officer: User, slug: str, number: str, *, closes_at: datetime, line: str) -> GrantCall:
    titles = {
        "safe-village": (
            "Safe village: initiatives of young people and women",
            "Безопасное село: инициативы молодёжи и женщин",
            "Коопсуз айыл: жаштардын жана аялдардын демилгелери",
            "Xavfsiz qishloq: yoshlar va ayollar tashabbuslari",
        ),
        "talking-villages": ("Villages that talk", "Сёла, которые говорят друг с другом", "Сүйлөшкөн айылдар", "Soʻzlashadigan qishloqlar"),
    }[slug]
    today = timezone.localdate()
    call = create_grant_call(
        by=officer,
        provinces=Place.objects.filter(iso__in=["KG-B", "KG-J", "KG-O"]),
        organisation=world.organisations[LEAD],
        slug=slug,
        number=f"{today.year}-{int(number):02d}",
        **dict(zip(("title_en", "title_ru", "title_ky", "title_uz"), titles, strict=True)),
        group_kinds=[kind.value for kind in INITIATIVE_GROUPS],
        budget_line=world.lines[line],
        floor_minor=Money.of("30000").minor,
        ceiling_minor=Money.of("120000").minor,
        budget_minor=Money.of("1800000").minor,
        closes_at=closes_at,
        activities_from=today + timedelta(days=60),
        activities_to=today + timedelta(days=240),
        screening_by=timezone.localdate(closes_at) + timedelta(days=10),
        review_by=timezone.localdate(closes_at) + timedelta(days=35),
        decision_by=timezone.localdate(closes_at) + timedelta(days=42),
        questions=GRANT_QUESTIONS,
        eligibility_blocks=ELIGIBILITY,
        rubric_blocks=RUBRIC,
    )
    return publish_grant_call(call=call, by=officer)


def account_of(group: Group) -> User:
    return GroupUserObjectPermission.objects.select_related("user").get(content_object=group, permission__codename="own_group").user


def _place(group: Group) -> int:
    """A number of the group that is the same in every demo."""
    return int("".join(filter(str.isdigit, group.number))[-4:] or 0)


def _answers(group: Group, call: GrantCall) -> dict[str, Any]:
    place, name = _place(group), group.name_ky or group.name
    concern, activities = {
        "talking-villages": (
            f"Коңшу айылдар менен суу үчүн талаш чыгат. {name} сурамжылоосунда {20 + place % 7} адам муну биринчи орунга койду.",
            f"Эки айылдын аксакалдары, аялдары жана жаштары менен жолугушуу өткөрөбүз. {name} ар бир жолугушуунун макулдашуусун жазат.",
        ),
    }.get(
        call.slug,
        (
            f"Кечинде мектептен кайткан кыздарга көчөдө асылышат. {name} картасында муну {20 + place % 5} үйдүн {11 + place % 8} айтты.",
            f"Эки мектепте форум-театр көрсөтөбүз. {name} ар бир оюндан кийин инспектор жана ата-энелер менен ачык сүйлөшүү өткөрөт.",
        ),
    )
    return {
        "contact": f"Айпери, 0555 {10 + place % 90} {place % 100:02d} 11",
        "members": 6,
        "concern": concern,
        "where": {"province": group.locality.province.iso if group.locality.province else "", "village": group.locality.name},
        "theme": "street",
        "activities": activities,
        "start": (call.activities_from or date.today()).isoformat(),  # noqa: DTZ011 - a calendar day
        "reach": {"direct": 160, "indirect": 900, "how": "Эки мектептин окуучулары жана үй-бүлөлөрү"},
        "minors": True,
        "care": "Ар бир ата-энеге кагаз берип, кол койдурабыз.",
    }


def _begun(call: GrantCall, group: Group, account: User, channel: Channel | None) -> Application:
    """By the group itself, or what it handed in, recorded by `account`."""
    eligibility, language = {"five": True, "party": False}, account_of(group).language
    if channel is None:
        return start_application(call=call, group=group, by=account, eligibility=eligibility, language=language)
    words = _answers(group, call)
    content, name = VOICE.read_bytes(), "үн-билдирүү.ogg"
    if channel == Channel.PAPER:
        content, name = scan([group.name_ky, words["contact"], words["concern"], words["activities"], words["care"]]), "барак.jpg"
    return record_received(
        call=call,
        group=group,
        by=account,
        channel=channel,
        arrived_at=timezone.now(),
        original=io.BytesIO(content),
        name=name,
        eligibility=eligibility,
        language=language,
    )


def _written(call: GrantCall, group: Group, account: User, like: Group, channel: Channel | None, *, with_plan: bool) -> Application:
    application = _begun(call, group, account, channel)
    answers, copies = _answers(like, call), 400 + 10 * (_place(like) % 40) + len(call.slug) % 10
    for part in application.form_version.schema["parts"]:
        keys = {question["key"] for _part, question in questions_of(application.form_version.schema, part["key"])}
        uploads = [("plan", io.BytesIO(PNG), "план.png")] if "plan" in keys and with_plan else []
        given = {key: value for key, value in answers.items() if key in keys}
        if given:
            version = application.part_versions.get(part["key"], 0)
            application = save_part(
                application=application, part=part["key"], answers=given, version=version, by=account, uploads=uploads
            ).application
    rows = [
        ("Плакат, баракча басып чыгаруу", str(copies), "45", "0", "materials"),
        ("Айылдан айылга унаа", "6", "3500", "3500", "transport"),
        ("Жыйын өткөрүүчү зал", "4", "2500", "10000", "venue"),
        ("Катышуучуларга чай-тамак", "160", "180", "4800", "food"),
    ]
    for item, quantity, cost, own, category in rows:
        save_budget_row(
            application=application,
            by=account,
            item=item,
            quantity=Decimal(quantity),
            unit_cost=Money.of(cost),
            own=Money.of(own),
            category=category,
        )
    return application


def _bring(world: World, call: GrantCall, group: Group, state: str, *, like: Group | None = None, channel: Channel | None = None) -> None:
    """Take one group's application as far as `state`, each step by the person whose step it is. `like`: whose words it copies.

    `channel`: it came otherwise, and the coordinator typed it.
    """
    account = world.user("coordinator") if channel else account_of(group)
    with override(account_of(group).language):
        application = _written(call, group, account, like or group, channel, with_plan=state == S.DRAFT or _place(group) % 3 == 0)
        if state == S.DRAFT:
            return
        if channel:
            confirm_read_back(application=application, by=account, how="Телефон менен окуп бердим, төрайым макул болду.")
        application = submit_application(application=application, by=account)
    if state == S.WITHDRAWN:
        withdraw_application(application=application, by=account, note="")
        return
    if state == S.SUBMITTED:
        return
    officer = world.user("grants_officer")
    if state == S.CHANGES_ASKED:
        ask_for_changes(application=application, by=officer, parts=["plan"], reason="Биринчи иш-чаранын күнүн тактаңыз.")
        return
    if state == S.NOT_ELIGIBLE:
        screen_application(
            application=application, by=officer, checks={}, eligible=False, reason="Мурунку гранттын отчету али кабыл алына элек."
        )
        return
    record_sanctions_check(
        application=application,
        by=officer,
        list_name="UN Security Council",
        name_asked=group.name,
        result=SanctionsResult.CLEAR,
        checked_on=timezone.localdate(),
    )
    application = screen_application(application=application, by=officer, checks=dict.fromkeys(CHECKS, True), eligible=True)
    _review(world, application, officer, finished=state != S.ELIGIBLE)
    if state == S.ELIGIBLE:
        return
    application.refresh_from_db()
    outcome = {S.RESERVE: "reserve", S.DECLINED: "decline"}.get(ApplicationState(state), "award")
    propose(
        application=application,
        by=officer,
        outcome=outcome,
        amount=Money(application.requested_minor, application.currency) if outcome == "award" else None,
        conditions="Ар бир чыгымга чек тиркелет." if outcome == "award" else "",
        reason="" if outcome == "award" else "Быйылкы каражат жетпей калды, пландагы күндөр так эмес.",
        strength="Көйгөйдү айылдын өзү атаган." if outcome == "decline" else "",
        next_step="Ар бир иш-чарага күн жана жооптуу адам жазып, кийинки сынакка бериңиз." if outcome == "decline" else "",
    )
    if state != S.PROPOSED:
        application.refresh_from_db()
        approve(application=application, by=world.user("approver"))


def _review(world: World, application: Application, officer: User, *, finished: bool) -> None:
    for key in ("reviewer1", "reviewer2"):
        reviewer = world.user(key)
        assignment = assign_reviewer(application=application, reviewer=reviewer, by=officer)
        if not finished and (key == "reviewer2" or application.pk % 2):
            continue
        declare_no_conflict(assignment=assignment, by=reviewer)
        if finished:
            points = 3 + (application.pk + (key == "reviewer1")) % 3
            scores = {c["key"]: {"score": points, "comment": "Так жана ишке ашат."} for c in application.call.rubric}
            save_review(assignment=assignment, by=reviewer, scores=scores, comment="Айылдын өз көйгөйү.")
            send_review(assignment=assignment, by=reviewer)
