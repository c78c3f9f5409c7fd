"""Cards for whoever has to be told and gets no e-mail: how they may be reached, what may be named, what to say in their language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.codes import in_groups
from core.dates import format_deadline, format_period
from core.events import events_of
from core.models import Message
from core.translated import translated
from trainings.documents.cards import CardSheet, PrintedCard
from trainings.domain.offers import code_of
from trainings.domain.selection import counted, untold
from trainings.models import Nomination, PlaceOffer, Training
from trainings.models.offers import HOLDS, OfferState
from trainings.queries.offers import spoken, standings_of
from youth_groups.enums import MayName, PhoneOwner
from youth_groups.models import Group, GroupUserObjectPermission, Person
from youth_groups.queries.consents import Standing


@dataclass(frozen=True, kw_only=True)
class Card:
    """What somebody has to tell, and how. flags: (tone, words) of what is allowed; neutral: the only words for whoever answers the phone;
    say: what to tell themself, in their language. `value` is what the tick sends.
    """

    value: str
    title: str
    about: str
    contact: list[tuple[str, str]]
    flags: list[tuple[str, str]]
    neutral: str
    say: str
    language: str
    code: str = ""
    missing: list[str] = field(default_factory=list)
    told_at: datetime | None = None
    told_by: str = ""


def cards_of(training: Training) -> list[Card]:
    """Everybody whom somebody must tell: people with a place, accounts without e-mail, groups without an account; untold first.

    Who has answered knows already.
    """
    rows = PlaceOffer.objects.filter(training=training, state__in=HOLDS, channel=PlaceOffer.Channel.TELL)
    rows = rows.filter(Q(state=OfferState.ASKED) | Q(told_at__isnull=False))
    offers = list(rows.select_related("person", "nomination__group", "told_by", "participation").order_by("person__folded", "pk"))
    needed = standings_of(training, [row.person_id for row in offers])
    cards = [_card(training, row, needed) for row in offers]
    others = [*_message_cards(training), *_group_cards(training), *_alone_cards(training)]
    return sorted([*cards, *others], key=lambda card: card.told_at is not None)


def _card(training: Training, offer: PlaceOffer, needed: Mapping[str, Mapping[int, Standing]]) -> Card:
    person = offer.person
    group = offer.nomination.group if offer.nomination is not None else None
    minor = person.is_minor_on(training.first_day)
    return Card(
        value=f"offer-{offer.pk}",
        title=person.written_name,
        about=", ".join(part for part in (_("a minor for consent") if minor else "", group.name if group else "") if part),
        contact=contact_lines(person, group),
        flags=contact_flags(person),
        neutral=_in(person.language, "Ashar: there is an answer for you") if _is_neutral(person) else "",
        say=say_to(training, offer, person.language),
        language=person.language,
        code=in_groups(code_of(offer)),
        missing=spoken(needed, person.pk) if minor else [],
        told_at=offer.told_at,
        told_by=(offer.told_by.name or str(offer.told_by)) if offer.told_by is not None else "",
    )


def _in(language: str, words: str) -> str:
    with override(language):
        return _(words)


def _is_neutral(person: Person) -> bool:
    """Somebody else may answer this phone, or nothing may be named on it."""
    return bool(person.phone) and (person.phone_owner != PhoneOwner.OWN or person.may_name == MayName.NOTHING)


def contact_lines(person: Person, group: Group | None) -> list[tuple[str, str]]:
    """(label, how to reach them): the own phone, then the group's contact."""
    lines = []
    if person.phone and not person.no_messages:
        owner = f" ({person.get_phone_owner_display()})" if person.phone_owner else ""
        lines.append((_("phone"), f"{person.phone}{owner}"))
        if person.best_time:
            lines.append((_("best time"), person.best_time))
    if group is not None and (group.contact_name or group.contact_phone):
        lines.append((_("group"), ", ".join(part for part in (group.contact_name, group.contact_phone) if part)))
    return lines


def contact_flags(person: Person) -> list[tuple[str, str]]:
    if person.no_messages:
        return [("bad", _("wants no message at all"))]
    if not person.phone:
        return [("", _("No phone is written down."))]
    flags = [
        ("ok", _("may be called")) if person.may_call else ("bad", _("do not call")),
        ("ok", _("may be written to")) if person.may_write else ("bad", _("do not write")),
        ("ok", _("a message may be left")) if person.may_leave_message else ("bad", _("leave no message")),
    ]
    named = _("nothing") if person.phone_owner != PhoneOwner.OWN else str(person.get_may_name_display())
    return [*flags, ("", f"{_('what may be named')}: {named}")]


