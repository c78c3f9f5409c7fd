"""Staff build questions from blocks; what is stored becomes our own JSON."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.fields import StreamField

from core.questions import build_form, check_schema, freeze
from core.questions.blocks import PartsBlock, schema_from_blocks
from core.questions.keys import fill_keys


def question(kind: str, text: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": {"label": {"en": text}, "help": {}, **value}}


def parts(*questions: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "part", "value": {"title": {"ky": "Ой"}, "questions": list(questions)}}]


def stream(raw: list[dict[str, Any]]) -> Any:
    return PartsBlock().to_python(raw)


EVERY_KIND = (
    question("short_text", "Title", max_chars=60, required=True),
    question("long_text", "Aim", max_chars=1500, blind=True),
    question("number", "Age", lowest=1, highest=99),
    question("money", "Own money", currency="KGS", highest="2500.50"),
    question("choice", "Theme", choices=[{"label": {"en": "Roads"}}, {"label": {"en": "Light"}, "key": "light"}]),
    question("choices", "Who", choices=[{"label": {"en": "Girls"}}, {"label": {"en": "Boys"}}], most=1),
    question("yes_no", "Partner?"),
    question("short_text", "Which partner?", only_if_key="yes_no_1", only_if_answer="yes", required=True),
    question("date", "First day", first_day="2027-01-01", last_day="2027-12-31"),
    question("place", "Where"),
    question("reach", "People"),
    question("table", "Steps", columns=[{"label": {"en": "What"}}, {"label": {"en": "Days"}, "number": True}], rows=3),
    question("file", "Letter", most=2),
    question("budget", "Budget"),
)


def test_schema_from_blocks_every_kind():
    schema = schema_from_blocks(PartsBlock().clean(stream(parts(*EVERY_KIND))))
    check_schema(schema)
    made = {q["key"]: q for q in schema["parts"][0]["questions"]}
    assert list(made) == [
        *("short_text_1", "long_text_1", "number_1", "money_1", "choice_1", "choices_1", "yes_no_1"),
        *("short_text_2", "date_1", "place_1", "reach_1", "table_1", "file_1", "budget_1"),
    ]
    assert schema["parts"][0]["title"] == {"ky": "Ой"}
    assert made["short_text_1"]["limits"] == {"max": 60}
    assert made["short_text_1"]["required"] is True
    assert made["long_text_1"]["blind"] is True
    assert made["number_1"]["limits"] == {"min": 1, "max": 99}
    assert made["money_1"]["limits"] == {"currency": "KGS", "max": 250_050}
    assert [c["key"] for c in made["choice_1"]["choices"]] == ["choice_1", "light"]
    assert made["short_text_2"]["show_if"] == {"key": "yes_no_1", "equals": True}
    assert made["date_1"]["limits"] == {"min": "2027-01-01", "max": "2027-12-31"}
    assert [c["kind"] for c in made["table_1"]["columns"]] == ["text", "number"]
    assert list(build_form(schema, language="ky").base_fields) == [key for key in made if key != "budget_1"]


def test_clean_keeps_keys_when_questions_move():
    block = PartsBlock()
    saved = block.clean(stream(parts(question("short_text", "First"), question("short_text", "Second"))))
    raw = block.get_prep_value(saved)
    raw[0]["value"]["questions"].reverse()
    raw[0]["value"]["questions"].insert(0, question("short_text", "New"))
    again = schema_from_blocks(block.clean(block.to_python(raw)))["parts"][0]["questions"]
    assert [(q["label"]["en"], q["key"]) for q in again] == [("New", "short_text_3"), ("Second", "short_text_2"), ("First", "short_text_1")]


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        ((question("short_text", "A", key="same"), question("short_text", "B", key="same")), "its key is used twice"),
        ((question("short_text", "A", only_if_key="nothing", only_if_answer="yes"),), "must name the key of an earlier question"),
        (
            (question("yes_no", "A", key="a"), question("date", "B", only_if_key="a", only_if_answer="maybe")),
            "an answer that does not exist",
        ),
        ((question("number", "A", lowest=5, highest=1),), "its lower limit is above its upper limit"),
        ((question("budget", "A"), question("budget", "B")), "The budget table stands twice"),
    ],
)
def test_clean_refuses_what_no_form_can_be_built_from(questions, words):
    with pytest.raises(ValidationError) as caught:
        PartsBlock().clean(stream(parts(*questions)))
    assert words in str(caught.value.non_block_errors)


def test_clean_needs_a_text_in_one_language():
    with pytest.raises(ValidationError):
        PartsBlock().clean(stream(parts({"type": "short_text", "value": {"label": {}, "help": {}}})))


def test_clean_refuses_a_key_of_another_shape():
    with pytest.raises(ValidationError):
        PartsBlock().clean(stream(parts(question("short_text", "A", key="Аты жөнү"))))


def test_fill_keys_leaves_its_argument_alone():
    schema = {"format": 1, "parts": [{"key": "", "title": {}, "questions": [{"kind": "date", "key": "", "label": {"en": "x"}}]}]}
    filled = fill_keys(schema)
    assert (schema["parts"][0]["key"], filled["parts"][0]["key"]) == ("", "part_1")
    assert filled["parts"][0]["questions"][0]["key"] == "date_1"


def test_stream_field_of_parts_survives_a_migration():
    field = StreamField(PartsBlock(), blank=True)
    _name, path, args, kwargs = field.deconstruct()
    assert path == "wagtail.fields.StreamField"
    rebuilt = StreamField(*args, **kwargs)
    value = rebuilt.to_python(PartsBlock().get_prep_value(stream(parts(*EVERY_KIND))))
    assert len(value[0].value["questions"]) == len(EVERY_KIND)


@pytest.mark.django_db
def test_freeze_writes_the_same_questions_once():
    schema = schema_from_blocks(stream(parts(*EVERY_KIND)))
    other = schema_from_blocks(stream(parts(*EVERY_KIND[:3])))
    assert freeze(schema).pk == freeze(dict(reversed(schema.items()))).pk
    assert freeze(other).pk != freeze(schema).pk
