"""The register of places: what was typed and waits, the list, one place with its names, matching, merging."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from core.refusals import Refused, refusals_as_messages
from core.routes import route
from programme.domain import localities as verbs
from programme.domain.merging import match_locality, may_be_undone, merge_localities, undo_locality_merge
from programme.models import Locality, LocalityMerge, LocalityName, Place
from programme.place_forms import LocalityForm, NameForm, RenameForm, countries
from programme.queries.localities import history_of, localities_listed, provinces_to_choose, uses_of, waiting_with
from programme.querysets import KEEPS_PLACES, keeps_places

PER_PAGE, FOUND = 50, 20
WAITING = 20
ROLES = tuple(role.value for role in KEEPS_PLACES)
KEEPER = "keeps the register of places, in the lead NGO"


def _rows(request: HttpRequest) -> "QuerySet[Locality]":
    return Locality.objects.kept_by(request.user).select_related("province", "place", "parent")


def _only_keepers(request: HttpRequest) -> User:
    if not keeps_places(request.user):
        raise Http404
    return cast(User, request.user)


def _number(text: str | None) -> int | None:
    """A number of an address, or nothing for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


@require_GET
@route(audience="role", roles=ROLES, model="programme.Locality", methods=("GET",))
def places(request: HttpRequest) -> HttpResponse:
    """What was typed and waits, with what it may be."""
    _only_keepers(request)
    page = Paginator(_rows(request).filter(typed=True).order_by("folded", "pk"), WAITING).get_page(request.GET.get("page"))
    return render(request, "programme/places.html", {"page": page, "waiting": waiting_with(page.object_list)})


@require_GET
@route(audience="role", roles=ROLES, model="programme.Locality", methods=("GET",))
def register(request: HttpRequest) -> HttpResponse:
    """The list of places with search."""
    _only_keepers(request)
    text, province, kind = request.GET.get("q", "").strip()[:100], _number(request.GET.get("province")), request.GET.get("kind", "")
    kind = kind if kind in Locality.Kind.values else ""
    page = Paginator(localities_listed(text=text, province=province, kind=kind), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "q": text,
        "province": province,
        "provinces": provinces_to_choose(),
        "kind": kind,
        "kinds": Locality.Kind.choices,
    }
    return render(request, "programme/localities.html", context)


@require_GET
@route(audience="object", roles=ROLES, model="programme.Locality", permission=KEEPER, methods=("GET",))
def locality(request: HttpRequest, pk: int) -> HttpResponse:
    """One place. The address of one that was merged leads to its survivor."""
    row = _rows(request).filter(pk=pk).first()
    if row is None:
        merge = get_object_or_404(LocalityMerge.objects.kept_by(request.user).standing().filter(gone_id=pk)[:1])
        return redirect("programme:locality", pk=merge.survivor_id)
    merges = [(merge, may_be_undone(merge)) for merge in row.merges.standing().select_related("by")]
    context = {
        "locality": row,
        "names": row.names.all(),
        "children": row.children.order_by("folded")[:PER_PAGE],
        "uses": uses_of([row]).get(row.pk, []),
        "merges": merges,
        "country": dict(countries()).get(row.country, row.country) if row.country else "",
        "stations": history_of(row),
    }
    return render(request, "programme/locality.html", context)


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=ROLES, model="programme.Locality", permission=KEEPER)
def match(request: HttpRequest, pk: int) -> HttpResponse:
    """GET looks for the place that this one is; POST matches or merges it into the one chosen."""
    row = _rows(request).filter(pk=pk)
    gone = get_object_or_404(row)
    if request.method == "POST":
        survivor = get_object_or_404(_rows(request), pk=_number(request.POST.get("into")) or 0)
        with refusals_as_messages(request):
            by = cast(User, request.user)
            if gone.typed and not survivor.typed:
                match_locality(typed=gone, known=survivor, by=by)
            else:
                merge_localities(survivor=survivor, gone=gone, by=by)
            messages.success(request, _("The two are one place now. For 30 days this can be undone on its page."))
            return redirect("programme:places") if gone.typed else redirect(survivor)
    text = request.GET.get("q", "").strip()[:100]
    found = localities_listed(text=text).exclude(pk=pk)[:FOUND] if text else []
    return render(
        request, "programme/locality_match.html", {"waiting": waiting_with([gone])[0], "locality": gone, "q": text, "found": found}
    )


