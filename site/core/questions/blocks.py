"""What staff edit: parts with questions, each text in ky, ru, en, uz. `schema_from_blocks` makes our own JSON of it.

questions = StreamField(PartsBlock(), blank=True)      on a call
version = freeze(schema_from_blocks(call.questions))   when it opens
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import BlockGroup

from core.money import Currency, Money
from core.questions.keys import fill_keys
from core.questions.schema import FORMAT, KEY, Question, Schema, SchemaError, Texts, check_schema

KEY_SHAPE = RegexValidator(rf"^{KEY.pattern}$", _("A key has small Latin letters, digits and _, and begins with a letter."))


class TextsBlock(blocks.StructBlock):
    """A short text in up to four languages; a reader whose language is empty sees ky, else ru, else en."""

    ky = blocks.CharBlock(label=_("Kyrgyz"), required=False, max_length=300)
    ru = blocks.CharBlock(label=_("Russian"), required=False, max_length=300)
    en = blocks.CharBlock(label=_("English"), required=False, max_length=300)
    uz = blocks.CharBlock(label=_("Uzbek"), required=False, max_length=300)

    class Meta:
        needed = True

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.meta.needed and not any(cleaned.values()):
            raise ValidationError(_now("Please write this text in at least one language."))
        return cleaned


class LongTextsBlock(TextsBlock):
    ky = blocks.TextBlock(label=_("Kyrgyz"), required=False, rows=2)
    ru = blocks.TextBlock(label=_("Russian"), required=False, rows=2)
    en = blocks.TextBlock(label=_("English"), required=False, rows=2)
    uz = blocks.TextBlock(label=_("Uzbek"), required=False, rows=2)


class KeyBlock(blocks.CharBlock):
    """The name under which an answer is kept. Made once when it is empty; changing it later makes another question."""

    def __init__(self, **kwargs: Any) -> None:
        words = _("Made by itself when empty. Keep it when you change the words of the question.")
        super().__init__(label=_("Key"), required=False, max_length=40, validators=[KEY_SHAPE], help_text=words, **kwargs)


class ItemBlock(blocks.StructBlock):
    """An answer to choose from, or a column of a table."""

    label = TextsBlock(label=_("Text"))
    key = KeyBlock()

    class Meta:
        form_layout = BlockGroup(children=["label"], settings=["key"])


class ColumnBlock(ItemBlock):
    number = blocks.BooleanBlock(label=_("Only numbers"), required=False)

    class Meta:
        form_layout = BlockGroup(children=["label", "number"], settings=["key"])


class QuestionBlock(blocks.StructBlock):
    """What every kind of question has."""

    label = TextsBlock(label=_("Question"))
    help = LongTextsBlock(label=_("Help"), required=False, needed=False)
    required = blocks.BooleanBlock(label=_("Must be answered"), required=False)
    blind = blocks.BooleanBlock(label=_("Hidden in a blind review"), required=False)
    only_if_key = blocks.CharBlock(
        label=_("Only if: key of an earlier question"),
        required=False,
        max_length=40,
        help_text=_("A question with answers to choose from."),
    )
    only_if_answer = blocks.CharBlock(
        label=_("Only if: the answer"),
        required=False,
        max_length=40,
        help_text=_("The key of the answer; yes or no for a yes/no question."),
    )
    key = KeyBlock()

    def get_form_layout(self) -> BlockGroup:
        """Wagtail draws what the layout names and nothing else: a kind's own fields stand between help and the tick."""
        settings = ["blind", "only_if_key", "only_if_answer", "key"]
        own = [name for name in self.child_blocks if name not in {"label", "help", "required", *settings}]
        return BlockGroup(children=["label", "help", *own, "required"], settings=settings)

    def limits(self, value: Any) -> dict[str, Any]:
        """What the form enforces, as it stands in the schema."""
        return {}


def _whole(label: Any, **kwargs: Any) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label=label, required=False, **kwargs)


