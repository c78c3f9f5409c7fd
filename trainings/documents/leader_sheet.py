"""What the leader of a camp carries: whom to call for each person, what to know of them, who may collect a child."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.pdf.flow import LEFT, Flow, laid_out
from core.pdf.fonts import BOLD

#: Left edges of the columns; each ends where the next begins.
PEOPLE = (LEFT, LEFT + 10, LEFT + 55, LEFT + 102, LEFT + 142)


@dataclass(frozen=True, kw_only=True)
class LeaderSheet:
    """The texts are in the sheet's language already.

    number: of the training and of this copy. facts: (label, words). warning: for whom it is and when it is destroyed.
    heads: above name, whom to call, what to know, who collects. people: the same four of each person.
    """

    language: str
    title: str
    number: str
    organiser: str
    facts: Sequence[tuple[str, str]]
    warning: str
    heads: tuple[str, str, str, str]
    people: Sequence[tuple[str, str, str, str]]
    page: str


def draw_leader_sheet(data: LeaderSheet) -> bytes:
    """The PDF; the same data give the same bytes. Prints in black and white."""

    def draw(flow: Flow) -> None:
        flow.para(data.warning, BOLD)
        flow.y += 2
        flow.pairs(data.facts)
        flow.y += 4
        flow.table(PEOPLE, ("", *data.heads), [(str(place), *person) for place, person in enumerate(data.people, 1)])

    return laid_out(draw, title=data.title, number=data.number, language=data.language, organiser=data.organiser, page=data.page)
