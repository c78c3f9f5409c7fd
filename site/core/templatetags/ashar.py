"""The design system's tags and filters: `{% load ashar %}`.

Icons are drawn inline: the path of one is shorter than a reference to it, needs no second request and no order of rendering.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.forms.forms import BaseForm
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core import dates, figures, languages, navigation
from core.events import said_by
from core.money import Money
from core.translated import translated

register = template.Library()

#: Twenty by twenty units, drawn with a line of two.
ICONS = {
    "alert": '<path d="M10 3 18 17H2zM10 8.5v3.5m0 2.4v.1"/>',
    "back": '<path d="M16.5 10h-13m5-5-5 5 5 5"/>',
    "chat": '<path d="M3 4h14v10H9l-4 3.5V14H3z"/>',
    "check": '<path d="m4 10.5 4 4 8-9"/>',
    "clock": '<circle cx="10" cy="10" r="7.5"/><path d="M10 5.5V10l3 2"/>',
    "cloud": '<path d="M5.5 15.5a3.5 3.5 0 0 1 0-7 5 5 0 0 1 9.5 1 3 3 0 0 1 0 6zM3 3l14 14"/>',
    "cross": '<path d="m5 5 10 10M15 5 5 15"/>',
    "doc": '<path d="M5 2.5h7l4 4v11H5zM12 2.5v4h4M8 11h5m-5 3h5"/>',
    "dot": '<circle cx="10" cy="10" r="4.5"/>',
    "down": '<path d="M10 3v10m-4-4 4 4 4-4M3.5 17h13"/>',
    "info": '<circle cx="10" cy="10" r="7.5"/><path d="M10 9.5v4m0-7v.1"/>',
    "lock": '<rect x="4" y="9" width="12" height="8.5" rx="1.5"/><path d="M6.5 9V6.5a3.5 3.5 0 0 1 7 0V9"/>',
    "money": '<rect x="2" y="5" width="16" height="10" rx="1.5"/><circle cx="10" cy="10" r="2.2"/>',
    "next": '<path d="M3.5 10h13m-5-5 5 5-5 5"/>',
    "pen": '<path d="M3 17l1-4L14 3l3 3L7 16z"/>',
    "people": '<circle cx="7" cy="7" r="3"/>'
    '<path d="M1.5 17c0-3.5 2.4-5.5 5.5-5.5s5.5 2 5.5 5.5M13 4.3a3 3 0 0 1 0 5.4m2 2.3c2 .7 3.5 2.3 3.5 5"/>',
    "phone": '<path d="M6 2.5H3.5C3 10 10 17 17.5 16.5V14l-4-1.5-1.5 2C9 13 7 11 5.5 8l2-1.5z"/>',
    "pin": '<path d="M10 18s6-5.6 6-10A6 6 0 0 0 4 8c0 4.4 6 10 6 10z"/><circle cx="10" cy="8" r="2"/>',
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "star": '<path d="M10 2.5 17.5 10 10 17.5 2.5 10z"/>',
    "wait": '<path d="M5 2.5h10M5 17.5h10M6 2.5c0 4 3 5 4 7.5 1-2.5 4-3.5 4-7.5M6 17.5c0-4 3-5 4-7.5 1 2.5 4 3.5 4 7.5"/>',
}
TONE_ICONS = {"ok": "check", "warn": "alert", "bad": "alert", "info": "info", "": "dot"}
MESSAGE_TONES = {"success": "ok", "warning": "warn", "error": "bad", "info": "info", "debug": "info"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "check" %}`: decoration only, the word beside it says the same. An unknown name is an error."""
    return mark_safe(f'<svg class="i" viewBox="0 0 20 20" aria-hidden="true">{ICONS[name]}</svg>')


def _state(tone: str, text: Any, icon: str) -> dict[str, Any]:
    return {"tone": tone, "text": text, "icon": icon or TONE_ICONS[tone]}


@register.inclusion_tag("components/pill.html")
def pill(tone: str, text: Any, icon: str = "") -> dict[str, Any]:
    """`{% pill "ok" _("Open") %}`: the state of the whole page, once at its top. tone: ok, warn, bad, info or ""."""
    return _state(tone, text, icon)


