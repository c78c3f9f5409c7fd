"""Every template of ours compiles, and none has inline script, style or on... attributes (the policy refuses them)."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import TemplateSyntaxError, engines

INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=[\"']|\son(click|change|submit|load|input|key\w+)=", re.IGNORECASE)


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        problems = []
        folder = Path(settings.ROOT) / "templates"
        engine = engines["django"]
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".html", ".txt")):
            name = str(path.relative_to(folder))
            text = path.read_text(encoding="utf-8")
            try:
                engine.get_template(name)
            except TemplateSyntaxError as error:
                problems.append(f"{name}: {error}")
            for match in INLINE.finditer(text):
                problems.append(f"{name}:{text[: match.start()].count(chr(10)) + 1}: inline {match.group(0).strip()!r}")
            if name.startswith("components/") and not text.lstrip().startswith("{#") and "{% comment" not in text[:200]:
                problems.append(f"{name}: open with a comment that names its variables")
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write("templates compile")
