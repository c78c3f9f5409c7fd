"""What a roster's columns become: a django-import-export resource whose widgets turn one cell each into a value that we keep.

Opening files, finding headings and going on after a bad row is `rosters.parsing`; who may be meant and what is written is decided by people
(docs/decisions/0004-rosters.md). Pure: no database.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import Resource
from import_export.widgets import Widget

from youth_groups.rosters import values
from youth_groups.rosters.values import UnreadableError

_YEAR = re.compile(r"(19|20)\d\d")


class Cell(Widget):  # type: ignore[misc]
    """One kind of cell. UnreadableError: the row is not taken (`bad`), or taken with what `instead` makes of the cell."""

    def __init__(self, read: Callable[..., Any], *, bad: bool = False, instead: Callable[[object], Any] = lambda cell: "") -> None:
        super().__init__()
        self.read, self.bad, self.instead = read, bad, instead

    def clean(self, value: object, row: Mapping[str, object] | None = None, **kwargs: Any) -> Any:
        return self.read(value)


class BirthYear(Cell):
    """A year or a full date becomes the year, which is not after `today`."""

    def clean(self, value: object, row: Mapping[str, object] | None = None, **kwargs: Any) -> int | None:
        return values.birth_year_of(value, today=kwargs["today"])


def _text_of(cell: object) -> str:
    text = values.text_of(cell)
    if values.is_identity_number(text):
        raise UnreadableError(_("This looks like an identification number."), _("Take it out of the list: it is not kept here."))
    return "" if values.is_nothing(text) else text.lstrip("=@+-\t ")[:200]


def _year_of(cell: object) -> int | None:
    text = _text_of(cell)
    return int(text) if _YEAR.fullmatch(text) else None


class RosterResource(Resource):  # type: ignore[misc]
    """The columns by the keys of `rosters.headings.FIELDS`. A row is a mapping of these to cells as the file gives them, None for none."""

    name = Field(widget=Cell(values.name_of, bad=True))
    family_name = Field(widget=Cell(values.name_of, bad=True))
    given_name = Field(widget=Cell(values.name_of, bad=True))
    patronymic = Field(widget=Cell(values.name_of, bad=True))
    sex = Field(widget=Cell(values.sex_of, instead=lambda cell: "not_stated"))
    birth = Field(widget=BirthYear(values.birth_year_of, bad=True, instead=lambda cell: None))
    village = Field(widget=Cell(_text_of))
    province = Field(widget=Cell(_text_of))
    institution = Field(widget=Cell(_text_of))
    phone = Field(widget=Cell(values.phone_of))
    caregiver = Field(widget=Cell(values.caregiver_of, instead=values.caregiver_without_phone))
    caregiver_phone = Field(widget=Cell(values.phone_of))
    year = Field(widget=Cell(_year_of, instead=lambda cell: None))
    chat_label = Field(widget=Cell(_text_of))
