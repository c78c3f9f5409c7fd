"""What every template may need."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """`demo`: whether this is the demo; `safeguarding_number`: the number that the office confirmed, or empty."""
    return {"demo": settings.DEMO, "safeguarding_number": settings.ASHAR["SAFEGUARDING_NUMBER"]}
