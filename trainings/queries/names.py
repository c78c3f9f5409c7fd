"""What verification does with a name: whether somebody knows how the family name begins, and a minor's first name alone."""

from youth_groups.rosters.names import name_key, skeleton

ENOUGH = 3


def begins_like(name: str, letters: str) -> bool:
    """Whether the family name begins with the letters, in Cyrillic or Latin; the only name of somebody without a family name.

    Three letters are asked for, or all of a shorter family name.
    """
    typed = skeleton(letters)
    wanted = family_of(name)
    enough = len(letters.strip()) >= min(ENOUGH, len(wanted)) and len(typed) >= min(2, len(wanted))
    return bool(typed) and enough and wanted.startswith(typed)


def family_of(name: str) -> str:
    """The skeleton of the family name; of the own name where there is none ("Айбек Нурбек уулу")."""
    key = name_key(name)
    return key.family or key.given or skeleton(name)


def first_name_of(name: str) -> str:
    """The own name as it is written, without family name and patronymic: all that is shown of a minor. "" when it cannot be told apart."""
    key = name_key(name)
    if not key.given:
        return ""
    return next((word for word in name.split() if skeleton(word) and skeleton(word) == key.given.split(" ")[0]), "")
