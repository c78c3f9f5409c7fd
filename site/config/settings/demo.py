"""The demo: one machine, SQLite, invented people, sign-in by role with one click. Never for real data."""

from config.settings.base import *

DEMO = True
INSTALLED_APPS = ["demo", *INSTALLED_APPS]
SECRET_KEY = "demo-only-invented-people-not-a-secret"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
