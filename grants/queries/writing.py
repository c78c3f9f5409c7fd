"""What the pages of a draft show: its parts, the files and the budget of one, what is left under the ceiling."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from accounts.codes import in_groups
from core.questions import display, text_in
from grants.enums import ApplicationState
from grants.models import Application, ApplicationFile
from grants.openness import is_open_question


@dataclass(frozen=True)
class Part:
    """A part of the form as a page. has_budget: the key of its budget table, or ""."""

    key: str
    title: str
    intro: str
    url: str
    before: str
    after: str
    number: int
    has_budget: str = ""
    open: bool = True
    files: list[ApplicationFile] = field(default_factory=list)

    @property
    def stored_names(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.files:
            found.setdefault(row.question, []).append(row.file.name)
        return found


def parts_of(application: Application) -> list[Part]:
    """All parts in their order; no statement of its own."""
    parts = application.form_version.schema["parts"]
    if application.state == "changes_asked":
        parts = [part for part in parts if part["key"] in application.open_parts]
    lang = (get_language() or "en").split("-")[0]
    urls = [reverse("grants:part", args=[application.code, part["key"]]) for part in parts]
    ends = [reverse("grants:status", args=[application.code]), *urls, reverse("grants:check", args=[application.code])]
    return [
        Part(
            key=part["key"],
            title=text_in(part["title"], lang),
            intro=text_in(part.get("intro"), lang),
            url=urls[place],
            before=ends[place],
            after=ends[place + 2],
            number=place + 1,
            has_budget=next((question["key"] for question in part["questions"] if question["kind"] == "budget"), ""),
        )
        for place, part in enumerate(parts)
    ]


def part_of(application: Application, key: str) -> Part | None:
    """One part with its stored files: one statement."""
    found = next((part for part in parts_of(application) if part.key == key), None)
    if found is not None:
        keys = {
            question["key"] for part in application.form_version.schema["parts"] if part["key"] == key for question in part["questions"]
        }
        found.files.extend(application.files.filter(question__in=keys).select_related("file"))
    return found


def shown_part(application: Application, here: Part, form: Any) -> dict[str, Any]:
    """The context of the page of a part. The fields and the budget stand in the order of the form."""
    lang = (get_language() or "en").split("-")[0]
    rows = list(application.budget.all()) if here.has_budget else []
    steps = len(parts_of(application)) + 1
    blocks = _blocks(application, here, form, lang)
    return {
        "application": application,
        "call": application.call,
        "part": here,
        "form": form,
        "blocks": blocks,
        "spoken": any(block["voice"] for block in blocks),
        "version": application.part_versions.get(here.key, 0),
        "rows": rows,
        "amount_minor": sum(row.amount_minor for row in rows),
        "left_minor": application.call.ceiling_minor - application.requested_minor,
        "stored": next(
            (shown for shown in display(application.form_version.schema, application.answers, lang) if shown.key == here.key), None
        ),
        "step": here.number,
        "steps": steps,
    }


def _blocks(application: Application, here: Part, form: Any, lang: str) -> list[dict[str, Any]]:
    by_question: dict[str, list[ApplicationFile]] = {}
    for row in here.files:
        by_question.setdefault(row.question, []).append(row)
    return [
        {
            "budget": question["kind"] == "budget",
            "label": text_in(question["label"], lang),
            "help": text_in(question.get("help"), lang),
            "field": form[question["key"]] if question["key"] in form.fields else None,
            "files": by_question.get(question["key"], []),
            "voice": f"v-{question['key']}" if question["kind"] == "long_text" else "",
        }
        for part in application.form_version.schema["parts"]
        if part["key"] == here.key
        for question in part["questions"]
        if is_open_question(application, question["key"])
    ]


def draft_of_code(user: Any, typed: str) -> Application | None:
    """The draft of one of the user's groups whose copied code this is; one statement."""
    writing = Application.objects.of_groups_of(user).filter(state__in=[ApplicationState.DRAFT, ApplicationState.CHANGES_ASKED])
    return next((draft for draft in writing if draft.code_to_copy == in_groups(typed)), None)
