"""Production. Refuses to start with a default secret, wildcard hosts or DEBUG."""

import os
from base64 import urlsafe_b64decode
from binascii import Error

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *

ALLOWED_HOSTS = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# nginx or Caddy stands in front and says who calls; without it set TRUSTED_PROXIES=0, or limits could be cheated by a header.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "1"))
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"


def _is_key(text: str) -> bool:
    """32 bytes in URL-safe base64, and not one of those that stand in these files."""
    try:
        raw = urlsafe_b64decode(text)
    except (Error, ValueError):
        return False
    return len(raw) == 32 and b"not-a-secret" not in raw


def _refuse_unsafe() -> None:
    if len(SECRET_KEY) < 50 or "not-a-secret" in SECRET_KEY or len(set(SECRET_KEY)) < 10:
        raise ImproperlyConfigured("SECRET_KEY: set a random secret of 50 characters or more in the environment.")
    if not ALLOWED_HOSTS or any(host in ("*", ".") for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured("ALLOWED_HOSTS: name the hosts of this site, separated by commas; no wildcard.")
    if DEBUG or os.environ.get("DEBUG", "") not in ("", "0"):
        raise ImproperlyConfigured("DEBUG must be off in production.")
    if not ASHAR["DATA_KEYS"] or not all(map(_is_key, ASHAR["DATA_KEYS"])):
        raise ImproperlyConfigured("ASHAR_DATA_KEYS: give the key of encrypted columns; `manage.py new_data_key` prints a new one.")


_refuse_unsafe()
