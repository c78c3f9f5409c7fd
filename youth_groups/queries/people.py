"""Reads on people for lists and papers."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from core.outbox import Wish
from core.translated import translated
from youth_groups.documents import ConsentFormData
from youth_groups.enums import MayName, PhoneOwner
from youth_groups.models import GroupUserObjectPermission, Membership, Person, PersonLink


def wish_of(user: Any) -> Wish:
    """How the person behind an account may be written to: nothing at all, nothing but that there is an answer, or everything."""
    person = Person.objects.filter(user_id=user.pk).only("phone_owner", "no_messages", "may_name", "may_write").first()
    if person is None:
        return ""
    if person.no_messages or not person.may_write:
        return "none"
    shared = person.phone_owner in (PhoneOwner.FAMILY, PhoneOwner.TEACHER)
    return "neutral" if shared or person.may_name != MayName.TOPIC else ""


def accounts_offered(person: Person) -> QuerySet[Any]:
    """Accounts that may be said to be this person's: they act for a group in which the person is, and are nobody's yet. One statement."""
    groups = Membership.objects.filter(person=person, group__organisation=person.organisation_id).values("group")
    acting = GroupUserObjectPermission.objects.filter(content_object__in=groups).values("user")
    return get_user_model().objects.filter(pk__in=acting, is_active=True, person__isnull=True).order_by("name", "pk")


def links_of(person: Person) -> QuerySet[PersonLink]:
    """The standing links of one record, with both records and their organisations."""
    rows = PersonLink.objects.filter(Q(first=person) | Q(second=person), undone_at__isnull=True)
    return rows.select_related("first__organisation", "second__organisation").order_by("pk")


def consent_form_of(
    person: Person, language: str, *, number: str = "", activity: str = "", organiser: str = "", safeguarding: str = ""
) -> ConsentFormData:
    """What is printed on the person's paper form."""
    return ConsentFormData(
        language=language,
        number=number or person.number,
        name=person.written_name,
        birth_year=str(person.birth_year or ""),
        activity=activity,
        organiser=organiser or translated(person.organisation, "name", language),
        safeguarding=safeguarding,
    )
