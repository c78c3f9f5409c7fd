"""Reads on people for duplicates and lists."""

from youth_groups.models import Person
from youth_groups.rosters.duplicates import Entry
from youth_groups.rosters.names import institution_key, name_key, skeleton


def people_to_compare(organisation_id: int) -> list[Entry]:
    """The organisation's people, ready to be compared with a roster's rows. One statement; other organisations are never looked at."""
    rows = Person.objects.filter(organisation_id=organisation_id).values_list(
        "number", "written_name", "sex", "birth_year", "locality__name", "phone", "institution"
    )
    return [
        Entry(
            ref=number,
            existing=True,
            name=name_key(name),
            sex=sex if sex in ("female", "male") else "not_stated",
            birth_year=birth_year,
            village=skeleton(village or ""),
            phone=phone,
            institution=institution_key(institution),
        )
        for number, name, sex, birth_year, village, phone, institution in rows
    ]
