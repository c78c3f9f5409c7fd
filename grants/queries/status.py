"""The applicant's page: where it is now, what comes next, who acts, by when; and the way so far."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.dates import format_date, format_deadline
from core.events import events_of
from grants.enums import ApplicationState as S
from grants.models import Application


@dataclass(frozen=True)
class Standing:
    """title of the page; pill (tone, words); now, next, who, until: a name and small print each."""

    title: str
    tone: str
    pill: str
    facts: list[tuple[str, str, str]]


def _facts(now: tuple[str, str], following: tuple[str, str], who: str, until: str) -> list[tuple[str, str, str]]:
    return [(_("Where it is now"), *now), (_("Next step"), *following), (_("Who acts"), who, ""), (_("By when"), until, "")]


def standing_of(application: Application) -> Standing:  # noqa: PLR0911 (a line a state)
    """In the words of the group. Proposals are no news before they are approved: a proposed application is before its decision."""
    call = application.call
    nothing = ("ok", _("Nothing is needed from you now"))
    officer, deciding = _("Grants officer"), (_("Decision"), _("One proposes, another approves"))
    decision = format_date(call.decision_by) if call.decision_by else _("The office has not named a day yet")
    match application.state:
        case S.DRAFT:
            until = format_deadline(application.closes_at)
            facts = _facts((_("With you"), _("Nothing was sent yet")), (_("Send it"), ""), _("Your group"), until)
            return Standing(_("Your application is a draft"), "warn", _("You are writing it"), facts)
        case S.SUBMITTED:
            until = format_date(call.screening_by) if call.screening_by else _("The office has not named a day yet")
            facts = _facts((_("With the grants officer"), _("The conditions are checked")), (_("Reviewers read it"), ""), officer, until)
            return Standing(_("Your application has arrived"), *nothing, facts)
        case S.CHANGES_ASKED:
            facts = _facts(
                (_("With you"), application.reason),
                (_("Change the open parts and send again"), ""),
                _("Your group"),
                _("As soon as you can"),
            )
            return Standing(_("Please change something in your application"), "warn", _("Your turn"), facts)
        case S.ELIGIBLE | S.PROPOSED:
            facts = _facts((_("With the reviewers"), _("Each reads apart from the others")), deciding, officer, decision)
            if application.state == S.PROPOSED:
                facts = _facts((_("Before the decision"), ""), deciding, officer, decision)
            return Standing(_("Your application is being reviewed"), *nothing, facts)
        case S.RESERVE:
            facts = _facts((_("On the reserve list"), application.reason), deciding, officer, decision)
            return Standing(_("Your application is on the reserve list"), *nothing, facts)
        case S.AWARDED:
            following = (_("Grant agreement"), _("Two members of the group sign"))
            facts = _facts((_("Awarded"), ""), following, officer, _("The office writes to you"))
            return Standing(_("Your application is supported"), "ok", _("Awarded"), facts)
        case S.WITHDRAWN:
            facts = _facts((_("Withdrawn"), ""), (_("Nothing more"), ""), "", "")
            return Standing(_("You have withdrawn this application"), "", _("Withdrawn"), facts)
    ended = _("Does not meet the conditions") if application.state == S.NOT_ELIGIBLE else _("Not supported this time")
    facts = _facts((ended, application.reason), (_("Nothing more"), ""), "", "")
    return Standing(_("There is an answer to your application"), "info", ended, facts)


def appeals_of(application: Application) -> str:
    """Whom one asks who disagrees or was treated badly: the call's own address, else the organisation's."""
    organisation = application.organisation
    own = " · ".join(words for words in (organisation.phone, organisation.email, organisation.address) if words)
    return application.call.appeals or own


ENDED = (S.AWARDED, S.DECLINED, S.NOT_ELIGIBLE, S.WITHDRAWN)


def stations_of(application: Application, standing: Standing) -> list[dict[str, Any]]:
    """Done, now, to come. One statement."""
    words = {
        "begun": _("Begun"),
        "submit": _("Sent"),
        "pass_screening": _("Meets the conditions"),
        "fail_screening": _("Does not meet the conditions"),
        "ask_changes": _("Changes asked for"),
        "changes": _("Changes asked for"),
        "award": _("Awarded"),
        "reserve": _("On the reserve list"),
        "decline": _("Not supported this time"),
        "withdraw": _("Withdrawn"),
    }
    done = [
        {"title": words[event.action], "detail": format_date(event.at), "status": "done"}
        for event in events_of(application)
        if event.action in words
    ]
    if application.state in ENDED:
        return done
    following = standing.facts[1]
    ahead: list[dict[str, Any]] = [{"title": standing.facts[0][1], "detail": standing.facts[3][1], "status": "now"}]
    ahead.append({"title": following[1], "detail": following[2], "status": ""})
    if following[1] != _("Decision"):
        ahead.append({"title": _("Decision"), "detail": _("Every group gets an answer with reasons."), "status": ""})
    return [
        *done,
        *ahead,
        {"title": _("Grant agreement"), "detail": _("If the grant is awarded: two members of the group sign."), "status": ""},
    ]
