"""What a device pass opens here: the attendance of its one training."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from accounts import passes

#: Paper from a phone: sheets printed, signed ones photographed, heads counted. Comparing names and looking at scans is for the office.
PAPERS = ("print_sheet", "print_session_sheet", "sheet_file", "papers", "head_count")
NAMES = frozenset(f"trainings:{name}" for name in ("pass_home", "attendance", "walk_in", *PAPERS))


def register() -> None:
    """Called when the app is ready."""
    opens = passes.Opens(names=NAMES, is_about=_is_about, home=_home, to_home=frozenset({"trainings:training"}))
    passes.register("trainings.training", opens)


def _is_about(words: Mapping[str, Any], subject_id: str) -> bool:
    from trainings.models import Training

    return Training.objects.filter(pk=subject_id, slug=words.get("slug", "")).exists()


def _home(subject_id: str) -> str:
    from trainings.models import Training

    return reverse("trainings:pass_home", args=[Training.objects.values_list("slug", flat=True).get(pk=subject_id)])
