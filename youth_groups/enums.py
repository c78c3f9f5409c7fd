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
    FOCAL_POINT = "focal", _("safeguarding focal point, in writing")


class ConsentChannel(models.TextChoices):
    PAPER = "paper", _("on paper, with a scan")
    SCREEN = "screen", _("on screen")
    VOICE = "voice", _("voice message, noted")
    STAFF = "staff", _("recorded by staff on behalf")


class Theme(models.TextChoices):
    """What concerns, campaigns and outcomes are about."""

    STREET_HARASSMENT = "street_harassment", _("street harassment")
    EARLY_MARRIAGE = "early_marriage", _("early marriage")
    GIRLS_EDUCATION = "girls_education", _("girls' education")
    BRIDE_KIDNAPPING = "bride_kidnapping", _("bride kidnapping")
    DOMESTIC_VIOLENCE = "domestic_violence", _("domestic violence")
    SCHOOL_BULLYING = "school_bullying", _("school bullying")
    STIGMA = "stigma", _("stigma")
    CHILD_NEGLECT = "child_neglect", _("child neglect")
    VIOLENT_EXTREMISM = "violent_extremism", _("violent extremism")
    MENTAL_HEALTH = "mental_health", _("mental health")
    BORDER_DISPUTES = "border_disputes", _("border disputes over water and land")
    ROAD_SAFETY = "road_safety", _("road safety")
    SDG16 = "sdg16", _("peace and justice (SDG16+)")
    OTHER = "other", _("another theme")


class HowOften(models.TextChoices):
    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")
    RARELY = "rarely", _("a few times a year")
    ONCE = "once", _("once")


class Affected(models.TextChoices):
    """Who is affected by a concern; several may be."""

    GIRLS = "girls", _("girls")
    BOYS = "boys", _("boys")
    WOMEN = "women", _("women")
    MEN = "men", _("men")
    OLDER = "older", _("older people")
    DISABLED = "disabled", _("people with disabilities")
    EVERYBODY = "everybody", _("everybody")


class SupportKind(models.TextChoices):
    """Support beside grants and trainings, which their own records tell."""

    VISIT = "visit", _("visit")
    MENTORING = "mentoring", _("mentoring")
    EQUIPMENT = "equipment", _("equipment")
    EXCHANGE = "exchange", _("experience exchange")
    ADVICE = "advice", _("advice by phone")


class ActivityKind(models.TextChoices):
    """What is done in a campaign."""

    MEETING = "meeting", _("meeting")
    LESSON = "lesson", _("lesson or talk")
    STREET = "street", _("street event")
    THEATRE = "theatre", _("theatre or film")
    SPORT = "sport", _("sports event")
    EXHIBITION = "exhibition", _("exhibition or competition")
    DOOR_TO_DOOR = "door_to_door", _("door to door")
    OPEN_DAY = "open_day", _("open day")
    ONLINE = "online", _("online")
    MEDIA = "media", _("radio, television or newspaper")
    OTHER = "other", _("something else")


class AgeBand(models.TextChoices):
    """Bands of a head count; those of the summaries."""

    CHILD = "under_18", _("under 18")
    YOUTH = "18_28", _("18 to 28")
    ADULT = "29_35", _("29 to 35")
    OLDER = "36_over", _("36 and over")
    UNKNOWN = "unknown", _("not stated")


class Channel(models.TextChoices):
    """How people heard of a campaign indirectly. One estimate per channel and locality: the largest counts (rules: counting)."""

    PUBLIC_EVENT = "public_event", _("public event")
    SOCIAL_MEDIA = "social_media", _("social media")
    BROADCAST = "broadcast", _("radio and television")
    PRINT = "print", _("print")
    WORD_OF_MOUTH = "word_of_mouth", _("word of mouth")


class OutputKind(models.TextChoices):
    PUBLICATION = "publication", _("publication")
    ARTICLE = "article", _("article")
    VIDEO = "video", _("video")
    TALK_SHOW = "talk_show", _("talk show or broadcast")
    POST = "post", _("post in social media")


class OutcomeStage(models.TextChoices):
    """How far an advocacy outcome has come."""

    ASKED = "asked", _("asked for")
    PROMISED = "promised", _("promised")
    ADOPTED = "adopted", _("adopted")
    FUNDED = "funded", _("funded")
    SPENT = "spent", _("spent")


class Occupation(models.TextChoices):
    PUPIL = "pupil", _("pupil")
    STUDENT = "student", _("student")
    TEACHER = "teacher", _("teacher")
    POLICE = "police", _("police officer")
    OFFICIAL = "official", _("local official")
    IMAM = "imam", _("imam")
    JOURNALIST = "journalist", _("journalist")
    HEALTH_WORKER = "health_worker", _("health worker")
    FARMER = "farmer", _("farmer")
    BUSINESS = "business", _("works in trade or business")
    AT_HOME = "at_home", _("works at home")
    SEEKING = "seeking", _("looks for work")
    OTHER = "other", _("something else")


class MayName(models.TextChoices):
    """What may be named when somebody calls or writes."""

    NOTHING = "nothing", _("nothing")
    PROGRAMME = "programme", _("that it is Ashar")
    TOPIC = "topic", _("also what it is about")


class ClearanceKind(models.TextChoices):
    CODE_OF_CONDUCT = "code_of_conduct", _("code of conduct, signed")
    BRIEFING = "briefing", _("safeguarding briefing")
    REFERENCES = "references", _("two references, checked")


class CaregiverKind(models.TextChoices):
    """Who may consent for a child (rules: minors)."""

    PARENT = "parent", _("parent")
    GUARDIAN = "guardian", _("legal guardian")
    CARER = "carer", _("adult who in fact cares for the child")


class DietNeed(models.TextChoices):
    """What the kitchen must know; a need in food, never a belief."""

    NO_MEAT = "no_meat", _("no meat")
    NO_FISH = "no_fish", _("no fish")
    NO_MILK = "no_milk", _("no milk")
    NO_EGGS = "no_eggs", _("no eggs")
    NO_NUTS = "no_nuts", _("no nuts")
    NO_GLUTEN = "no_gluten", _("no gluten")
    NO_SUGAR = "no_sugar", _("no sugar")
    OTHER = "other", _("something else: ask the leader")


class AccessNeed(models.TextChoices):
    """What the venue must know."""

    NO_STEPS = "no_steps", _("a way without steps")
    GROUND_FLOOR = "ground_floor", _("a bed on the ground floor")
    NEAR_TOILET = "near_toilet", _("a toilet near by")
    SIGN_LANGUAGE = "sign_language", _("sign language")
    LARGE_PRINT = "large_print", _("large print")
    ASSISTANT = "assistant", _("an assistant comes along")
    OTHER = "other", _("something else: ask the leader")
