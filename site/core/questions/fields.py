"""Form fields of the kinds of question. Each cleans to the JSON answer: text, int, bool, ISO date, list or dict."""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.dates import format_date
from core.figures import format_money
from core.money import Money
from core.questions.schema import NUMBER_MAX

REQUIRED = _("Please answer this question.")
Choices = Sequence[tuple[str, str]]


def tidy(text: str) -> str:
    """One form of the same letters (NFC), one kind of line end, no spaces around."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class TextAnswer(forms.CharField):
    """A text; line ends count as one character, as people count them. A pasted text is never cut silently."""

    def __init__(self, *, max_chars: int, rows: int = 0, **kwargs: Any) -> None:
        self.max_chars = max_chars
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(), **kwargs)

    def to_python(self, value: Any) -> str:
        return tidy(str(super().to_python(value) or ""))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.max_chars:
            raise ValidationError(
                _("This text has %(length)s characters. Please shorten it to %(max)s.") % {"length": len(value), "max": self.max_chars},
                code="too_long",
            )


class NumberAnswer(forms.CharField):
    """A whole number, typed with or without spaces between thousands."""

    def __init__(self, *, low: int = -NUMBER_MAX, high: int = NUMBER_MAX, **kwargs: Any) -> None:
        self.low, self.high = low, high
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"}), **kwargs)

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        text = str(super().clean(value) or "")
        return whole_number(text, self.low, self.high) if text else None


def whole_number(text: str, low: int, high: int) -> int:
    """The number that somebody typed. Raises ValidationError that says what to type."""
    compact = "".join(text.split())
    digits = compact[1:] if compact[:1] in "+-" else compact
    if not (digits.isascii() and digits.isdigit()):
        raise ValidationError(_("Please write a whole number in digits, for example 25."), code="no_number")
    number = int(compact[:20])
    if len(digits) > 18 or not low <= number <= high:
        raise ValidationError(_("Please write a number from %(low)s to %(high)s.") % {"low": low, "high": high}, code="out_of_limits")
    return number


class MoneyAnswer(forms.CharField):
    """An amount typed in major units; the answer is whole minor units (tyiyn, cents)."""

    def __init__(self, *, currency: str = "KGS", low: int = 0, high: int = NUMBER_MAX, **kwargs: Any) -> None:
        self.currency, self.low, self.high = currency, low, high
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short", "autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return typed_amount(value, self.currency) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        text = str(super().clean(value) or "")
        if not text:
            return None
        try:
            minor = Money.of(text, self.currency).minor
        except ValueError:
            raise ValidationError(
                _("Please write an amount in %(currency)s, for example 12 500.") % {"currency": self.currency}, code="no_amount"
            ) from None
        if not self.low <= minor <= self.high:
            limits = {"low": format_money(self.low, self.currency), "high": format_money(self.high, self.currency)}
            raise ValidationError(_("Please write an amount from %(low)s to %(high)s.") % limits, code="out_of_limits")
        return minor


def typed_amount(minor: int, currency: str) -> str:
    """As somebody would type it: 12500 or 12500.50."""
    major = Money(minor, currency).major
    return str(int(major)) if major == major.to_integral_value() else str(major)


def decimal_text(text: str) -> str:
    """A figure in a table's column of numbers, kept as it is written: "2.5". Raises ValidationError."""
    compact = "".join(text.split()).replace(",", ".")
    try:
        number = Decimal(compact)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > NUMBER_MAX or "e" in compact.lower() or "_" in compact or not compact.isascii():
        raise ValidationError(_("Please write a number in digits, for example 25."), code="no_number")
    return compact


class ChoiceAnswer(forms.ChoiceField):
    """One of several: radio buttons up to seven, a list above."""

    def __init__(self, *, options: Choices, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {}).setdefault("invalid_choice", _("Please choose one of the answers shown."))
        if len(options) <= 7:
            super().__init__(choices=options, widget=forms.RadioSelect(), **kwargs)
        else:
            super().__init__(choices=[("", "—"), *options], **kwargs)

    def clean(self, value: Any) -> str | None:  # type: ignore[override]
        return super().clean(value) or None


