"""The group of an address, for whoever may read it, write in it, or give access to it; 404 for everybody else."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from youth_groups.models import Group

RELATED = ("locality__province", "organisation")


def reader(request: HttpRequest) -> User:
    """Who is signed in: these views let nobody else in."""
    return cast(User, request.user)


def seen_group(request: HttpRequest, number: str) -> Group:
    return get_object_or_404(Group.objects.for_user(request.user).select_related(*RELATED), number=number)


def written_group(request: HttpRequest, number: str) -> Group:
    return get_object_or_404(Group.objects.writable_by(request.user).select_related(*RELATED), number=number)


def owned_group(request: HttpRequest, number: str) -> Group:
    return get_object_or_404(Group.objects.owned_by(request.user).select_related(*RELATED), number=number)