def say_to(training: Training, offer: PlaceOffer, language: str) -> str:
    """What to tell the person themself, in their language: the place, the deadline, how to answer."""
    with override(language):
        where = f", {training.where}" if training.where else ""
        values = {
            "title": training.public_title,
            "dates": format_period(training.first_day, training.last_day, language),
            "where": where,
            "deadline": format_deadline(offer.answer_by, language),
            "address": f"{settings.ASHAR['ADDRESS']}{reverse('place_code')}",
            "code": in_groups(code_of(offer)),
        }
        return (
            _(
                "You have a place at “%(title)s”, %(dates)s%(where)s. Do you come? Please say it by %(deadline)s: to us now, or at "
                "%(address)s with the code %(code)s. After that the place goes to the next person on the waiting list."
            )
            % values
        )


def _message_cards(training: Training) -> list[Card]:
    """Messages of this training to accounts without e-mail."""
    rows = Message.objects.filter(
        channel=Message.Channel.TELL,
        about_type=training._meta.label_lower,
        about_id=str(training.pk),
        state__in=[Message.State.QUEUED, Message.State.TOLD],
    )
    return [
        Card(
            value=f"message-{row.pk}",
            title=(row.to.name or str(row.to)) if row.to is not None else "",
            about="" if row.kind == "certificate_link" else _("acts for a group"),
            contact=[(_("phone"), row.to.phone)] if row.to is not None and row.to.phone else [],
            flags=[],
            neutral="",
            say=" ".join(row.body.partition("\n-- \n")[0].split()),
            language=row.language,
            told_at=row.sent_at if row.state == Message.State.TOLD else None,
            told_by=(row.told_by.name or str(row.told_by)) if row.told_by is not None else "",
        )
        for row in rows.select_related("to", "told_by").order_by("pk")
    ]


def _group_cards(training: Training) -> list[Card]:
    """Groups for which nobody has an account, with what they did not hear when the coordinator told the others."""
    rows: dict[int, list[Nomination]] = {}
    for row in _not_heard(training).filter(group__isnull=False):
        rows.setdefault(row.group_id or 0, []).append(row)
    acting = GroupUserObjectPermission.objects.filter(permission__codename__in=["own_group", "edit_group"], user__is_active=True)
    groups = Group.objects.filter(pk__in=rows).exclude(pk__in=acting.values("content_object_id")).order_by("pk")
    return [_group_card(training, group, rows[group.pk]) for group in groups]


def _not_heard(training: Training) -> QuerySet[Nomination]:
    """Decisions that stood when the coordinator told the groups, and that nobody has told yet."""
    told = events_of(training).filter(action="groups_told").last()
    if training.call_id is None or told is None:
        return Nomination.objects.none()
    return untold(training).filter(decided_at__lte=told.at)


def _alone_cards(training: Training) -> list[Card]:
    """People who stand without a group: nobody else tells them."""
    rows = _not_heard(training).filter(group__isnull=True).select_related("person")
    return [_alone_card(training, row) for row in rows]


def _alone_card(training: Training, row: Nomination) -> Card:
    person = row.person
    with override(person.language):
        values = {"title": training.public_title, "state": row.get_state_display()}
        words = _("There is an answer to your application for “%(title)s”: %(state)s.") % values
    return Card(
        value=f"nomination-{row.pk}",
        title=person.written_name,
        about=_("a minor for consent") if person.is_minor_on(training.first_day) else "",
        contact=contact_lines(person, None),
        flags=contact_flags(person),
        neutral=_in(person.language, "Ashar: there is an answer for you") if _is_neutral(person) else "",
        say=words,
        language=person.language,
    )


def _group_card(training: Training, group: Group, rows: Sequence[Nomination]) -> Card:
    with override(group.language):
        values = {"group": group.name, "title": training.public_title, **counted(rows)}
        parts = (
            _("There is an answer about the people whom %(group)s nominated for “%(title)s”."),
            _("Chosen: %(chosen)s. On the waiting list: %(waiting)s. Not chosen this time: %(not_chosen)s."),
        )
        words = " ".join(part % values for part in parts)
    return Card(
        value=f"group-{group.pk}",
        title=group.name,
        about=_("nobody has an account for this group"),
        contact=[(_("group"), ", ".join(part for part in (group.contact_name, group.contact_phone) if part))]
        if group.contact_name or group.contact_phone
        else [],
        flags=[],
        neutral="",
        say=words,
        language=group.language,
    )


def printed_cards(training: Training, cards: Sequence[Card], language: str) -> CardSheet:
    """The cards as they are printed; labels in the reader's language, what to say in each person's own."""
    return CardSheet(
        language=language,
        title=_("Tell them"),
        number=training.number,
        organiser=translated(training.organisation, "name", language),
        foot=_("Names and phone numbers: destroy it once they are told."),
        told=_("Told by, on, answer:"),
        cards=[_printed(card) for card in cards],
    )


def _printed(card: Card) -> PrintedCard:
    flags = [words for _tone, words in card.flags]
    head = [*card.contact]
    if flags:
        head.append((_("allowed"), "; ".join(flags)))
    if card.missing:
        head.append((_("missing"), "; ".join(card.missing)))
    first = (_("To whoever answers say only"), card.neutral) if card.neutral else ("", "")
    return PrintedCard(card.title, card.about, head, first, (_("Say to them alone"), card.say), card.code)
