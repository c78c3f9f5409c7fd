"""What points to a person. Every app declares its own relations in `AppConfig.ready()`; a merge walks this list and moves each row.

    from youth_groups import person_relations
    person_relations.register(person_relations.PersonRelation(model="trainings.Participation"))

A test walks the relations of `Person` and fails when one is missing here.
"""

from dataclasses import dataclass

from core.registered import ForeignKeyTo, Registered


@dataclass(frozen=True, kw_only=True)
class PersonRelation(ForeignKeyTo):
    """One foreign key to `youth_groups.Person`.

    once: the other columns that with the person make a row unique. Where the survivor has such a row already, the other one stays with
    the record that is gone: nothing is thrown away, nothing stands twice. `("",)` means one row a person.
    group: the way from a row to the group that wrote it; "" where it is the office's. A group puts right the facts of a person on whom
    only its own rows build.
    """

    field: str = "person"
    once: tuple[str, ...] = ()
    group: str = ""


_relations: Registered[PersonRelation] = Registered()


def register(relation: PersonRelation) -> PersonRelation:
    """Add a relation; the same twice counts once."""
    return _relations.add(relation)


def relations() -> tuple[PersonRelation, ...]:
    """All of them, in the order in which the apps declared them."""
    return tuple(_relations)


#: Bookkeeping of the register itself, which a merge writes or checks and never moves.
NOT_MOVED = frozenset(
    {
        "youth_groups.Person.merged_into",
        "youth_groups.PersonKey.person",
        "youth_groups.PersonPair.first",
        "youth_groups.PersonPair.second",
        "youth_groups.PersonMerge.survivor",
        "youth_groups.PersonMerge.gone",
        "youth_groups.PersonLink.first",
        "youth_groups.PersonLink.second",
    }
)


def register_own() -> None:
    """The relations of this app."""
    groups = {"Membership": "group", "PlannedActivity": "plan__group", "CampaignParticipant": "activity__campaign__group"}
    for model, field, once in (
        ("Membership", "person", ("group_id", "function")),
        ("Caregiver", "person", ()),
        ("Consent", "person", ()),
        ("FocalPointDecision", "person", ()),
        ("ErasureRequest", "person", ("state",)),
        ("PersonOccupation", "person", ("kind", "first_year")),
        ("SensitiveAttributes", "person", ("",)),
        ("CareData", "person", ("about_type", "about_id")),
        ("PlannedActivity", "responsible", ()),
        ("CampaignParticipant", "person", ("activity_id",)),
        ("ChangeRow", "person", ()),
        ("CampaignPhoto_people", "person", ("campaignphoto_id",)),
    ):
        register(PersonRelation(model=f"youth_groups.{model}", field=field, once=once, group=groups.get(model, "")))
