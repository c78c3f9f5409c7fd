"""The data that documents of grants are drawn from. Texts are in the document's language already; money is whole minor units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Signer:
    name: str
    post: str


@dataclass(frozen=True)
class Part:
    """A tranche: its amount, and when it is paid ("after the agreement is signed")."""

    amount_minor: int
    when: str


@dataclass(frozen=True)
class Step:
    """What happens next: until which day, who, what."""

    until: date | None
    who: str
    what: str


@dataclass(frozen=True)
class AwardLetter:
    """One letter. language: en, ru, ky, uz or uz-Cyrl. contacts: lines of address and telephone beside the organisation's name.

    addressee: the person the letter is addressed to, as on an envelope; "" for the group alone. conditions and steps may be empty.
    questions_to: "Nurlan Esenov, 0 800 000 000", "" for none. Signers: one or two.
    """

    language: str
    number: str
    awarded_on: date
    organisation: str
    contacts: Sequence[str]
    group: str
    place: str
    call_title: str
    application_number: str
    project_title: str
    amount_minor: int
    currency: str
    signers: Sequence[Signer]
    addressee: str = ""
    first_day: date | None = None
    last_day: date | None = None
    tranches: Sequence[Part] = ()
    conditions: Sequence[str] = ()
    steps: Sequence[Step] = ()
    questions_to: str = ""


@dataclass(frozen=True)
class DeclineLetter:
    """One letter, fields as of the award letter. number: of the application. strength, reason, next_step: one each.

    appeals: whom one asks who disagrees.
    """

    language: str
    number: str
    awarded_on: date
    organisation: str
    contacts: Sequence[str]
    group: str
    place: str
    call_title: str
    strength: str
    reason: str
    next_step: str
    signers: Sequence[Signer]
    appeals: str = ""
    addressee: str = ""


@dataclass(frozen=True)
class Answer:
    """A question as asked and its answer as given. rows: of a table, the first is its head. The caller leaves hidden answers out."""

    question: str
    text: str = ""
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Section:
    """A part of the form."""

    title: str
    answers: Sequence[Answer]


@dataclass(frozen=True)
class BudgetRow:
    """unit_minor: cost of one; amount_minor: the whole row; own_minor: what of it the group pays itself. quantity as typed ("2.5")."""

    item: str
    unit: str
    quantity: str
    unit_minor: int
    amount_minor: int
    own_minor: int
    category: str = ""


@dataclass(frozen=True)
class SentFile:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class SentApplication:
    """An application exactly as it was sent. sent_at is aware; sha256 is the hash of the frozen submission."""

    language: str
    number: str
    call_title: str
    call_number: str
    organisation: str
    group: str
    sent_at: datetime
    currency: str
    sections: Sequence[Section]
    budget: Sequence[BudgetRow]
    files: Sequence[SentFile]
    requested_minor: int
    own_minor: int
    sha256: str
    sent_by: str = ""
