"""WSGI entry point; puts the project and `site/` on the import path, so a bare clone works."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
for place in (str(ROOT / "site"), str(ROOT)):
    if place not in sys.path:
        sys.path.insert(0, place)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
