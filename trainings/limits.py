"""Limits on tries from the internet, kept in the shared cache so that they hold across workers and restarts.

The key is the address together with what is tried: a hall of forty people behind one address each checks their own number.
"""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

HOUR, DAY = 3600, 86_400
#: Tries of the name of one certificate from one address in an hour.
NAME_TRIES = 10
#: Tries of the name of one certificate from everywhere in a day: three letters are not guessed by many addresses together either.
NAME_TRIES_A_DAY = 100
#: Numbers that do not exist, from one address in an hour: a hall types wrongly, too; 31^11 numbers are not guessed by this.
UNKNOWN_TRIES = 300


def address_of(request: HttpRequest) -> str:
    """The reader's address, behind as many proxies as the administrator says (TRUSTED_PROXIES), as signing in counts it."""
    return get_adapter().get_client_ip(request)


def too_many(kind: str, *parts: str, most: int, seconds: int = HOUR) -> bool:
    """Count one try and say whether it is beyond the limit. What is counted is kept as a hash: no address or number lies in the cache."""
    key = f"limit:{kind}:{hashlib.sha256('|'.join(parts).encode()).hexdigest()}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # it ran out between the two calls
        cache.set(key, 1, seconds)
        return False
