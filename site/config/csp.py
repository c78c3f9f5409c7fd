"""The content-security policy: strict on our own pages, looser only under the Wagtail admin's path."""

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase

ADMIN_PATH = "/admin/"
# Wagtail's admin still has inline scripts and styles, and previews its own pages in a frame.
ADMIN_POLICY: dict[str, Any] = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}


class PolicyMiddleware(CSPMiddleware):
    """django-csp's middleware with one exception, by path."""

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(ADMIN_PATH) and not report_only:
            parts.replace = {**ADMIN_POLICY, **(parts.replace or {})}
        return parts
