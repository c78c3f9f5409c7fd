"""For work on the code: DEBUG, plain static files, mail as files."""

from base64 import urlsafe_b64encode

from config.settings.base import *

DEBUG = True
SECRET_KEY = "dev-only-not-a-secret"  # noqa: S105
ASHAR["DATA_KEYS"] = [urlsafe_b64encode(b"dev-only--not-a-secret-32-bytes!").decode()]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