def _given(**limits: Any) -> dict[str, Any]:
    return {name: value for name, value in limits.items() if value not in (None, "")}


class ShortTextBlock(QuestionBlock):
    max_chars = _whole(_("Most characters"), min_value=1, max_value=500)

    class Meta:
        icon = "title"
        label = _("Short text")

    def limits(self, value: Any) -> dict[str, Any]:
        return _given(max=value["max_chars"])


class LongTextBlock(QuestionBlock):
    max_chars = _whole(_("Most characters"), min_value=50, max_value=20_000)

    class Meta:
        icon = "pilcrow"
        label = _("Long text")

    def limits(self, value: Any) -> dict[str, Any]:
        return _given(max=value["max_chars"])


class NumberBlock(QuestionBlock):
    lowest = _whole(_("At least"))
    highest = _whole(_("At most"))

    class Meta:
        icon = "order"
        label = pgettext_lazy("kind of question", "Number")

    def limits(self, value: Any) -> dict[str, Any]:
        return _given(min=value["lowest"], max=value["highest"])


class MoneyBlock(QuestionBlock):
    currency = blocks.ChoiceBlock(label=_("Currency"), choices=Currency.choices, default="KGS")
    highest = blocks.DecimalBlock(label=_("At most"), required=False, min_value=0, max_digits=14, decimal_places=2)

    class Meta:
        icon = "tag"
        label = _("Money")

    def limits(self, value: Any) -> dict[str, Any]:
        highest = None if value["highest"] is None else Money.of(value["highest"], value["currency"]).minor
        return _given(currency=value["currency"], max=highest)


class ChoiceQuestionBlock(QuestionBlock):
    choices = blocks.ListBlock(ItemBlock(), label=_("Answers"), min_num=2)

    class Meta:
        icon = "list-ul"
        label = _("One answer of several")


class ChoicesQuestionBlock(QuestionBlock):
    choices = blocks.ListBlock(ItemBlock(), label=_("Answers"), min_num=2)
    most = _whole(_("At most so many"), min_value=1)

    class Meta:
        icon = "list-ul"
        label = _("Several answers")

    def limits(self, value: Any) -> dict[str, Any]:
        return _given(max=value["most"])


class YesNoBlock(QuestionBlock):
    class Meta:
        icon = "check"
        label = _("Yes or no")


class DateQuestionBlock(QuestionBlock):
    first_day = blocks.DateBlock(label=_("First day"), required=False)
    last_day = blocks.DateBlock(label=_("Last day"), required=False)

    class Meta:
        icon = "date"
        label = _("Date")

    def limits(self, value: Any) -> dict[str, Any]:
        return {name: day.isoformat() for name, day in (("min", value["first_day"]), ("max", value["last_day"])) if day}


class PlaceQuestionBlock(QuestionBlock):
    class Meta:
        icon = "home"
        label = _("Place")


class ReachBlock(QuestionBlock):
    class Meta:
        icon = "group"
        label = _("People reached")


class TableQuestionBlock(QuestionBlock):
    columns = blocks.ListBlock(ColumnBlock(), label=_("Columns"), min_num=1, max_num=6)
    rows = _whole(_("Rows"), min_value=1, max_value=30, default=5)

    class Meta:
        icon = "table"
        label = _("Table")

    def limits(self, value: Any) -> dict[str, Any]:
        return _given(rows=value["rows"])


class FileQuestionBlock(QuestionBlock):
    most = _whole(_("At most so many files"), min_value=1, max_value=10, default=1)

    class Meta:
        icon = "upload"
        label = _("File")

    def limits(self, value: Any) -> dict[str, Any]:
        return _given(max=value["most"])


class BudgetBlock(blocks.StructBlock):
    """The place of the budget table in the form; the call itself says currency, floor and ceiling."""

    label = TextsBlock(label=_("Heading"))
    help = LongTextsBlock(label=_("Help"), required=False, needed=False)
    key = KeyBlock()

    class Meta:
        icon = "table"
        label = _("Budget table")
        form_layout = BlockGroup(children=["label", "help"], settings=["key"])


