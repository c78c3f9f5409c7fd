"""Verbs on wordings of certificates, and choosing one for a training."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from core.events import record_event
from core.refusals import Refused
from programme.models import Organisation
from trainings.domain.rights import require_coordinates
from trainings.domain.wording import missing_sign
from trainings.enums import CertificateLanguages
from trainings.models import CertificateTemplate, CertificateTemplateVersion, Training
from trainings.wording import LANGUAGES, PARTS, complaints

if TYPE_CHECKING:
    from accounts.models import User

Texts = Mapping[str, Mapping[str, str]]


def save_template(
    *, template: CertificateTemplate | None = None, organisation: Organisation, by: "User", name: str, texts: Texts, active: bool = True
) -> CertificateTemplate:
    """Write a wording, new or changed. Other texts are a new version; the same texts saved again are none.

    What was issued keeps its words. Raises Refused for a placeholder that nobody knows or a sign that cannot be printed.
    """
    require_coordinates(by, organisation.pk)
    if template is not None and template.organisation_id != organisation.pk:
        raise Refused(_("A wording stays with its organisation."), code="other_organisation")
    name, kept = " ".join(name.split()), tidy_texts(texts)
    if not name:
        raise Refused(_("Give the wording a name."), code="no_name")
    with transaction.atomic():
        same = CertificateTemplate.objects.filter(organisation=organisation, name=name)
        if same.exclude(pk=template.pk if template else None).exists():
            raise Refused(_("There is a wording with this name already."), code="name_taken")
        if template is None:
            row = CertificateTemplate.objects.create(organisation=organisation, name=name, active=active)
        else:
            row = CertificateTemplate.objects.select_for_update().get(pk=template.pk)
            row.name, row.active = name, active
            row.save(update_fields=["name", "active"])
        last = row.version
        if last is None or last.texts != kept:
            last = CertificateTemplateVersion.objects.create(template=row, number=last.number + 1 if last else 1, texts=kept, made_by=by)
        record_event(subject=row, action="saved", by=by, data={"version": last.number, "active": active})
    return row


def tidy_texts(texts: Texts) -> dict[str, dict[str, str]]:
    """The texts as they are kept: known languages and parts, one space between words, nothing empty.

    Raises Refused with all that is wrong: a placeholder that nobody knows, a sign that cannot be printed, a text that is too long.
    """
    wrong: list[str] = []
    kept: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        found = {part: " ".join(texts.get(language, {}).get(part, "").split()) for part in PARTS}
        if found := {part: text for part, text in found.items() if text}:
            kept[language] = found
        for part, text in found.items():
            wrong += [f"{text}: {complaint}." for complaint in complaints(text)]
            if sign := missing_sign(text):
                wrong.append(_("“%(sign)s” in “%(text)s” cannot be printed.") % {"sign": sign, "text": text})
            if len(text) > PARTS[part]:
                wrong.append(_("“%(text)s” is longer than %(letters)s letters.") % {"text": text, "letters": PARTS[part]})
    if wrong:
        raise Refused(" ".join(wrong), code="wording")
    return kept


def set_certificate(*, training: Training, by: "User", template: CertificateTemplate | None, languages: str, with_logos: bool) -> Training:
    """Choose what the training's certificates look like: wording (None: the standard one), languages, with logos or without.

    What was issued stays as it is. Raises Refused for a wording of another organisation or one that is no longer used.
    """
    require_coordinates(by, training.organisation_id)
    if languages not in CertificateLanguages.values:
        raise Refused(_("Choose one or two of the languages."), code="languages")
    with transaction.atomic():
        row = Training.objects.select_for_update().get(pk=training.pk)
        offered = CertificateTemplate.objects.offered_to(row.organisation_id)
        if template is not None and template.pk != row.certificate_template_id and not offered.filter(pk=template.pk).exists():
            raise Refused(_("This wording is not for this training. Choose another."), code="no_template")
        row.certificate_template, row.certificate_languages, row.with_logos = template, languages, with_logos
        row.save(update_fields=["certificate_template", "certificate_languages", "with_logos"])
        data = {"template": template.pk if template else None, "languages": languages, "logos": with_logos}
        record_event(subject=row, action="certificate_set", by=by, data=data)
    return row