@register.inclusion_tag("components/state.html")
def state(tone: str, text: Any, icon: str = "") -> dict[str, Any]:
    """`{% state "warn" _("Today") icon="clock" %}`: a state in a list or a table."""
    return _state(tone, text, icon)


@register.inclusion_tag("components/bar.html")
def bar(part: int, whole: int, tick: int | None = None, thick: bool = False, most: int | None = None) -> dict[str, Any]:
    """A bar of `part` of `whole`, with a tick at a target and one at the `most` of it; the figures stand beside it in words. Never for a
    withheld figure.
    """
    ticks = [None if each is None else figures.percent_of(each, whole) for each in (tick, most)]
    return {
        "width": figures.percent_of(part, whole),
        "over": part > whole > 0 or (most is not None and part > most),
        "tick": ticks[0],
        "most": ticks[1],
        "thick": thick,
    }


@register.inclusion_tag("components/bar_parts.html")
def bar_parts(*amounts: int) -> dict[str, Any]:
    """Parts of one whole beside one another, in the colours val, val2, f2, trk (paid, awarded, proposed, free)."""
    whole = sum(amounts)
    parts, start = [], 0.0
    for css, amount in zip(("val", "val2", "f2", "trk"), amounts, strict=False):
        width = figures.percent_of(amount, whole)
        parts.append({"css": css, "x": round(start, 2), "width": width})
        start += width
    return {"parts": parts}


register.filter("said_by", said_by)


@register.filter
def money(amount: int | Money | None, currency: str = "KGS") -> str:
    """`{{ award.amount_minor|money:award.currency }}` or `{{ award.amount|money }}` for Money; nothing for None."""
    if amount is None:
        return ""
    if isinstance(amount, Money):
        return figures.format_money(amount.minor, amount.currency)
    return figures.format_money(int(amount), str(currency))


@register.filter
def number(value: int | None) -> str:
    return "" if value is None else figures.format_number(int(value))


@register.filter
def programme_date(value: date | datetime | None) -> str:
    return "" if value is None else dates.format_date(value)


@register.filter
def programme_day(value: date | datetime | None) -> str:
    return "" if value is None else dates.format_day(value)


@register.filter
def programme_time(value: datetime | None) -> str:
    return "" if value is None else dates.format_time(value)


@register.filter
def deadline(value: datetime | None) -> str:
    return "" if value is None else dates.format_deadline(value)


@register.simple_tag
def period(start: date | datetime, end: date | datetime) -> str:
    return dates.format_period(start, end)


def days_left_words(value: date | datetime) -> tuple[str, str, str]:
    """(tone, icon, words) of what is left until a deadline."""
    left = dates.days_left(value)
    passed = isinstance(value, datetime) and value < datetime.now(tz=dates.BISHKEK)
    if left < 0 or passed:
        return "bad", "alert", _("The date has passed")
    if left == 0:
        return (
            "warn",
            "alert",
            _("Today, until %(time)s") % {"time": dates.format_time(value)} if isinstance(value, datetime) else _("Today"),
        )
    words = ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}
    return ("warn", "alert", words) if left <= 3 else ("info", "clock", words)


@register.inclusion_tag("components/state.html")
def days_left(value: date | datetime) -> dict[str, Any]:
    """`{% days_left call.closes_at %}`: "27 days left" with its state."""
    tone, sign, words = days_left_words(value)
    return {"tone": tone, "icon": sign, "text": words}


@register.filter
def in_language(thing: Any, field: str) -> str:
    """`{{ call|in_language:"title" }}`: title_<language>, else ky, ru, en."""
    return translated(thing, field) if thing else ""


@register.filter
def percent(part: int, whole: int) -> str:
    """Whole per cent; below a base of 20 "3 of 4", because a per cent of few people misleads."""
    if whole < 20:
        return _("%(part)s of %(whole)s") % {"part": part, "whole": whole}
    return f"{figures.percent_of(part, whole):.0f}{figures.NBSP}%"


@register.filter
def message_tone(level: str) -> str:
    return MESSAGE_TONES.get(level, "info")


@register.filter
def tone_icon(tone: str) -> str:
    return TONE_ICONS.get(tone, "info")


@register.filter
def at(items: list[Any], index: int) -> Any:
    """The item at a place, or nothing beyond the end."""
    return items[index] if 0 <= index < len(items) else ""