class QuestionsBlock(blocks.StreamBlock):
    """The questions of a part. The names of the blocks are the kinds of core.questions.schema."""

    short_text = ShortTextBlock()
    long_text = LongTextBlock()
    number = NumberBlock()
    money = MoneyBlock()
    choice = ChoiceQuestionBlock()
    choices = ChoicesQuestionBlock()
    yes_no = YesNoBlock()
    date = DateQuestionBlock()
    place = PlaceQuestionBlock()
    reach = ReachBlock()
    table = TableQuestionBlock()
    file = FileQuestionBlock()
    budget = BudgetBlock()


class PartBlock(blocks.StructBlock):
    """A part of the form: a page of its own that saves."""

    title = TextsBlock(label=_("Title"))
    intro = LongTextsBlock(label=_("Introduction"), required=False, needed=False)
    questions = QuestionsBlock(label=_("Questions"))
    key = KeyBlock()

    class Meta:
        icon = "folder-open-1"
        label = _("Part")
        form_layout = BlockGroup(children=["title", "intro", "questions"], settings=["key"])


class PartsBlock(blocks.StreamBlock):
    """All questions of a call, in parts. Empty keys are filled when it is saved, and stay."""

    part = PartBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        keep_keys(cleaned)
        try:
            check_schema(schema_from_blocks(cleaned))
        except SchemaError as error:
            raise StreamBlockValidationError(non_block_errors=[str(error)]) from None
        return cleaned


def _texts(value: Any) -> Texts:
    return {code: text for code, text in (value or {}).items() if text}


def _items(values: Any) -> list[dict[str, Any]]:
    items = []
    for value in values:
        item: dict[str, Any] = {"key": value["key"] or "", "label": _texts(value["label"])}
        if "number" in value:
            item["kind"] = "number" if value["number"] else "text"
        items.append(item)
    return items


def _question(block: Any, kind: str, value: Any) -> Question:
    question: dict[str, Any] = {
        "kind": kind,
        "key": value["key"] or "",
        "label": _texts(value["label"]),
        "help": _texts(value["help"]),
        "required": bool(value.get("required")),
        "limits": block.limits(value) if isinstance(block, QuestionBlock) else {},
        "show_if": _condition(value),
        "blind": bool(value.get("blind")),
    }
    for name in ("choices", "columns"):
        if name in value:
            question[name] = _items(value[name])
    return question  # type: ignore[return-value]


def _condition(value: Any) -> dict[str, Any] | None:
    """Answers of a yes/no question are kept as true and false; `fill_keys` turns the written yes or no into them."""
    key = value.get("only_if_key")
    return {"key": key, "equals": value.get("only_if_answer") or ""} if key else None


def schema_from_blocks(value: Any) -> Schema:
    """The plain JSON of what staff built (a StreamValue of PartsBlock). Empty keys are filled from kind and place."""
    parts = [
        {
            "key": part.value["key"] or "",
            "title": _texts(part.value["title"]),
            "intro": _texts(part.value["intro"]),
            "questions": [_question(child.block, child.block_type, child.value) for child in part.value["questions"]],
        }
        for part in value
    ]
    return fill_keys({"format": FORMAT, "parts": parts})  # type: ignore[typeddict-item]


def keep_keys(value: Any) -> None:
    """Write the filled keys back into the blocks, so that they are stored and stay when questions move."""
    schema = schema_from_blocks(value)
    for part, made in zip(value, schema["parts"], strict=True):
        part.value["key"] = made["key"]
        for child, question in zip(part.value["questions"], made["questions"], strict=True):
            child.value["key"] = question["key"]
            for name in ("choices", "columns"):
                for item, item_made in zip(child.value.get(name, ()), question.get(name, ()), strict=True):  # type: ignore[call-overload]
                    item["key"] = item_made["key"]
