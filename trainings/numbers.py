"""Numbers that cannot be guessed and survive being read aloud: certificates and sign-in sheets.

31 signs without 0, O, 1, I and L; the last one is a check: every single wrong sign and every swap of two is found (31 is a prime).
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CERTIFICATE_LENGTH = 12
SHEET_LENGTH = 8
GROUP = 4
#: Keys of a Cyrillic keyboard that look like Latin ones on paper.
LOOKALIKES = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")


def check_sign(body: str) -> str:
    """The check of a number without its last sign."""
    return ALPHABET[sum(place * ALPHABET.index(sign) for place, sign in enumerate(body, 1)) % len(ALPHABET)]


def new_number(length: int = CERTIFICATE_LENGTH) -> str:
    """A new number from the system's own randomness, the check included."""
    body = "".join(secrets.choice(ALPHABET) for _sign in range(length - 1))
    return body + check_sign(body)


def tidy_number(typed: str) -> str:
    """What somebody typed as it is stored: upper case, Latin letters, without spaces and dashes."""
    return "".join(sign for sign in typed.upper().translate(LOOKALIKES) if sign.isalnum())


def is_number(number: str, length: int = CERTIFICATE_LENGTH) -> bool:
    """Whether this can be a number at all: length, signs and check."""
    return len(number) == length and set(number) <= set(ALPHABET) and check_sign(number[:-1]) == number[-1]


def in_groups(number: str) -> str:
    """7K4MQ2XD93TA -> 7K4M-Q2XD-93TA."""
    return "-".join(number[start : start + GROUP] for start in range(0, len(number), GROUP))
