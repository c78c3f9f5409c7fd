"""Which answers of an application may be changed now."""

from typing import TYPE_CHECKING

from grants.enums import ApplicationState

if TYPE_CHECKING:
    from grants.models import Application


def is_open_question(application: "Application", key: str) -> bool:
    """All of a draft's; of what the office reopened, the named ones (none named: all of the reopened parts)."""
    return application.state == ApplicationState.DRAFT or not application.open_questions or key in application.open_questions
