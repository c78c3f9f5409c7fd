"""Links by which holders take their PDF without an account: a code behind the address, for some days, never an attachment."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.codes import derived, digest, tidy
from core.events import record_event
from core.models import StoredFile
from core.outbox import send_message
from core.refusals import Refused
from trainings.domain.certificates import certificate_file
from trainings.domain.rights import require_leads
from trainings.enums import LinkChannel
from trainings.models import Certificate, CertificateLink, Training

if TYPE_CHECKING:
    from accounts.models import User

PURPOSE = "certificate_link"
#: 31^12: sixty bits; nobody finds one by trying.
CODE_LENGTH = 12


def code_of(link: CertificateLink) -> str:
    """The code that opens it; stored nowhere."""
    return derived(PURPOSE, str(link.salt), CODE_LENGTH)


def address_of(link: CertificateLink) -> str:
    """The whole address. The code stands behind "#": no server and no log sees it."""
    return f"{settings.ASHAR['ADDRESS']}{reverse('certificate_code')}#{code_of(link)}"


def make_link(*, certificate: Certificate, by: "User", channel: str = LinkChannel.HAND) -> CertificateLink:
    """A new link to the PDF of one certificate in force. Links given before go on until they expire.

    Raises Refused without the right, and for a certificate that is not in force or whose data were erased.
    """
    require_leads(by, certificate.training)
    if not certificate.is_in_force or not certificate.facts:
        raise Refused(_("This certificate is no longer in force."), code="not_in_force")
    salt, now = uuid.uuid4(), timezone.now()
    link = CertificateLink(certificate=certificate, salt=salt, channel=channel, made_by=by, made_at=now)
    link.digest = digest(PURPOSE, code_of(link))
    link.expires_at = now + timedelta(days=settings.ASHAR["CERTIFICATE_LINK_DAYS"])
    with transaction.atomic():
        link.save(force_insert=True)
        record_event(subject=certificate, action="link_made", by=by, data={"link": link.pk, "channel": channel})
    return link


class Sent(NamedTuple):
    """How many holders were written to, for how many a "tell them" card waits, and whose links staff make by hand."""

    written: int
    cards: int
    left: list[Certificate]


def send_links(*, training: Training, by: "User", certificates: Sequence[Certificate]) -> Sent:
    """Write to every holder with an account; who has no e-mail address gets a card that the coordinator tells or hands over.

    The message holds the link and its code, neither name nor file. Raises Refused without the right.
    """
    require_leads(by, training)
    people = {row.participation.person_id: row for row in certificates if row.is_in_force and row.facts}
    reached: dict[int, str] = {}
    with transaction.atomic():
        for user in get_user_model().objects.filter(person__in=people, is_active=True).select_related("person").order_by("pk"):
            row = people[user.person.pk]  # type: ignore[attr-defined]
            channel = LinkChannel.EMAIL if user.email else LinkChannel.TELL
            link = make_link(certificate=row, by=by, channel=channel)
            page = f"{settings.ASHAR['ADDRESS']}{reverse('certificate_code')}"
            context = {"training": training, "link": address_of(link), "address": page, "code": code_of(link), "until": link.expires_at}
            # Cards are listed with their training.
            send_message(to=user, kind="certificate_link", context=context, about=link if channel == LinkChannel.EMAIL else training)
            reached[row.pk] = channel
    cards = sum(channel == LinkChannel.TELL for channel in reached.values())
    return Sent(len(reached) - cards, cards, [row for row in certificates if row.pk not in reached])


def link_by_code(typed: str) -> CertificateLink | None:
    """The link of a code as somebody typed it, while it stands. None for every other code: no answer says which of them there was."""
    code = tidy(typed)
    if len(code) != CODE_LENGTH:
        return None
    rows = CertificateLink.objects.select_related("certificate__training", "certificate__file")
    link = rows.filter(digest=digest(PURPOSE, code)).first()
    return link if link is not None and link.stands() else None


def open_link(link: CertificateLink) -> StoredFile:
    """The PDF behind a link that stands; the first opening is written down."""
    file = certificate_file(certificate=link.certificate)
    CertificateLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())
    return file
