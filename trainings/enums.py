from django.db import models
from django.utils.translation import gettext_lazy as _


class Counting(models.TextChoices):
    """How the people of an activity are counted."""

    ROSTERED = "rostered", _("by a list of names with signatures")
    COUNTED = "counted", _("by signed head counts")
    REMOTE = "remote", _("by a list of names, at a distance")


class CallState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class SessionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")
    NOT_HELD = "not_held", _("not held")


class NominationState(models.TextChoices):
    NOMINATED = "nominated", _("not decided")
    SELECTED = "selected", _("chosen")
    WAITING = "waiting", _("waiting list")
    NOT_SELECTED = "not_selected", _("not chosen")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Source(models.TextChoices):
    """How somebody came onto the roster."""

    NOMINATION = "nomination", _("nominated and chosen")
    STAFF = "staff", _("entered by staff")
    IMPORT = "import", _("imported")
    WALK_IN = "walk_in", _("walk-in")


class MarkStatus(models.TextChoices):
    PRESENT = "present", _("present")
    LATE = "late", _("late")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


class MarkHow(models.TextChoices):
    PAPER = "paper", _("typed in from paper")
    TAP = "tap", _("tapped")
    QR = "qr", _("QR code")
    SIGNATURE = "signature", _("signature")
    IMPORT = "import", _("imported")


class CertificateState(models.TextChoices):
    VALID = "valid", _("valid")
    PROVISIONAL = "provisional", _("not yet confirmed")
    REPLACED = "replaced", _("replaced")
    REVOKED = "revoked", _("revoked")
    VOID = "void", _("void")


class CertificateLanguages(models.TextChoices):
    """One or two languages on one certificate: the codes of the documents kit, the first is the larger text."""

    KY_RU = "ky-ru", "кыргызча, русский"
    KY_EN = "ky-en", "кыргызча, English"
    RU_EN = "ru-en", "русский, English"
    UZ_RU = "uz-ru", "oʻzbekcha, русский"
    KY_UZ = "ky-uz", "кыргызча, oʻzbekcha"
    KY_UZ_CYRL = "ky-uz-Cyrl", "кыргызча, ўзбекча"
    RU_KY = "ru-ky", "русский, кыргызча"
    RU_UZ = "ru-uz", "русский, oʻzbekcha"
    RU_UZ_CYRL = "ru-uz-Cyrl", "русский, ўзбекча"
    EN_KY = "en-ky", "English, кыргызча"
    EN_RU = "en-ru", "English, русский"
    EN_UZ = "en-uz", "English, oʻzbekcha"
    EN_UZ_CYRL = "en-uz-Cyrl", "English, ўзбекча"
    UZ_KY = "uz-ky", "oʻzbekcha, кыргызча"
    UZ_EN = "uz-en", "oʻzbekcha, English"
    UZ_UZ_CYRL = "uz-uz-Cyrl", "oʻzbekcha, ўзбекча"
    UZ_CYRL_KY = "uz-Cyrl-ky", "ўзбекча, кыргызча"
    UZ_CYRL_RU = "uz-Cyrl-ru", "ўзбекча, русский"
    UZ_CYRL_EN = "uz-Cyrl-en", "ўзбекча, English"
    UZ_CYRL_UZ = "uz-Cyrl-uz", "ўзбекча, oʻzbekcha"
    KY = "ky", "кыргызча"
    RU = "ru", "русский"
    EN = "en", "English"
    UZ = "uz", "oʻzbekcha"
    UZ_CYRL = "uz-Cyrl", "ўзбекча"

    @property
    def codes(self) -> tuple[str, ...]:
        """("uz-Cyrl", "ru") of uz-Cyrl-ru."""
        return tuple(str(code) for code in self.value.replace("uz-Cyrl", "uz_Cyrl").replace("-", " ").replace("_", "-").split())


class LinkChannel(models.TextChoices):
    """How the link to a certificate reaches its holder."""

    EMAIL = "email", _("e-mail")
    TELL = "tell", _("tell them")
    HAND = "hand", _("given by staff")


class TimeZone(models.TextChoices):
    """Whose clock a deadline follows. The programme works in one zone; every deadline says so."""

    BISHKEK = "Asia/Bishkek", _("Bishkek time")


class TargetKind(models.TextChoices):
    """By what a choice is balanced. Ethnicity is seen and counted only by whoever may read declared attributes."""

    SEX = "sex", _("Sex")
    AGE = "age", _("Age on the first day")
    PROVINCE = "province", _("Province")
    GROUP = "group", _("Group")
    SCHOOL = "school", _("School or institution")
    ETHNICITY = "ethnicity", _("Ethnicity")