def _saved(request: HttpRequest, form: Form, verb: Callable[[], Any], words: str) -> bool:
    """Whether the verb was carried out; its refusal is shown at the form, with all that was typed."""
    if not form.is_valid():
        return False
    try:
        verb()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, words)
    return True


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=ROLES, model="programme.Locality", permission=KEEPER)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept what was typed as a new place, or correct one of the register."""
    row = get_object_or_404(_rows(request), pk=pk)
    unit = Place.objects.filter(pk=_number(request.GET.get("unit")) or 0).first() if row.typed else None
    form = LocalityForm(request.POST or None, locality=row, unit=unit)
    verb = verbs.accept_locality if row.typed else verbs.correct_locality
    if _saved(request, form, lambda: verb(locality=row, facts=form.facts(), by=cast(User, request.user)), _("The place is saved.")):
        return redirect("programme:places" if row.typed else row)
    return render(request, "programme/locality_edit.html", {"form": form, "locality": row})


@require_http_methods(["GET", "POST"])
@route(audience="role", roles=ROLES, model="programme.Locality")
def add(request: HttpRequest) -> HttpResponse:
    by = _only_keepers(request)
    form = LocalityForm(request.POST or None)
    if _saved(request, form, lambda: verbs.add_locality(facts=form.facts(), by=by), _("The place stands in the register.")):
        return redirect("programme:localities")
    return render(request, "programme/locality_edit.html", {"form": form, "locality": None})


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=ROLES, model="programme.Locality", permission=KEEPER)
def name_add(request: HttpRequest, pk: int) -> HttpResponse:
    row, by = get_object_or_404(_rows(request), pk=pk), cast(User, request.user)
    form = NameForm(request.POST or None)
    if _saved(request, form, lambda: verbs.add_locality_name(locality=row, by=by, **form.cleaned_data), _("The name is added.")):
        return redirect(row)
    return render(request, "programme/locality_name.html", {"form": form, "locality": row, "renaming": False})


@require_http_methods(["GET", "POST"])
@route(audience="object", roles=ROLES, model="programme.Locality", permission=KEEPER)
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    row, by = get_object_or_404(_rows(request).filter(typed=False), pk=pk), cast(User, request.user)
    form = RenameForm(request.POST or None)
    if _saved(request, form, lambda: verbs.rename_locality(locality=row, by=by, **form.cleaned_data), _("It has its new name.")):
        return redirect(row)
    return render(request, "programme/locality_name.html", {"form": form, "locality": row, "renaming": True})


@require_POST
@route(audience="object", roles=ROLES, model="programme.LocalityName", permission=KEEPER, methods=("POST",))
def name_remove(request: HttpRequest, pk: int) -> HttpResponse:
    name = get_object_or_404(LocalityName.objects.filter(locality__in=_rows(request)).select_related("locality"), pk=pk)
    with refusals_as_messages(request):
        verbs.remove_locality_name(name=name, by=cast(User, request.user))
        messages.success(request, _("The name is taken back."))
    return redirect(name.locality)


@require_POST
@route(audience="object", roles=ROLES, model="programme.LocalityMerge", permission=KEEPER, methods=("POST",))
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    merge = get_object_or_404(LocalityMerge.objects.kept_by(request.user), pk=pk)
    with refusals_as_messages(request):
        back = undo_locality_merge(merge=merge, by=cast(User, request.user))
        messages.success(request, _("They are two places again."))
        return redirect(back)
    return redirect("programme:locality", pk=merge.survivor_id)
