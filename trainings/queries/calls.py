"""Training calls as the public pages show them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.dates import format_deadline, format_period
from core.open_calls import OpenCall
from core.translated import FALLBACK, translated
from trainings.documents.poster import Poster, PosterText
from trainings.models import Nomination, TrainingCall, TrainingCallPage
from youth_groups.models import Group, Person


def open_training_calls(at: datetime, lang: str) -> Iterable[OpenCall]:
    """A card for every open call that has a public page; the page in `lang`, else in ky, ru, en, uz. Two statements at most."""
    pages = (
        TrainingCallPage.objects.live()
        .filter(call__state="published", call__closes_at__gt=at)
        .select_related("call", "call__locality__province", "call__activity_type", "locale")
    )
    order = (lang, *FALLBACK)
    best: dict[int, TrainingCallPage] = {}
    for page in sorted(pages, key=lambda page: order.index(page.locale.language_code)):
        best.setdefault(page.call_id, page)
    return [_card(page, lang) for page in best.values()]


def _card(page: TrainingCallPage, lang: str) -> OpenCall:
    call = page.call
    with override(lang):
        bits = [("clock", format_period(call.first_day, call.last_day, lang)), ("people", ages_of(call))]
        if call.locality is not None:
            bits.append(("pin", call.locality.name))
        kind = call.activity_type.name
    return OpenCall(
        kind=kind[:1].upper() + kind[1:],
        icon="star",
        title=translated(call, "title", lang),
        url=page.url,
        closes_at=call.closes_at,
        bits=tuple(bit for bit in bits if bit[1])[:3],
    )


def ages_of(call: TrainingCall) -> str:
    """For whom, in words: "14 to 17 years old"; "" when the call does not say."""
    if call.age_from and call.age_to:
        return _("%(low)s to %(high)s years old") % {"low": call.age_from, "high": call.age_to}
    if call.age_from:
        return _("%(low)s years and older") % {"low": call.age_from}
    return _("up to %(high)s years old") % {"high": call.age_to} if call.age_to else ""


def facts_of_call(call: TrainingCall) -> list[tuple[str, str]]:
    """What stands in the box of the call's page. The locality is one more statement."""
    return [
        (_("Deadline"), format_deadline(call.closes_at)),
        (_("When"), format_period(call.first_day, call.last_day)),
        (_("Where"), call.locality.name if call.locality else ""),
        (_("For whom"), ages_of(call)),
        (_("Places"), str(call.places)),
    ]


def page_of(call: TrainingCall, lang: str) -> TrainingCallPage | None:
    """The call's public page in the language, else in ky, ru, en, uz; None without any. One statement."""
    order = (lang, *FALLBACK)
    pages = TrainingCallPage.objects.live().filter(call=call).select_related("locale")
    return min(pages, key=lambda page: order.index(page.locale.language_code), default=None)


def poster_of(call: TrainingCall, languages: Sequence[str]) -> Poster:
    """What the call's poster says in these languages, the first of them the larger reader's. The address on it leads to the call's page."""
    link = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("training_call_short", args=[call.slug])
    return Poster(
        language=languages[0],
        texts=[_poster_text(call, lang) for lang in languages],
        organiser=translated(call.organisation, "name", languages[0]),
        address=link.partition("://")[2],
        link=link,
    )


def _poster_text(call: TrainingCall, lang: str) -> PosterText:
    with override(lang):
        facts = [
            (_("When"), format_period(call.first_day, call.last_day, lang)),
            (_("Where"), call.locality.name if call.locality else ""),
            (_("For whom"), ages_of(call)),
            (_("Places"), str(call.places)),
            (_("Deadline"), format_deadline(call.closes_at, lang)),
        ]
        return PosterText(
            kind=call.activity_type.name,
            title=translated(call, "title", lang),
            facts=[fact for fact in facts if fact[1]],
            apply=_("Read more and apply: scan the code with your phone, or type the address:"),
        )


def person_of(user: Any) -> Person | None:
    """The record whose account this is; None for everybody else. One statement, none for somebody who is not signed in."""
    if not user.is_authenticated:
        return None
    return Person.objects.filter(user_id=user.pk, merged_into__isnull=True, erased_at__isnull=True).first()


def may_apply(user: Any, call: TrainingCall) -> bool:
    """Whether this person can put themself forward for the call, or has been."""
    person = person_of(user)
    return person is not None and person.organisation_id == call.organisation_id and (call.is_open() or nominated(call, person))


def nominated(call: TrainingCall, person: Person) -> bool:
    return Nomination.objects.filter(call=call, person=person).exists()


def groups_that_may_nominate(user: Any, call: TrainingCall) -> list[Group]:
    """The groups for which this person may nominate to this call. One statement, none for somebody who is not signed in."""
    if not user.is_authenticated or not call.is_open():
        return []
    return list(Group.objects.editable_by(user).filter(organisation_id=call.organisation_id, state="active").order_by("number"))
