from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupKind(models.TextChoices):
    YOUTH = "youth", _("youth initiative group")
    WOMEN = "women", _("women's initiative group")
    MIXED = "mixed", _("mixed initiative group")
    LCPC = "lcpc", _("local crime prevention centre (LCPC)")
    YOUTH_COMMITTEE = "youth_committee", _("youth committee")
    WOMENS_COUNCIL = "womens_council", _("women's council")
    CSO = "cso", _("civil society organisation")
    SCHOOL = "school", _("school")


#: Who may apply for a small grant; others are teams, schools and organisations.
INITIATIVE_GROUPS = (GroupKind.YOUTH, GroupKind.WOMEN, GroupKind.MIXED, GroupKind.YOUTH_COMMITTEE, GroupKind.WOMENS_COUNCIL)


class MemberFunction(models.TextChoices):
    LEADER = "leader", _("leader")
    MEMBER = "member", _("member")
    NEIGHBOURHOOD_INSPECTOR = "neighbourhood_inspector", _("neighbourhood inspector")
    JUVENILE_INSPECTOR = "juvenile_inspector", _("juvenile inspector")
    ELDERS_COURT = "elders_court", _("elders' court")
    WOMENS_COUNCIL = "womens_council", _("women's council")
    YOUTH_COMMITTEE = "youth_committee", _("youth committee")


class Sex(models.TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")
    NOT_STATED = "not_stated", _("not stated")


class PhoneOwner(models.TextChoices):
    OWN = "own", _("own")
    FAMILY = "family", _("the family's")
    TEACHER = "teacher", _("a teacher's")


class ConsentPurpose(models.TextChoices):
    PARTICIPATION = "participation", _("taking part")
    TRAVEL = "travel", _("travel and overnight stay")
    CARE = "care", _("care data")
    PHOTO_INTERNAL = "photo_internal", _("being photographed, for internal use")
    PHOTO_PUBLICATION = "photo_publication", _("publication of photos")
    CONTACT = "contact", _("contact afterwards")
    DONOR_SHARING = "donor_sharing", _("sharing with a donor")


class ConsentAnswer(models.TextChoices):
    GIVEN = "given", _("given")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ConsentBy(models.TextChoices):
    SELF = "self", _("the person")
    CAREGIVER = "caregiver", _("parent, guardian or caregiver")


class ConsentChannel(models.TextChoices):
    PAPER = "paper", _("on paper, with a scan")
    SCREEN = "screen", _("on screen")
    VOICE = "voice", _("voice message, noted")
    STAFF = "staff", _("recorded by staff on behalf")
