"""Reads on people for duplicates and lists."""

from youth_groups.models import Person
from youth_groups.queries.duplicates import entries
from youth_groups.rosters.duplicates import Entry


def people_to_compare(organisation_id: int) -> list[Entry]:
    """The organisation's people, ready to be compared with a roster's rows. One statement; other organisations are never looked at."""
    return entries(Person.objects.standing().filter(organisation_id=organisation_id, erased_at__isnull=True))
