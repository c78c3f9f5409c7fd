"""Letters about decisions: a row with the decision, the PDF once it stands, both with the version of the template they were made from."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.template.loader import get_template
from django.utils.translation import override

from accounts.roles import Role
from core.events import events_of
from core.models import StoredFile
from core.translated import translated
from core.uploads import store_bytes
from grants.documents import draw_decline_letter
from grants.documents.data import DeclineLetter, Signer
from grants.documents.words import DECLINE, LETTER
from grants.domain.papers import store_letter
from grants.enums import LetterKind, Outcome, ProposalState
from grants.models import Application, Letter, Proposal
from grants.queries.status import appeals_of

if TYPE_CHECKING:
    from accounts.models import User

#: Raised by whoever changes how the letters are laid out; a changed word changes the version by itself.
LAYOUT = {LetterKind.AWARD: 1, LetterKind.DECLINE: 1}
WORDS = {LetterKind.AWARD: LETTER, LetterKind.DECLINE: DECLINE}
MESSAGES = {LetterKind.AWARD: "application_awarded", LetterKind.DECLINE: "application_declined"}


def template_version(kind: str, language: str) -> str:
    """Which words and which layout a letter is drawn from: "2-1f3a9c04". Other words, another version."""
    of = LetterKind(kind)
    words = WORDS[of].get(language.split("-", maxsplit=1)[0], WORDS[of]["en"])
    return f"{LAYOUT[of]}-{_short(json.dumps(words, sort_keys=True))}"


def message_version(kind: str) -> str:
    """Which text the message was rendered from."""
    template: Any = get_template(f"emails/{MESSAGES[LetterKind(kind)]}.txt")
    return _short(Path(template.origin.name).read_text(encoding="utf-8"))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def begin_letter(*, application: Application, kind: str) -> Letter:
    """The row of a letter, inside the transaction of its decision, with the version of the message that goes out with it."""
    language = application.group.language or application.language
    return Letter.objects.create(application=application, kind=kind, language=language, message_template=message_version(kind))


def letter_file(*, letter: Letter) -> StoredFile:
    """The PDF of a letter, drawn once and kept; a second call returns the kept one."""
    if letter.kind == LetterKind.AWARD:
        file = store_letter(award=letter.application.award)
        if letter.file_id is None:
            version = template_version(letter.kind, letter.language)
            Letter.objects.filter(pk=letter.pk, file=None).update(file=file, template=version)
        return file
    with transaction.atomic():
        related = ("application__group__locality", "application__call", "application__organisation", "file")
        locked = Letter.objects.select_for_update(of=("self",)).select_related(*related).get(pk=letter.pk)
        if locked.file is None:
            content = draw_decline_letter(decline_letter(locked))
            locked.file = store_bytes(content=content, name=f"{locked.application.number}.pdf", content_type="application/pdf")
            locked.template = template_version(locked.kind, locked.language)
            locked.save(update_fields=["file", "template"])
    return locked.file


def decline_letter(letter: Letter) -> DeclineLetter:
    """What the letter says, in the language of the group."""
    application, language = letter.application, letter.language
    said = Proposal.objects.select_related("decided_by").get(application=application, outcome=Outcome.DECLINE, state=ProposalState.APPROVED)
    organisation = application.organisation
    return DeclineLetter(
        language=language,
        number=application.number or "",
        awarded_on=letter.decided_on,
        organisation=translated(organisation, "name", language),
        contacts=[line for line in (organisation.address, organisation.phone, organisation.email) if line],
        group=translated(application.group, "name", language),
        place=application.group.locality.name,
        call_title=translated(application.call, "title", language),
        strength=said.strength,
        reason=said.reason,
        next_step=said.next_step,
        signers=[Signer(said.decided_by.name, _post(application, said.decided_by, language))] if said.decided_by else [],
        appeals=appeals_of(application),
    )


def _post(application: Application, by: "User", language: str) -> str:
    """The role in which it was decided, as the event keeps it."""
    decided = events_of(application).filter(action="decline", actor=by).last()
    with override(language):
        return str(Role(decided.actor_role).label) if decided is not None and decided.actor_role in Role.values else ""
