"""The protocol of a selection, A4 portrait: who decided, targets against result, every candidate with outcome and reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.pdf.flow import LEFT, Flow, laid_out

#: Left edges of the columns of candidates and of targets; each ends where the next begins.
CANDIDATES = (LEFT, LEFT + 10, LEFT + 62, LEFT + 88, LEFT + 136)
TARGETS = (LEFT, LEFT + 84, LEFT + 118, LEFT + 142)


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """The texts are in the document's language already; nobody's ethnicity is among the candidates' words.

    facts, history: (label, words). targets: (what, wanted, result, verdict). candidates: (name, about, outcome, reason, decided).
    target_heads, candidate_heads: the words above the columns, name and about share one. headings: of history, targets, candidates.
    page: "{page} / {pages}" in words. signs: what stands under each line for a signature.
    """

    language: str
    title: str
    number: str
    organiser: str
    facts: Sequence[tuple[str, str]]
    history: Sequence[tuple[str, str]]
    targets: Sequence[tuple[str, str, str, str]]
    candidates: Sequence[tuple[str, str, str, str, str]]
    target_heads: tuple[str, str, str, str]
    candidate_heads: tuple[str, str, str, str]
    headings: tuple[str, str, str]
    no_targets: str
    page: str
    signs: Sequence[str]


def draw_protocol(data: Protocol) -> bytes:
    """The PDF; the same data give the same bytes."""

    def draw(flow: Flow) -> None:
        history, targets, candidates = data.headings
        flow.pairs(data.facts)
        flow.head(targets)
        if data.targets:
            flow.table(TARGETS, data.target_heads, data.targets)
        else:
            flow.para(data.no_targets)
        if data.history:
            flow.head(history)
            flow.pairs(data.history)
        flow.head(candidates)
        rows = [
            (str(place), f"{name} · {about}" if about else name, outcome, reason, decided)
            for place, (name, about, outcome, reason, decided) in enumerate(data.candidates, 1)
        ]
        flow.table(CANDIDATES, ("", *data.candidate_heads), rows)
        flow.signatures(data.signs)

    return laid_out(draw, title=data.title, number=data.number, language=data.language, organiser=data.organiser, page=data.page)
