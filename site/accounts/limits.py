"""Limits on what is tried without an account. They lie in the shared cache and so hold across workers (allauth's counters).

Per name and address narrowly ("key"), per address widely ("ip"): a classroom behind one address is not shut out.
"""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

LIMITS = {
    "reset_code": "300/10m/ip,8/15m/key",
    "device_pass": "300/10m/ip",
    "draft_begin": "120/10m/ip",
    "draft_code": "300/10m/ip",
    "sign_in_name": "5/15m/user",
}


def within(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count one try; whether it is within the limits. `key` is what is tried, kept as a hash together with the address it comes from."""
    address = ratelimit.get_ip(request)
    counted = ratelimit.consume(request, app="accounts", action=action, config=LIMITS, key=None if key is None else f"{key}|{address}")
    return counted is not None
