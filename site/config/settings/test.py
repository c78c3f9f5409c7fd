"""For the tests: a file database (threads need it), fast password hashes, mail in memory."""

import os
import tempfile
from base64 import urlsafe_b64encode

os.environ.setdefault("ASHAR_VAR", tempfile.mkdtemp(prefix="ashar-test-"))

from config.settings.base import *

DEMO = True
INSTALLED_APPS = ["demo", *INSTALLED_APPS]
SECRET_KEY = "test-only-not-a-secret"  # noqa: S105
ASHAR["DATA_KEYS"] = [urlsafe_b64encode(b"test-only-not-a-secret-32-bytes!").decode()]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")} if DATABASES["default"]["ENGINE"].endswith("sqlite3") else {}
(VAR / "static").mkdir(parents=True, exist_ok=True)
