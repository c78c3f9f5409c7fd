from datetime import date
from typing import Any

import factory
from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts.models import User
from accounts.roles import SECOND_FACTOR_ROLES, Role
from programme.models import Agreement, BudgetLine, Donor, Locality, Organisation, Place, Project, RoleHeld
from tests.factories.accounts import UserFactory
from youth_groups.domain.clearance import two_years_after
from youth_groups.models import Clearance
from youth_groups.queries.clearance import NEEDED, WORK_WITH_MINORS

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A partner; `OrganisationFactory(lead=True)` gives the one lead NGO (made once)."""

    class Meta:
        model = Organisation
        django_get_or_create = ("code",)

    class Params:
        lead = factory.Trait(code="lead", kind="lead", name_en="Lead NGO", name_ru="Ведущая НПО", name_ky="Жетектөөчү БӨУ")

    code = factory.Sequence(lambda n: f"partner-{n}")
    kind = "partner"
    name_en = factory.Sequence(lambda n: f"Partner {n}")
    name_ru = factory.Sequence(lambda n: f"Партнёр {n}")
    name_ky = factory.Sequence(lambda n: f"Өнөктөш {n}")


def lead() -> Organisation:
    return OrganisationFactory(lead=True)


def clear(user: User, signed_on: date | None = None) -> User:
    """Put code of conduct and briefing on file, signed today when no day is given."""
    day = signed_on or timezone.localdate()
    for kind in NEEDED:
        Clearance.objects.create(user=user, kind=kind, signed_on=day, valid_until=two_years_after(day), recorded_by=user)
    return user


def holder(role: str, organisation: Organisation | None = None, *, second_factor: bool = True, cleared: bool = True, **fields: Any) -> User:
    """A user who holds the role in the organisation (the lead NGO when none is given), with the second factor that the role needs.

    An auditor's is for today, of an agreement made for it.

    `cleared`: with the papers for work with minors, where the role meets them.
    """
    user = UserFactory(**fields)
    if cleared and role in WORK_WITH_MINORS:
        clear(user)
    where = organisation or lead()
    audits = {"agreement": AgreementFactory(project__organisation=where), "last_day": timezone.localdate()} if role == Role.AUDITOR else {}
    RoleHeld.objects.create(user=user, organisation=where, role=role, **audits)
    if second_factor and role in SECOND_FACTOR_ROLES:
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": TOTP_SECRET})
    return user


class PlaceFactory(factory.django.DjangoModelFactory):
    """A province."""

    class Meta:
        model = Place
        django_get_or_create = ("soate",)

    soate = "41706000000000"
    level = "oblast"
    iso = "KG-O"
    name_en = "Osh"
    name_ru = "Ошская область"
    name_ky = "Ош облусу"
    folded = "ош"


class LocalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Locality

    name = factory.Sequence(lambda n: f"Айыл {n}")
    folded = factory.Sequence(lambda n: f"айыл {n}")
    kind = "village"
    province = factory.SubFactory(PlaceFactory)


class DonorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Donor

    code = factory.Sequence(lambda n: f"donor-{n}")
    name_en = factory.Sequence(lambda n: f"Donor {n}")
    name_ru = factory.Sequence(lambda n: f"Донор {n}")
    name_ky = factory.Sequence(lambda n: f"Донор {n}")


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project

    code = factory.Sequence(lambda n: f"project-{n}")
    organisation = factory.LazyFunction(lead)
    title_en = factory.Sequence(lambda n: f"Project {n}")
    title_ru = factory.Sequence(lambda n: f"Проект {n}")
    title_ky = factory.Sequence(lambda n: f"Долбоор {n}")


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    donor = factory.SubFactory(DonorFactory)
    project = factory.SubFactory(ProjectFactory)
    organisation = factory.LazyAttribute(lambda agreement: agreement.project.organisation)
    number = factory.Sequence(lambda n: f"AGR-{n}")
    first_day = date(2026, 1, 1)
    last_day = date(2027, 12, 31)
    amount_minor = 100_000_000
    currency = "KGS"


class BudgetLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = BudgetLine

    agreement = factory.SubFactory(AgreementFactory)
    code = factory.Sequence(lambda n: f"{n}.1")
    name_en = "Small grants"
    name_ru = "Малые гранты"
    name_ky = "Чакан гранттар"
    amount_minor = 50_000_000
    currency = "KGS"
