"""The office's list of people; one person's record, changed part by part; links of two partners' records; what people declare."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from core.access import log_access
from core.refusals import Refused
from core.routes import route
from youth_groups.domain.across import reads_across
from youth_groups.domain.clearance import require_cleared
from youth_groups.domain.erasure import ERASES
from youth_groups.domain.links import link_people, may_link, unlink
from youth_groups.domain.own_account import link_account, unlink_account
from youth_groups.domain.people import add_occupation, change_person, record_caregiver, set_contact, shown_to_be_adult
from youth_groups.domain.protected import declare_sensitive, read_sensitive, reads_sensitive, records_sensitive
from youth_groups.domain.rights import RECORDS_PEOPLE, holds_one
from youth_groups.enums import ConsentPurpose
from youth_groups.forms.people import (
    WG_LABELS,
    WG_SCALE,
    CaregiverForm,
    ContactForm,
    LinkForm,
    OccupationForm,
    PersonForm,
    ReasonForm,
    SensitiveForm,
)
from youth_groups.models import Person, PersonLink
from youth_groups.queries.clearance import reads_minors
from youth_groups.queries.consents import standing_of_purposes
from youth_groups.queries.groups import people_listed
from youth_groups.queries.people import accounts_offered, links_of
from youth_groups.querysets import OFFICE_READS_PEOPLE
from youth_groups.registry import person_sections_for
from youth_groups.views.across import reason_across
from youth_groups.views.clearance import cleared

PER_PAGE = 50


def person_for(request: HttpRequest, number: str) -> Person:
    """The person within the reader's scope, else 404; a minor's record opens for the cleared only (Refused "not_cleared").

    A partner's record opens for a role of the lead organisation when it has said why (NeedsReason).
    """
    rows = Person.objects.for_user(request.user).select_related("locality", "province", "organisation", "merged_into", "user")
    row = get_object_or_404(rows, number=number)
    if row.is_minor_on(timezone.localdate()):
        require_cleared(cast(User, request.user))
    reason_across(request, row)
    return row


@require_GET
@route(audience="role", roles=OFFICE_READS_PEOPLE, model="youth_groups.Person", methods=("GET",))
def people(request: HttpRequest) -> HttpResponse:
    """People's records within the reader's scope. Reading them is logged."""
    user, text = cast(User, request.user), request.GET.get("q", "").strip()[:100]
    today, left_out, rows = timezone.localdate(), 0, people_listed(user, text=text)
    if not reads_minors(user, today):
        young = Person.objects.minors_on(today).values("pk")
        left_out, rows = rows.filter(pk__in=young).count(), rows.exclude(pk__in=young)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    minors = sum(person.is_minor_on(today) for person in page)
    if minors:
        log_access(user=user, action="read_list", model=Person, rows=minors)
    theirs = sum(reads_across(user, person.organisation) for person in page)
    if theirs:
        log_access(user=user, action="read_across", model=Person, rows=theirs, reason="list of the lead organisation")
    may_record = bool(user.role_codes() & set(RECORDS_PEOPLE))
    return render(request, "youth_groups/people.html", {"page": page, "q": text, "may_record": may_record, "left_out": left_out})


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=OFFICE_READS_PEOPLE, model="youth_groups.Person", permission="view")
@cleared
def person(request: HttpRequest, number: str) -> HttpResponse:
    """One record: what is written down, contact, caregivers, whether each consent stands, roles over time. Reading it is logged."""
    user, row = cast(User, request.user), person_for(request, number)
    if request.method == "POST" and request.POST.get("part") in ACTS:
        return _saved(request, row, lambda: ACTS[request.POST["part"]](row, user, request.POST))
    log_access(user=user, action="read", model=Person, subject_id=str(row.pk), reason=reason_across(request, row))
    today = timezone.localdate()
    standing = standing_of_purposes([row.pk], ConsentPurpose.values, today)
    may_record = holds_one(user, RECORDS_PEOPLE, row.organisation_id)
    context = {
        "person": row,
        "minor": row.is_minor_on(today),
        "consents": [(ConsentPurpose(purpose).label, found[row.pk]) for purpose, found in standing.items()],
        "caregivers": row.caregivers.order_by("pk"),
        "occupations": row.occupations.all(),
        "memberships": row.memberships.select_related("group").order_by("pk"),
        "sections": person_sections_for(row, user),
        "may_record": may_record,
        "accounts": accounts_offered(row) if may_record and row.user_id is None and row.erased_at is None else (),
        "may_sensitive": records_sensitive(user, row) or reads_sensitive(user),
        "may_link": may_link(user),
        "may_erase": row.erased_at is None and row.merged_into_id is None and holds_one(user, ERASES, row.organisation_id),
    }
    return render(request, "youth_groups/person.html", context)


def _link(row: Person, user: User, posted: QueryDict) -> None:
    link_account(person=row, user=get_object_or_404(accounts_offered(row), number=posted.get("account", "")), by=user)


#: What a button on the record does, by its part.
ACTS: dict[str, Callable[[Person, User, QueryDict], object]] = {
    "adult": lambda row, user, _posted: shown_to_be_adult(person=row, by=user),
    "account": _link,
    "no_account": lambda row, user, _posted: unlink_account(person=row, by=user),
}


def _saved(request: HttpRequest, row: Person, verb: Callable[[], object]) -> HttpResponse:
    try:
        verb()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("youth_groups:person", number=row.number)


#: Part of the address -> (form, heading, whether the form shows what stands).
PARTS: dict[str, tuple[Any, Any, bool]] = {
    "facts": (PersonForm, "Written down", True),
    "contact": (ContactForm, "Contact", True),
    "occupation": (OccupationForm, "Occupation", False),
    "caregiver": (CaregiverForm, "Caregiver", False),
}


def _write(part: str, row: Person, user: User, data: dict[str, Any]) -> object:
    verbs: dict[str, Callable[..., object]] = {
        "facts": change_person,
        "contact": set_contact,
        "occupation": add_occupation,
        "caregiver": record_caregiver,
    }
    return verbs[part](person=row, by=user, **data)


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=RECORDS_PEOPLE, model="youth_groups.Person", permission="change")
@cleared
def person_edit(request: HttpRequest, number: str, part: str) -> HttpResponse:
    """Change one part of the record."""
    user, row = cast(User, request.user), person_for(request, number)
    if part not in PARTS or not holds_one(user, RECORDS_PEOPLE, row.organisation_id):
        row = get_object_or_404(Person.objects.none())
    maker, heading, stands = PARTS[part]
    form = maker(request.POST or None, **({"instance": Person.objects.get(pk=row.pk)} if stands else {}))
    if form.is_valid():
        try:
            _write(part, row, user, form.facts() if isinstance(form, PersonForm) else form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("youth_groups:person", number=number)
    log_access(user=user, action="read", model=Person, subject_id=str(row.pk), reason=reason_across(request, row))
    return render(request, "youth_groups/person_edit.html", {"person": row, "form": form, "heading": _(heading)})


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=OFFICE_READS_PEOPLE, model="youth_groups.Person", permission="sensitive")
@cleared
def sensitive(request: HttpRequest, number: str) -> HttpResponse:
    """What a person declares: coordinators write it down, focal point and M&E officer of the lead read it with a reason."""
    user, row = cast(User, request.user), person_for(request, number)
    reads, records = reads_sensitive(user), records_sensitive(user, row)
    if not (reads or records):
        row = get_object_or_404(Person.objects.none())
    part = request.POST.get("part", "")
    write = SensitiveForm(request.POST if part == "declare" else None)
    reason = ReasonForm(request.POST if part == "read" else None)
    found: dict[str, Any] = {}
    try:
        if write.is_valid():
            declare_sensitive(person=row, by=user, **write.facts())
            messages.success(request, _("Saved."))
            return redirect("youth_groups:sensitive", number=number)
        if reason.is_valid():
            shown = read_sensitive(person=row, by=user, reason=reason.cleaned_data["reason"])
            found = {"shown": shown, "lines": _lines(shown.answers) if shown else []}
    except Refused as refusal:
        messages.error(request, str(refusal))
    context = {"person": row, "write": write if records else None, "reason": reason if reads else None, **found}
    return render(request, "youth_groups/person_sensitive.html", context)


def _lines(answers: dict[str, Any]) -> list[tuple[str, str]]:
    scale = {code: str(label) for code, label in WG_SCALE}
    ethnicity = answers.get("ethnicity", "")
    lines = [(_("Ethnicity"), scale.get(ethnicity, ethnicity))]
    return lines + [(str(WG_LABELS[name]), scale[answer]) for name, answer in answers.get("wg", {}).items()]


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=OFFICE_READS_PEOPLE, model="youth_groups.Person", permission="link")
@cleared
def links(request: HttpRequest, number: str) -> HttpResponse:
    """Another organisation's record of the same human: linked for counting, or taken apart again. For the lead's office only."""
    user, row = cast(User, request.user), person_for(request, number)
    if not may_link(user):
        row = get_object_or_404(Person.objects.none())
    undo = request.POST.get("link", "")
    form = (ReasonForm if undo else LinkForm)(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            if undo:
                unlink(link=get_object_or_404(PersonLink, pk=undo, pk__in=links_of(row).values("pk")), by=user, reason=data["reason"])
            else:
                other = get_object_or_404(Person.objects.for_user(user), number=data["number"].strip())
                link_people(first=row, second=other, by=user, reason=data["reason"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("youth_groups:links", number=number)
    shown = [(link, link.second if link.first_id == row.pk else link.first) for link in links_of(row)]
    log_access(user=user, action="read_links", model=Person, subject_id=str(row.pk))
    return render(request, "youth_groups/person_links.html", {"person": row, "links": shown, "form": LinkForm() if undo else form})
