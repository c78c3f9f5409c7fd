"""Codes that are written down, read aloud or shown as a QR code: made, tidied, and kept only as a keyed hash."""

import secrets

from django.utils.crypto import salted_hmac

#: Without 0, O, 1, I and L: 31 signs that nobody mixes up on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUP = 4
#: Keys of a Cyrillic keyboard that look like Latin ones.
LOOKALIKES = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")


def new_code(length: int) -> str:
    """`length` signs from the system's own randomness; one sign is worth almost five bits."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(length))


def tidy(typed: str) -> str:
    """What somebody typed as it was made: upper case, Latin letters, without spaces and dashes."""
    return "".join(sign for sign in typed.upper().translate(LOOKALIKES) if sign.isalnum())


def in_groups(code: str) -> str:
    """7K4MQ2XD93TA -> 7K4M-Q2XD-93TA."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def digest(purpose: str, code: str) -> str:
    """What the database keeps of a code: an HMAC-SHA-256 under the site's secret key (64 hexadecimal digits)."""
    return salted_hmac(f"ashar.{purpose}", code, algorithm="sha256").hexdigest()


def derived(purpose: str, text: str, length: int) -> str:
    """A code that follows from a text and the site's secret key: the same each time, stored nowhere, and nothing leads back from it."""
    number, signs = int(digest(purpose, text), 16), ""
    for _sign in range(length):
        number, place = divmod(number, len(ALPHABET))
        signs += ALPHABET[place]
    return signs