# forms


@register.filter
def widget_kind(field: BoundField) -> str:
    """How the field component draws it: choices, tick, file, multi or input."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", "")
    if kind in ("radio", "checkbox") and hasattr(widget, "optgroups"):
        return "choices"
    if kind == "checkbox":
        return "tick"
    if kind == "file":
        return "file"
    return "multi" if hasattr(widget, "widgets") else "input"


@register.simple_tag
def control(field: BoundField, extra: str = "") -> SafeString:
    """The input itself, short where its answer is short."""
    attrs: dict[str, Any] = dict(field.field.widget.attrs)
    short = getattr(field.field.widget, "input_type", "") in ("number", "date", "time", "tel", "datetime-local")
    classes = " ".join(part for part in (attrs.get("class", ""), extra, "short" if short else "") if part)
    return field.as_widget(attrs={"class": classes} if classes else None)


@register.simple_tag
def anchor(field: BoundField) -> str:
    """The id of the first input of a field: where a link of the error summary leads."""
    return f"{field.auto_id}_0" if widget_kind(field) in ("choices", "multi") else field.auto_id


@register.simple_tag
def form_errors(*forms: BaseForm | Iterable[BaseForm] | None) -> list[dict[str, str]]:
    """Every error of the forms as {label, text, anchor}, those of a whole form first, each with its field's anchor."""
    found: list[dict[str, str]] = []
    for form in _flat(forms):
        if not form.is_bound:
            continue
        found += [{"label": "", "text": str(text), "anchor": ""} for text in form.non_field_errors()]
        for field in form:
            label = str(field.label)
            label += "" if label.endswith(("?", ":", ".")) else ":"
            found += [{"label": label, "text": str(text), "anchor": "" if field.is_hidden else anchor(field)} for text in field.errors]
    return found


def _flat(forms: Iterable[Any]) -> list[BaseForm]:
    flat: list[BaseForm] = []
    for form in forms:
        if form is None or form == "":
            continue
        flat += [form] if isinstance(form, BaseForm) else list(form)
    return flat


# the frame of the page


@register.simple_tag(takes_context=True)
def links(context: template.Context, area: navigation.Area) -> list[navigation.ShownLink]:
    """`{% links "public" as items %}`: the registered links this person may follow."""
    return navigation.links_for(area, context.get("request"), context.get("user"))


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[dict[str, Any]]:
    """A link per language: a Wagtail page leads to its own translation, any other page to the view that keeps the choice."""
    request: HttpRequest | None = context.get("request")
    active = dates.language(get_language())
    return [
        {"code": code, "short": code.upper(), "name": languages.NAMES.get(code, code), "current": code == active, "url": url}
        for code, url in _language_urls(request, context.get("page")).items()
    ]


def _language_urls(request: HttpRequest | None, page: Any) -> dict[str, str]:
    translations: dict[str, str] = {}
    if hasattr(page, "get_translations"):
        live = page.get_translations(inclusive=True).live().select_related("locale")
        translations = {found.locale.language_code: found.get_url(request) or "" for found in live}
    urls = {}
    here = request.get_full_path() if request is not None else "/"
    for code in languages.codes():
        if translations.get(code):
            urls[code] = translations[code]
            continue
        try:
            urls[code] = reverse("home:language", args=[code]) + ("" if translations else "?" + urlencode({"next": here}))
        except NoReverseMatch:
            continue
    return urls


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], name: str = "page") -> dict[str, Any]:
    """`{% pagination page %}`: links to the pages of a list; the other parameters of the address stay."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request is not None else None

    def address(target: int) -> str:
        if query is None:
            return f"?{name}={target}"
        query[name] = str(target)
        return f"?{query.urlencode()}"

    steps = [
        {"number": item, "url": address(item) if isinstance(item, int) else "", "current": item == page.number}
        for item in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "steps": steps,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.simple_tag
def soft(text: str) -> SafeString:
    """A soft hyphen in the middle of words over 24 letters, so that a narrow screen can break them."""
    words = [word if len(word) <= 24 else f"{word[: len(word) // 2]}\u00ad{word[len(word) // 2 :]}" for word in str(text).split(" ")]
    return format_html("{}", " ".join(words))
