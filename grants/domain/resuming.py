"""A draft without an account: begun, opened again by its resume code, joined to a group. It is sent by a group only."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.codes import derived, digest, tidy
from core.events import record_event
from core.refusals import Refused
from grants.domain.drafts import new_address, unmet_conditions, why_group_may_not
from grants.domain.rights import require_runs
from grants.enums import ApplicationState
from grants.holders import CODE_LENGTH, PURPOSE, CodeHolder
from grants.models import Application, GrantCall
from youth_groups.models import Group

if TYPE_CHECKING:
    from accounts.models import User

LABEL = "resume code"


def resume_code(application: Application) -> str:
    """The code of a draft without an account: it follows from the address and the site's key and is stored nowhere."""
    return derived("resume", application.code, CODE_LENGTH)


def start_without_account(
    *, call: GrantCall, eligibility: Mapping[str, bool], language: str, other_kind: bool = False, elsewhere: bool = False
) -> tuple[Application, CodeHolder]:
    """Begin a draft that belongs to nobody yet; its resume code opens it.

    `other_kind`, `elsewhere`: the group says itself that it is not of the call's kinds, or provinces: that decides at once. It is looked at
    again in the register when the draft is joined to a group. Raises Refused: call closed, conditions not met (why not).
    """
    if not call.is_open() or call.form_version is None:
        raise Refused(_("This call is closed: no new application can be begun."), code="closed")
    unmet = unmet_conditions(call, eligibility, language)
    unmet += [_("This call is not for this kind of group.")] if other_kind else []
    unmet += [_("This call is for other provinces.")] if elsewhere else []
    if unmet:
        raise Refused(" ".join(unmet), code="not_eligible")
    address = new_address()
    kept = digest(PURPOSE, derived("resume", address, CODE_LENGTH))
    with transaction.atomic():
        application = Application.objects.create(
            code=address,
            resume_digest=kept,
            call=call,
            organisation_id=call.organisation_id,
            language=language,
            form_version=call.form_version,
            eligibility=dict(eligibility),
            currency=call.currency,
        )
        holder = CodeHolder(LABEL, application.pk, kept)
        record_event(subject=application, action="begun", by=holder, target=ApplicationState.DRAFT)
    return application, holder


def find_by_code(typed: str) -> tuple[Application, CodeHolder] | None:
    """The application that the code opens, as people type it. One statement. Tries are counted by the caller."""
    kept = digest(PURPOSE, tidy(typed))
    application = Application.objects.filter(resume_digest=kept).exclude(state=ApplicationState.WITHDRAWN).first()
    return (application, CodeHolder(LABEL, application.pk, kept)) if application is not None else None


def holder_of(code: str, kept: str) -> tuple[Application, CodeHolder] | None:
    """The application at this address, for who has typed its code in this session. One statement."""
    related = ("call", "group", "organisation", "form_version", "received")
    application = Application.objects.filter(code=code, resume_digest=kept).select_related(*related).first()
    return (application, CodeHolder(LABEL, application.pk, kept)) if application is not None else None


def join_draft(*, application: Application, holder: CodeHolder, group: Group, by: "User") -> Application:
    """A member who holds the code takes the draft into the group; from then on the group's accounts open it and the code ends.

    Raises Refused: not the code, not one's group, the group does not fit the call or has an application to it.
    """
    if not Group.objects.editable_by(by).filter(pk=group.pk).exists():
        raise Refused(_("Only those who act for this group can do this."), code="not_your_group")
    if not holder.opens(application):
        raise Refused(_("This code does not open the draft any more."), code="not_the_code")
    return _joined(application, group, by, end_code=True)


def join_draft_by_office(*, application: Application, group: Group, by: "User") -> Application:
    """The office joins a draft to a group without an account, which reads out the draft's short number; it sees nothing of the text.

    The resume code goes on: by it the group writes, sends and sees where its application is.
    """
    require_runs(by, application.organisation_id)
    return _joined(application, group, by, end_code=False)


def _joined(application: Application, group: Group, by: "User", *, end_code: bool) -> Application:
    with transaction.atomic():
        locked: Application = (
            Application.objects.select_for_update(of=("self",)).select_related("call__organisation").get(pk=application.pk)
        )
        if locked.group_id is not None or locked.state != ApplicationState.DRAFT:
            raise Refused(_("This draft belongs to a group already."), code="joined")
        reason = why_group_may_not(locked.call, group)
        if reason:
            raise Refused(reason, code="not_eligible")
        locked.group = group
        locked.created_by = by if end_code else None
        locked.resume_digest = None if end_code else locked.resume_digest
        try:
            with transaction.atomic():
                locked.save(update_fields=["group", "created_by", "resume_digest"])
        except IntegrityError:
            reason = _("Your group has an application to this call already. Go on with that one.")
            raise Refused(reason, code="begun") from None
        record_event(subject=locked, action="joined", by=by, data={"group": group.pk, "code_ends": end_code})
    return locked
