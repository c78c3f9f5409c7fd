"""From counted records to the payload of a snapshot."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.refusals import Refused
from programme.domain.shares import WHOLE_BP
from programme.models import Agreement, BudgetLine, Place
from summaries.documents.payload import CAMPAIGN, FORMAT, Cell, CoFunded, Line, Payload, Tile, Words
from summaries.queries import counting
from summaries.queries.records import Records, load_records
from summaries.suppression import THRESHOLD, protected, shown, total_cell, withheld
from trainings.models import ActivityType


def payload_of(agreement: Agreement, first_day: date, last_day: date, as_of: date) -> Payload:
    """Count and protect everything that a summary shows. A fixed number of statements; no name of a person is read."""
    agreement = Agreement.objects.select_related("donor", "project", "organisation").get(pk=agreement.pk)
    records = load_records(agreement, first_day, last_day, as_of)
    breakdowns = [table(records) for table in counting.TABLES.values()]
    checks = control(records, breakdowns)
    return {
        "format": FORMAT,
        "definitions": counting.DEFINITIONS,
        "threshold": THRESHOLD,
        "scope": {
            "donor": words(agreement.donor, "name"),
            "agreement": agreement.number,
            "project": words(agreement.project, "title"),
            "organisation": words(agreement.organisation, "name"),
            "first_day": first_day.isoformat(),
            "last_day": last_day.isoformat(),
            "as_of": as_of.isoformat(),
        },
        "tiles": _tiles(records),
        "tables": [protected(breakdown) for breakdown in breakdowns],
        "indirect": [
            {"channel": channel, "cell": total_cell(counted, people=True)} for channel, counted in counting.indirect(records).items()
        ],
        "lines": _lines(agreement, records),
        "provinces": _provinces(),
        "types": _types(records),
        "co_funded": _co_funded(records),
        "unmarked_places": counting.unmarked_places(records),
        "checks": checks,
    }


def words(obj: Any, name: str) -> Words:
    """A name as it is now in the three languages of a summary."""
    return {"en": getattr(obj, f"{name}_en"), "ru": getattr(obj, f"{name}_ru"), "ky": getattr(obj, f"{name}_ky")}


def _tiles(records: Records) -> list[Tile]:
    tiles: list[Tile] = []
    few = total_cell(counting.people_trained(records), people=True)["state"] == "withheld"
    for code, figure in counting.FIGURES.items():
        counted = figure(records)
        people = code in counting.OF_PEOPLE
        trained = people and code not in counting.OF_CAMPAIGNS
        cell: Cell = withheld() if few and trained else total_cell(counted, people=people) if code != "person_hours" else shown(counted)
        tile: Tile = {"code": code, "cell": cell}
        if code == "grants_awarded":
            tile["amounts"] = [{"currency": c, "amount_minor": minor} for c, minor in counting.amounts_awarded(records).items()]
        tiles.append(tile)
    return tiles


def _lines(agreement: Agreement, records: Records) -> list[Line]:
    return [
        {
            "code": line.code,
            "name": words(line, "name"),
            "currency": line.currency,
            "budget_minor": line.amount_minor,
            "awarded_in_period_minor": sum(award.amount_minor for award in records.awards if award.line_id == line.pk),
            "awarded_to_date_minor": sum(award.amount_minor for award in records.awards_to_date if award.line_id == line.pk),
        }
        for line in BudgetLine.objects.filter(agreement=agreement).order_by("code")
    ]


def _provinces() -> dict[str, Words]:
    places = Place.objects.filter(level__in=[Place.Level.OBLAST, Place.Level.CITY_REPUBLIC]).exclude(iso="").order_by("soate")
    return {place.iso: words(place, "name") for place in places}


def _types(records: Records) -> dict[str, Words]:
    """The types of the trainings that were counted, in the order of the office's list."""
    kinds = ActivityType.objects.filter(code__in={facts.training.activity_type_id for facts in records.trainings})
    return {kind.code: words(kind, "name") for kind in kinds.order_by("position", "code")}


def _co_funded(records: Records) -> list[CoFunded]:
    trainings = [(facts.training.number, facts.training.activity_type_id, facts.share_bp) for facts in records.trainings]
    campaigns = [(facts.number, CAMPAIGN, facts.share_bp) for facts in records.reach.campaigns]
    return [{"number": number, "type": kind, "share_bp": share} for number, kind, share in trainings + campaigns if share < WHOLE_BP]


def control(records: Records, breakdowns: list[counting.Breakdown]) -> list[str]:
    """Control totals before anything is frozen: rows add up to their totals, people never exceed participations.

    Returns the names of the checks that held. Raises Refused when one does not hold: such figures are never frozen.
    """
    passed = []
    for table in breakdowns:
        for index, column in enumerate(table.columns):
            if sum(cells[index].value for _row, cells in table.rows) != table.total[index].value:
                raise Refused(_("The figures do not add up; nothing was frozen. Please tell the administrator."), code="control_total")
            passed.append(f"{table.code}.{column}")
    people, places = counting.people_trained(records).value, counting.participations(records).value
    if people > places or counting.completed(records).value > places:
        raise Refused(_("The figures do not add up; nothing was frozen. Please tell the administrator."), code="control_total")
    return [*passed, "people_within_participations"]
