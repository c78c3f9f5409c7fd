"""The chain's objects of grants."""

import io
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from tests.chain import Chain


def fill_grants(found: "Chain", users: dict[str, Any]) -> None:
    from demo.build.grants import account_of
    from grants.models import Application, ApplicationFile, GrantCall, ReviewAssignment, SavedView
    from youth_groups.models import ActionPlan

    theirs = Application.objects.filter(group__organisation__code="lead")
    file = ApplicationFile.objects.filter(application__in=theirs.filter(state="draft")).earliest("pk")
    draft = file.application
    call = GrantCall.objects.filter(organisation__code="lead").earliest("pk")
    review = ReviewAssignment.objects.filter(application__in=theirs, state="declared").earliest("pk")
    read = ReviewAssignment.objects.filter(application__files__isnull=False, state="sent").earliest("pk")
    awarded, sent = theirs.filter(state="awarded").earliest("pk"), theirs.filter(state="submitted").earliest("pk")
    found.insiders += [account_of(application.group) for application in (draft, sent)] + [review.reviewer]
    plan = ActionPlan.objects.filter(group__organisation__code="lead").earliest("pk")
    declined = theirs.filter(state="declined").earliest("pk")
    view = SavedView.objects.create(user=users["grants_officer"], name="Late", query="waiting=overdue")
    paper = _received(users["grants_officer"])
    here, office = "/grants/applications/<slug:code>", "/grants/office/applications/<slug:code>"
    found.values |= {
        "/grants/apply/<slug:slug>": call.slug,
        "/grants/apply/<slug:slug>/<str:group>": draft.group.number,
        "/grants/apply/<slug:slug>/<str:group>/plan/<int:plan>": plan.pk,
        here: draft.code,
        f"{here}/part/<slug:part>": draft.form_version.schema["parts"][0]["key"],
        f"{here}/budget/<int:pk>": draft.budget.earliest("pk").pk,
        f"{here}/files/<int:pk>": file.pk,
        "/grants/reviews/<int:pk>": review.pk,
        "/grants/office/calls/<slug:slug>": call.slug,
        "/grants/dossiers/<slug:code>": awarded.code,
        "/grants/office/views/<int:pk>": view.pk,
        office: sent.code,
        f"{office}/recuse/<int:pk>": review.pk,
    }
    found.special |= {
        "/grants/apply/<slug:slug>/<str:group>/plan/<int:plan>/": {"group": plan.group.number, "plan": str(plan.pk)},
        f"{here}/letter.pdf": {"code": awarded.code},
        f"{here}/decision.pdf": {"code": declined.code},
        f"{here}/read-back/": {"code": paper},
        f"{here}/original/": {"code": paper},
        f"{here}/sent.pdf": {"code": sent.code},
        f"{here}/receipt/": {"code": sent.code},
        f"{here}/withdraw/": {"code": sent.code},
        f"{office}/recuse/<int:pk>/": {"code": review.application.code},
        "/grants/reviews/<int:pk>/files/<int:file>/": {"pk": str(read.pk), "file": str(read.application.files.earliest("pk").pk)},
    }


def _received(by: Any) -> str:
    """The address code of an application that this person typed from paper."""
    from grants.domain.receiving import record_received
    from grants.models import GrantCall
    from youth_groups.models import Group

    call = GrantCall.objects.open().filter(organisation__code="lead").earliest("pk")
    groups = Group.objects.filter(organisation__code="lead", state=Group.State.ACTIVE).exclude(applications__call=call)
    if call.group_kinds:
        groups = groups.filter(kind__in=call.group_kinds)
    if provinces := list(call.provinces.all()):
        groups = groups.filter(locality__province__in=provinces)
    application = record_received(
        call=call,
        group=groups.earliest("pk"),
        by=by,
        channel="paper",
        arrived_at=timezone.now(),
        original=io.BytesIO(b"%PDF-1.4"),
        name="pages.pdf",
        eligibility={condition["key"]: condition["needed"] for condition in call.eligibility},
        language="ky",
    )
    return str(application.code)
