"""Who acts for a group, as its owners see it; codes that let accounts in; typing a code."""

from uuid import UUID

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from core.refusals import Refused, refusals_as_messages
from core.routes import route
from youth_groups.domain.access import change_access, hand_over, make_members_reset_code, take_access
from youth_groups.domain.invitations import accept_invitation, find_invitation, invite, withdraw_invitation
from youth_groups.forms.invitations import RIGHT_WORDS, InviteForm, JoinForm, RightForm
from youth_groups.models import Group, GroupInvitation
from youth_groups.queries.groups import open_invitations, rights_of_accounts
from youth_groups.views.lookup import owned_group, reader

#: Typing codes: narrow for one account, wide for one address (a classroom behind it).
TRIES = {"join": "300/10m/ip,10/15m/user"}
IN_SESSION = "invitation"
NOBODYS = UUID(int=0)


def _account(group: Group, number: str) -> User:
    """An account that holds a right on the group."""
    mine = [user.pk for user, _right in rights_of_accounts(group)]
    return get_object_or_404(User.objects.filter(pk__in=mine), number=number)


@require_GET
@route(audience="object", model="youth_groups.Group", permission="own_group", methods=("GET",))
def people_of_group(request: HttpRequest, number: str) -> HttpResponse:
    """The accounts with their rights, the open codes, and the form for a new code."""
    group, user = owned_group(request, number), reader(request)
    accounts = [(found, right, RIGHT_WORDS[right]) for found, right in rights_of_accounts(group)]
    context = {
        "group": group,
        "accounts": accounts,
        "invitations": [(row, RIGHT_WORDS[row.right]) for row in open_invitations(group, timezone.now())],
        "form": InviteForm(),
        "owns": any(found.pk == user.pk and right == "own_group" for found, right, _words in accounts),
    }
    return render(request, "youth_groups/group_people.html", context)


@require_POST
@never_cache
@route(audience="object", model="youth_groups.Group", permission="own_group", methods=("POST",))
def make_invitation(request: HttpRequest, number: str) -> HttpResponse:
    """A new code, shown once, in this answer: kept is its hash."""
    group, form = owned_group(request, number), InviteForm(request.POST)
    if form.is_valid():
        with refusals_as_messages(request):
            row, code = invite(group=group, right=form.cleaned_data["right"], by=reader(request))
            words, address = RIGHT_WORDS[row.right], settings.ASHAR["ADDRESS"]
            context = {"group": group, "invitation": row, "code": code, "words": words, "site_address": address}
            return render(request, "youth_groups/invitation_code.html", context)
    return redirect("youth_groups:people_of_group", number=number)


@require_POST
@route(audience="object", model="youth_groups.GroupInvitation", permission="own_group", methods=("POST",))
def withdraw(request: HttpRequest, number: str, pk: str) -> HttpResponse:
    row = get_object_or_404(GroupInvitation.objects.select_related("group"), pk=pk, group=owned_group(request, number))
    with refusals_as_messages(request):
        withdraw_invitation(invitation=row, by=reader(request))
        messages.success(request, _("The code is withdrawn: it opens nothing any more."))
    return redirect("youth_groups:people_of_group", number=number)


@require_http_methods(["GET", "POST"])
@route(audience="object", model="youth_groups.Group", permission="own_group")
def person_of_group(request: HttpRequest, number: str, account: str) -> HttpResponse:
    """One account of the group: another right, taking it away, handing the group over."""
    group, by = owned_group(request, number), reader(request)
    user = _account(group, account)
    rights = {found.pk: right for found, right in rights_of_accounts(group)}
    form = RightForm(request.POST if request.POST.get("do") == "change" else None, initial={"right": rights[user.pk]})
    if request.method == "POST":
        with refusals_as_messages(request):
            _done(request, group, user, form)
            # Who has just handed over or left gives access to the group no longer.
            kept = Group.objects.owned_by(by).filter(pk=group.pk).exists()
            return redirect("youth_groups:people_of_group", number=number) if kept else redirect("home:my")
    context = {"group": group, "person": user, "words": RIGHT_WORDS[rights[user.pk]], "form": form}
    return render(request, "youth_groups/group_account.html", {**context, "owns": rights.get(by.pk) == "own_group"})


def _done(request: HttpRequest, group: Group, user: User, form: RightForm) -> None:
    """What the button says. Raises Refused."""
    by, action = reader(request), request.POST.get("do", "")
    if action == "change" and form.is_valid():
        change_access(group=group, user=user, right=form.cleaned_data["right"], by=by)
        messages.success(request, _("The account has this right now."))
    elif action == "take":
        take_access(group=group, user=user, by=by)
        messages.success(request, _("The account no longer acts for the group."))
    elif action == "hand_over":
        hand_over(group=group, to=user, by=by)
        messages.success(request, _("The group is handed over. You stay as editor."))
    else:
        raise Refused(_("Choose what to do."), code="nothing_chosen")


@require_POST
@never_cache
@route(audience="object", model="youth_groups.Group", permission="own_group", methods=("POST",))
def reset_code(request: HttpRequest, number: str, account: str) -> HttpResponse:
    """A code for a member's forgotten password, shown once."""
    group = owned_group(request, number)
    user = _account(group, account)
    with refusals_as_messages(request):
        code = make_members_reset_code(group=group, user=user, by=reader(request))
        return render(request, "youth_groups/group_account_code.html", {"group": group, "person": user, "code": code})
    return redirect("youth_groups:person_of_group", number=number, account=account)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("code")
@never_cache
@route(audience="public")
def join(request: HttpRequest) -> HttpResponse:
    """Type a code. Signed-out people read how to sign in or open an account first, and come back here; the code is never in an address."""
    if not request.user.is_authenticated:
        return render(request, "youth_groups/invitation_sign_in.html")
    form = JoinForm(request.POST or None)
    if form.is_valid():
        if ratelimit.consume(request, app="youth_groups", action="join", config=TRIES, user=reader(request)) is None:
            return render(request, "429.html", status=429)
        try:
            request.session[IN_SESSION] = str(find_invitation(code=form.cleaned_data["code"]).pk)
            return redirect("youth_groups:accept")
        except Refused as refusal:
            form.add_error("code", str(refusal))
    return render(request, "youth_groups/invitation_join.html", {"form": form})


@require_http_methods(["GET", "POST"])
@never_cache
@route(audience="signed_in")
def accept(request: HttpRequest) -> HttpResponse:
    """Which group and which right the code opens; accepting it."""
    row = GroupInvitation.objects.filter(pk=request.session.get(IN_SESSION, NOBODYS)).select_related("group__locality").first()
    if row is None:
        return redirect("youth_groups:join")
    if request.method == "POST":
        request.session.pop(IN_SESSION, None)
        with refusals_as_messages(request):
            group = accept_invitation(invitation=row, by=reader(request))
            messages.success(request, _("Welcome: this account now acts for the group."))
            return redirect(group.get_absolute_url())
        return redirect("youth_groups:join")
    return render(request, "youth_groups/invitation_accept.html", {"group": row.group, "words": RIGHT_WORDS[row.right]})
