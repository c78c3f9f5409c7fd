"""The demo: one machine, SQLite, invented people, sign-in by role with one click. Never for real data."""

from base64 import urlsafe_b64encode

from config.settings.base import *

DEMO = True
INSTALLED_APPS = ["demo", *INSTALLED_APPS]
SECRET_KEY = "demo-only-invented-people-not-a-secret"  # noqa: S105
ASHAR["DATA_KEYS"] = [urlsafe_b64encode(b"demo-only-not-a-secret-32-bytes!").decode()]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
STORAGES["staticfiles"] = {"BACKEND": "demo.storage.OwnCompressedStorage"}
