"""The data that documents of a training are drawn from. Nothing else is read while drawing."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Texts = Mapping[str, str]  # language -> text
TEMPLATE_VERSION = "1"
#: Nothing of this may ever stand among a certificate's facts.
FORBIDDEN = frozenset({"birth_date", "birth_year", "age", "pin", "id_number", "passport", "ethnicity", "nationality", "phone", "email"})


@dataclass(frozen=True)
class Signatory:
    """Who signs. image: the SHA-256 of the signature's picture, "" for a line to sign on."""

    name: str
    post: Texts
    image: str = ""


@dataclass(frozen=True)
class CertificateFacts:
    """What is frozen of one certificate. languages: one or two of en, ru, ky, uz, uz-Cyrl, the first is the larger text.

    hours: as printed, "18" or "4.5". address: where a number is checked ("https://ashar.example/v"), "" for this installation's own.
    logos: SHA-256 of pictures that are handed in while drawing. replaces: the number of the certificate this one was issued again for.
    words: what the office wrote itself, filled in: language -> part (trainings.wording.PARTS) -> text; the rest is in the standard wording.
    """

    number: str
    name: str
    title: Texts
    first_day: date
    last_day: date
    hours: str
    place: Texts
    organiser: Texts
    signatories: tuple[Signatory, ...]
    issued: date
    languages: tuple[str, ...]
    funding: tuple[Texts, ...] = ()
    logos: tuple[str, ...] = ()
    provisional: bool = False
    replaces: str = ""
    address: str = ""
    words: Mapping[str, Texts] = field(default_factory=dict)
    template_version: str = TEMPLATE_VERSION

    @property
    def images(self) -> set[str]:
        """The SHA-256 of every picture that is drawn on it."""
        return {*self.logos, *(each.image for each in self.signatories if each.image)}

    def __post_init__(self) -> None:
        if not 1 <= len(self.languages) <= 2:
            raise ValueError("one or two languages")
        if not 1 <= len(self.signatories) <= 3:
            raise ValueError("one to three signatories")


def _composed(value: Any) -> Any:
    """Every text in NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_composed(key): _composed(each) for key, each in value.items()}
    return [_composed(each) for each in value] if isinstance(value, (list, tuple)) else value


def canonical(value: Any) -> str:
    """Canonical JSON: keys in order, no spaces, letters as they are, NFC."""
    return json.dumps(_composed(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def facts_to_json(facts: CertificateFacts) -> str:
    """The canonical JSON of a certificate. What is empty is left out, so that a later field changes no older text."""
    data: dict[str, Any] = {
        "format": 1,
        "number": facts.number,
        "name": facts.name,
        "title": dict(facts.title),
        "first_day": facts.first_day.isoformat(),
        "last_day": facts.last_day.isoformat(),
        "hours": facts.hours,
        "place": dict(facts.place),
        "organiser": dict(facts.organiser),
        "signatories": [
            {"name": each.name, "post": dict(each.post), **({"image": each.image} if each.image else {})} for each in facts.signatories
        ],
        "issued": facts.issued.isoformat(),
        "languages": list(facts.languages),
        "funding": [dict(each) for each in facts.funding],
        "provisional": facts.provisional,
        "template_version": facts.template_version,
    }
    words = {language: dict(texts) for language, texts in facts.words.items() if texts}
    seldom = (("logos", list(facts.logos)), ("replaces", facts.replaces), ("address", facts.address), ("words", words))
    data |= {key: value for key, value in seldom if value}
    return canonical(data)


def facts_sha256(facts: CertificateFacts | str) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    text = facts if isinstance(facts, str) else facts_to_json(facts)
    return hashlib.sha256(text.encode()).hexdigest()


def facts_from_json(text: str) -> CertificateFacts:
    """The facts out of their JSON. Raises ValueError for JSON that holds what no certificate may say."""
    data = json.loads(text)
    if FORBIDDEN & data.keys():
        raise ValueError("a certificate says nothing of birth, documents, origin or contacts")
    return CertificateFacts(
        number=data["number"],
        name=data["name"],
        title=data["title"],
        first_day=date.fromisoformat(data["first_day"]),
        last_day=date.fromisoformat(data["last_day"]),
        hours=str(data["hours"]),
        place=data["place"],
        organiser=data["organiser"],
        signatories=tuple(Signatory(each["name"], each["post"], each.get("image", "")) for each in data["signatories"]),
        issued=date.fromisoformat(data["issued"]),
        languages=tuple(data["languages"]),
        funding=tuple(data.get("funding", ())),
        logos=tuple(data.get("logos", ())),
        provisional=bool(data["provisional"]),
        replaces=data.get("replaces", ""),
        address=data.get("address", ""),
        words=data.get("words", {}),
        template_version=data.get("template_version", TEMPLATE_VERSION),
    )


@dataclass(frozen=True)
class SheetPerson:
    """A line of the sheet. sex: female, male, other, not_stated. age: under_14, 14_17, 18_28, 29_35, 36_over, "" when not known.

    take, publish: does a consent to be photographed, to publish stand today? phone_end: the last digits, printed only for alike names.
    phone: the whole number, where the sheet has a column for it.
    """

    name: str
    sex: str
    age: str
    place: str = ""
    take: bool = False
    publish: bool = False
    phone_end: str = ""
    phone: str = ""


@dataclass(frozen=True)
class SignInSheet:
    """One sheet of one day or session. Texts are in the sheet's language already, `session` as printed ("Day 1 of 3, 09:00–17:00").

    address: what the QR code leads to, without the number ("https://ashar.example/s"). with_places, with_phone: whether the sheet has
    that column.
    """

    language: str
    number: str
    title: str
    type: str
    place: str
    day: date
    session: str
    organiser: str
    project: str
    safeguarding: str
    people: tuple[SheetPerson, ...]
    trainers: tuple[str, ...]
    address: str
    funding: str = ""
    with_places: bool = True
    with_phone: bool = False
    logos: tuple[bytes, ...] = field(default=(), repr=False)
