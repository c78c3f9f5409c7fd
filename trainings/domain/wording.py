"""What a training's certificates will say, and what still stands against printing them."""

from collections.abc import Iterable, Iterator, Mapping

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from core.pdf import formats
from core.pdf.fonts import SERIF, MissingGlyph, nfc, register, runs
from core.text import uz_latin_to_cyrillic
from core.translated import translated
from trainings.documents.wording import hours_text
from trainings.enums import CertificateLanguages
from trainings.models import Training
from trainings.wording import complaints, fill, placeholders_in


def languages_of(training: Training) -> tuple[str, ...]:
    """The one or two languages of its certificates, the first is the larger text."""
    return CertificateLanguages(training.certificate_languages).codes


def text_in(obj: object, field: str, language: str) -> str:
    """A text of a row in a language of certificates; Uzbek in Cyrillic is made from the Latin."""
    text = translated(obj, field, language)
    return uz_latin_to_cyrillic(text) if language == "uz-Cyrl" and getattr(obj, f"{field}_uz", "") == text else text


def place_in(training: Training, language: str) -> str:
    """The village or town by its name on the first day; the venue of a training without one."""
    if training.locality is None:
        return training.venue
    prefetch_related_objects([training.locality], "names", "place__names")
    return training.locality.name_on(training.first_day, language)


def values_of(training: Training, language: str) -> dict[str, str]:
    """Placeholder -> what it says in a language (never uz-Cyrl: that is made from uz). Empty where the training has nothing to say.

    Donors' names follow the switch of the logos: a place that is unsafe for the one is unsafe for the other.
    """
    agreements = [
        row.agreement for row in training.funding.select_related("agreement__project", "agreement__donor").order_by("-share_bp", "pk")
    ]
    return {
        "title": str(getattr(training, f"public_title_{language}")),
        "type": translated(training.activity_type, "name", language),
        "dates": formats.period(training.first_day, training.last_day, language),
        "hours": hours_text(str(training.contact_hours), language) if training.contact_hours else "",
        "place": place_in(training, language),
        "venue": training.venue,
        "organiser": translated(training.organisation, "name", language),
        "project": _joined(translated(each.project, "title", language) for each in agreements),
        "donor": _joined(translated(each.donor, "name", language) for each in agreements) if training.with_logos else "",
    }


def _joined(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(text for text in texts if text))


def own_words(training: Training) -> tuple[dict[str, dict[str, str]], str]:
    """(what the chosen wording says, filled in: language -> part -> text; "7.3" for version 3 of wording 7). Two empty ones without it.

    Raises KeyError for a placeholder that nobody knows: `problems_of` reports it first.
    """
    version = training.certificate_template.version if training.certificate_template else None
    if version is None:
        return {}, ""
    found: dict[str, dict[str, str]] = {}
    for language in languages_of(training):
        texts = version.texts.get(formats.base(language), {})
        if texts:
            values = values_of(training, formats.base(language))
            found[language] = {part: formats.in_script(fill(text, values), language) for part, text in sorted(texts.items())}
    return found, str(version)


def problems_of(training: Training) -> list[str]:
    """Everything that stands against issuing, each in a sentence. Empty: certificates can be issued."""
    return [*_of_training(training), *_of_wording(training), *_of_letters(training)]


def _of_training(training: Training) -> Iterator[str]:
    signatories = list(training.signatories.all())
    if not signatories:
        yield _("First say who signs the certificates.")
    for language in dict.fromkeys(map(formats.base, languages_of(training))):
        if not getattr(training, f"public_title_{language}"):
            yield _("The public title in %(language)s is missing.") % {"language": _language(language)}
    if not training.contact_hours:
        yield _("The contact hours are missing.")


def _of_wording(training: Training) -> Iterator[str]:
    """Unknown and empty placeholders of the chosen wording, by language."""
    texts = training.certificate_template.texts if training.certificate_template else {}
    for language in dict.fromkeys(map(formats.base, languages_of(training))):
        values: Mapping[str, str] | None = None
        for text in texts.get(language, {}).values():
            for complaint in complaints(text):
                yield _("The wording in %(language)s: %(what)s.") % {"language": _language(language), "what": complaint}
            for name in placeholders_in(text):
                values = values_of(training, language) if values is None else values
                if values.get(name) == "":
                    said = {"language": _language(language), "name": name}
                    yield _("The wording in %(language)s: this training has nothing to say for {%(name)s}.") % said


def _of_letters(training: Training) -> Iterator[str]:
    """Signs that no font of ours has, in what is printed on every certificate."""
    register()
    texts = [training.venue, *(getattr(training, f"public_title_{code}") for code in ("ky", "ru", "en", "uz"))]
    for signs in training.signatories.all():
        texts += [signs.name, signs.post_ky, signs.post_ru, signs.post_en, signs.post_uz]
    template = training.certificate_template.texts if training.certificate_template else {}
    texts += [text for parts in template.values() for text in parts.values()]
    for text in texts:
        if sign := missing_sign(text):
            yield _("“%(sign)s” in “%(text)s” cannot be printed.") % {"sign": sign, "text": text}


def missing_sign(text: str) -> str:
    """The first sign that no font of the certificate has; "" when all can be printed."""
    register()
    try:
        runs(nfc(text), SERIF)
    except MissingGlyph as missing:
        return missing.character
    return ""


def _language(code: str) -> str:
    return str(get_language_info(code)["name_translated"])
