"""Papers of an application: the PDF of what was sent, drawn from the frozen payload, and the award letter."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.roles import Role
from core.events import events_of
from core.models import StoredFile
from core.questions import display
from core.translated import FALLBACK, translated
from core.uploads import store_bytes
from grants.documents import draw_application, draw_award_letter
from grants.documents.data import Answer, AwardLetter, BudgetRow, Section, SentApplication, SentFile, Signer, Step
from grants.enums import BudgetCategory
from grants.models import Award, Submission


def _text(texts: dict[str, str], name: str, language: str) -> str:
    return next((texts[f"{name}_{code}"] for code in (language, *FALLBACK) if texts.get(f"{name}_{code}")), "")


def sent_application(submission: Submission, *, blind: bool = False) -> SentApplication:
    """What the PDF shows, from the frozen payload alone (questions by the hash that it names). `blind` hides the marked answers."""
    payload: dict[str, Any] = json.loads(submission.payload)
    language = payload["language"]
    schema = submission.application.form_version.schema
    names: dict[str, list[str]] = {}
    for row in payload["files"]:
        names.setdefault(row["question"], []).append(row["name"])
    with translation.override(language):
        parts = display(schema, payload["answers"], language, blind=blind, files=names)
        sections = [
            Section(
                part.title,
                [
                    Answer(item.label, ", ".join(item.files) or item.text, [item.columns, *item.rows] if item.rows else ())
                    for item in part.items
                    if item.kind != "budget" and not item.hidden
                ],
            )
            for part in parts
        ]
        budget = [_budget_row(row) for row in payload["budget"]]
    hidden = {item.key for part in parts for item in part.items if item.hidden}
    return SentApplication(
        language=language,
        number=payload["number"],
        call_title=_text(payload["call"], "title", language),
        call_number=payload["call"]["number"],
        organisation=_text(payload["organisation"], "name", language),
        group=_text(payload["group"], "name", language),
        sent_at=datetime.fromisoformat(payload["sent_at"]),
        currency=payload["currency"],
        sections=[section for section in sections if section.answers],
        budget=budget,
        files=[
            SentFile(row["name"], row["size"], row["sha256"])
            for row in payload["files"]
            if row["question"] not in hidden and not (blind and "seconds" in row)
        ],
        requested_minor=payload["requested_minor"],
        own_minor=payload["own_minor"],
        sha256=submission.sha256,
    )


def _budget_row(row: dict[str, Any]) -> BudgetRow:
    return BudgetRow(
        item=row["item"],
        unit=row["unit"],
        quantity=row["quantity"],
        unit_minor=row["unit_cost_minor"],
        amount_minor=row["amount_minor"],
        own_minor=row["own_minor"],
        category=str(BudgetCategory(row["category"]).label),
    )


def application_pdf(submission: Submission, *, blind: bool = False) -> bytes:
    """The same bytes for the same frozen payload."""
    return draw_application(sent_application(submission, blind=blind))


def award_letter(award: Award) -> AwardLetter:
    """The letter in the language of the group."""
    application = award.application
    group, call, organisation = application.group, application.call, application.organisation
    language = group.language or application.language
    with translation.override(language):
        steps = [
            Step(None, _("Two members of the group and the office"), _("sign the grant agreement")),
            Step(None, _("The office"), _("pays the first tranche after the agreement is signed")),
        ]
        signers = [Signer(award.approved_by.name, _post_of_approver(award))]
    return AwardLetter(
        language=language,
        number=award.number,
        awarded_on=award.awarded_on,
        organisation=translated(organisation, "name", language),
        contacts=[line for line in (organisation.address, organisation.phone, organisation.email) if line],
        group=translated(group, "name", language),
        place=group.locality.name,
        call_title=translated(call, "title", language),
        application_number=application.number or "",
        project_title=translated(call, "title", language),
        amount_minor=award.amount_minor,
        currency=award.currency,
        signers=signers,
        first_day=call.activities_from,
        last_day=call.activities_to,
        conditions=[line.strip() for line in award.conditions.splitlines() if line.strip()],
        steps=steps,
    )


def _post_of_approver(award: Award) -> str:
    """The role in which it was approved, as the event keeps it: the account may be closed or hold other roles today. Else no post."""
    decided = events_of(award.application).filter(action="award", actor=award.approved_by).last()
    role = decided.actor_role if decided is not None else award.approved_by.acting_role()
    return str(Role(role).label) if role in Role.values else ""


def store_letter(*, award: Award) -> StoredFile:
    """Draw the letter once and keep it; a second call returns the kept one."""
    with transaction.atomic():
        related = ("application__group__locality", "application__call", "application__organisation", "approved_by")
        locked = Award.objects.select_for_update(of=("self",)).select_related(*related).get(pk=award.pk)
        if locked.letter is None:
            content = draw_award_letter(award_letter(locked))
            locked.letter = store_bytes(content=content, name=f"{locked.number}.pdf", content_type="application/pdf")
            locked.save(update_fields=["letter"])
    award.letter = locked.letter
    return locked.letter