class ChoicesAnswer(forms.MultipleChoiceField):
    """Several of several; the limits say how many at most."""

    def __init__(self, *, options: Choices, most: int | None = None, **kwargs: Any) -> None:
        self.most = most
        kwargs.setdefault("error_messages", {}).setdefault("invalid_choice", _("Please choose from the answers shown."))
        super().__init__(choices=options, widget=forms.CheckboxSelectMultiple(), **kwargs)

    def clean(self, value: Any) -> list[str]:
        chosen = set(super().clean(value))
        if self.most is not None and len(chosen) > self.most:
            raise ValidationError(_("Please choose at most %(most)s answers.") % {"most": self.most}, code="too_many")
        return [str(key) for key, _label in self.choices if key in chosen]  # type: ignore[union-attr,misc]


class YesNoAnswer(forms.ChoiceField):
    """Yes or no; nothing chosen is no answer."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {}).setdefault("invalid_choice", _("Please choose yes or no."))
        super().__init__(choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect(), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value

    def clean(self, value: Any) -> bool | None:  # type: ignore[override]
        return {"yes": True, "no": False}.get(super().clean(value))


class DateAnswer(forms.DateField):
    """A day; the answer is its ISO text."""

    def __init__(self, *, first: str = "", last: str = "", **kwargs: Any) -> None:
        self.first = dt.date.fromisoformat(first) if first else None
        self.last = dt.date.fromisoformat(last) if last else None
        attrs = {name: day.isoformat() for name, day in (("min", self.first), ("max", self.last)) if day}
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})
        widget.input_type = "date"
        messages = kwargs.setdefault("error_messages", {})
        messages.setdefault("invalid", _("Please write a day as day.month.year, for example 31.12.2026."))
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)

    def clean(self, value: Any) -> str | None:  # type: ignore[override]
        day = super().clean(value)
        if day is None:
            return None
        if self.first and day < self.first:
            raise ValidationError(_("Please choose %(day)s or a later day.") % {"day": format_date(self.first)}, code="too_early")
        if self.last and day > self.last:
            raise ValidationError(_("Please choose %(day)s or an earlier day.") % {"day": format_date(self.last)}, code="too_late")
        return day.isoformat()


class PartsWidget(forms.MultiWidget):
    """Several inputs of one answer, each with a label of its own."""

    template_name = "components/questions/parts.html"

    def __init__(self, widgets: dict[str, forms.Widget | type[forms.Widget]], labels: Sequence[Any]) -> None:
        self.names, self.labels = tuple(widgets), labels
        super().__init__(widgets)

    def decompress(self, value: Any) -> list[Any]:
        given = value if isinstance(value, Mapping) else {}
        return [given.get(name, "") for name in self.names]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for subwidget, label in zip(context["widget"]["subwidgets"], self.labels, strict=True):
            subwidget["label"] = label
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class _PartsField(forms.MultiValueField):
    """A MultiValueField whose answer is a dict, and whose halves are named when they are missing."""

    names: tuple[str, ...] = ()

    def compress(self, data_list: list[Any]) -> dict[str, Any] | None:
        answer = {name: value for name, value in zip(self.names, data_list, strict=False) if value not in (None, "")}
        return answer or None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return True


class PlaceAnswer(_PartsField):
    """A province of the register and the village as people write it."""

    names = ("province", "village")

    def __init__(self, *, options: Callable[[], Choices], strict: bool, **kwargs: Any) -> None:
        def choices() -> list[tuple[str, Any]]:
            return [("", _("choose")), *options()]

        self.strict = strict
        wrong = {"invalid_choice": _("Please choose a province from the list.")}
        province = forms.ChoiceField(choices=choices, required=False, error_messages=wrong)
        village = TextAnswer(max_chars=160, required=False)
        widget = PartsWidget({"province": province.widget, "village": village.widget}, [_("Province"), _("Village or town")])
        super().__init__(fields=(province, village), widget=widget, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> dict[str, Any] | None:
        answer: dict[str, Any] | None = super().clean(value)
        if answer and self.strict and len(answer) < 2:
            raise ValidationError(_("Please give both the province and the village or town."), code="incomplete")
        return answer


class ReachAnswer(_PartsField):
    """People reached: directly, indirectly, and how this was estimated."""

    names = ("direct", "indirect", "how")

    def __init__(self, *, high: int, how_chars: int, strict: bool, **kwargs: Any) -> None:
        self.strict = strict
        fields = (
            NumberAnswer(low=0, high=high, required=False),
            NumberAnswer(low=0, high=high, required=False),
            TextAnswer(max_chars=how_chars, rows=2, required=False),
        )
        labels = [_("Directly (people who take part)"), _("Indirectly (people who benefit or hear of it)"), _("How did you estimate this?")]
        widget = PartsWidget({name: field.widget for name, field in zip(self.names, fields, strict=True)}, labels)
        super().__init__(fields=fields, widget=widget, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> dict[str, Any] | None:
        answer: dict[str, Any] | None = super().clean(value)
        if answer and self.strict and len(answer) < 3:
            raise ValidationError(
                _("Please give both numbers and say how you estimated them. Write 0 when there is nobody."), code="incomplete"
            )
        return answer


class RowsWidget(forms.Widget):
    """A table with a fixed number of rows of inputs: works without JavaScript."""

    template_name = "components/questions/rows.html"
    #: For `widget_kind`: several inputs stand in a fieldset.
    widgets: tuple[forms.Widget, ...] = ()

    def __init__(self, columns: Sequence[tuple[str, str, str]], rows: int) -> None:
        self.columns, self.rows = columns, rows
        super().__init__()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[dict[str, str]]:
        return [{key: str(data.get(f"{name}_{row}_{key}", "")) for key, _label, _kind in self.columns} for row in range(self.rows)]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{row}_{key}" in data for row in range(self.rows) for key, _label, _kind in self.columns)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = value if isinstance(value, list) else []
        base = context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"]["columns"] = [label for _key, label, _kind in self.columns]
        context["widget"]["rows"] = [
            [
                {
                    "name": f"{name}_{row}_{key}",
                    "id": f"{base}_{row * len(self.columns) + place}",
                    "value": given[row].get(key, "") if row < len(given) else "",
                    "label": label,
                    "numeric": kind == "number",
                }
                for place, (key, label, kind) in enumerate(self.columns)
            ]
            for row in range(self.rows)
        ]
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class RowsAnswer(forms.Field):
    """Rows of a small table; empty rows are left out, the rest keeps its order."""

    def __init__(self, *, columns: Sequence[tuple[str, str, str]], rows: int, cell_chars: int = 200, **kwargs: Any) -> None:
        self.columns, self.cell_chars = columns, cell_chars
        super().__init__(widget=RowsWidget(columns, rows), **kwargs)

    def clean(self, value: Any) -> list[dict[str, str]] | None:
        rows = []
        for number, given in enumerate(value or [], start=1):
            row = {key: tidy(given.get(key, "")) for key, _label, _kind in self.columns}
            if any(row.values()):
                rows.append({key: self._cell(text, key, number) for key, text in row.items() if text})
        if self.required and not rows:
            raise ValidationError(self.error_messages["required"], code="required")
        return rows or None

    def _cell(self, text: str, key: str, row: int) -> str:
        label, kind = next((label, kind) for column, label, kind in self.columns if column == key)
        where = {"row": row, "column": label, "max": self.cell_chars}
        if "\x00" in text or len(text) > self.cell_chars:
            raise ValidationError(_("Row %(row)s, “%(column)s”: please write at most %(max)s characters.") % where, code="too_long")
        if kind != "number":
            return text
        try:
            return decimal_text(text)
        except ValidationError:
            raise ValidationError(_("Row %(row)s, “%(column)s”: please write a number in digits.") % where, code="no_number") from None


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesAnswer(forms.FileField):
    """Files newly chosen. What was stored earlier counts for "required" and for the limit; content is checked by `core.uploads`."""

    def __init__(self, *, most: int, stored: Iterable[str] = (), **kwargs: Any) -> None:
        self.most, self.stored = most, list(stored)
        messages = kwargs.setdefault("error_messages", {})
        messages.setdefault("empty", _("This file is empty. Please choose another one."))
        messages.setdefault("required", _("Please add a file."))
        super().__init__(widget=FilesInput() if most > 1 else forms.FileInput(), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # type: ignore[override]
        given = [item for item in (data if isinstance(data, list | tuple) else [data]) if item]
        if not given:
            if not self.stored:
                super().clean(None, initial)
            return []
        if len(given) + (len(self.stored) if self.most > 1 else 0) > self.most:
            raise ValidationError(
                _("At most %(most)s files can be added here. Please remove one first.") % {"most": self.most}, code="too_many"
            )
        return [super(FilesAnswer, self).clean(item, initial) for item in given]
