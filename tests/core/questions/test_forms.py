"""A schema becomes a form; what is typed becomes answers; answers are read back."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from core.models import FormVersion
from core.questions import (
    SchemaError,
    answers_from,
    build_form,
    check_schema,
    display,
    freeze,
    initial_from,
    merged,
    missing,
    provide_provinces,
    settled,
    text_in,
    uploads_from,
)
from core.questions import places as places_module
from core.questions.reading import bound_form

PROVINCES = [("KG-O", "Ош облусу"), ("KG-B", "Баткен облусу")]


@pytest.fixture(autouse=True)
def _provinces():
    before = list(places_module._provider)
    provide_provinces(lambda language: PROVINCES)
    yield
    places_module._provider[:] = before


def q(kind: str, key: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "key": key, "label": {"en": key.capitalize(), "ky": f"{key} (ky)"}, **more}


def one(*questions: dict[str, Any]) -> dict[str, Any]:
    return {"format": 1, "parts": [{"key": "part", "title": {"en": "Part"}, "questions": list(questions)}]}


OPTIONS = [{"key": "roads", "label": {"en": "Roads", "ky": "Жолдор"}}, {"key": "light", "label": {"en": "Light", "ky": "Жарык"}}]
COLUMNS = [{"key": "what", "label": {"en": "What"}}, {"key": "days", "label": {"en": "Days"}, "kind": "number"}]
SCHEMA = {
    "format": 1,
    "parts": [
        {
            "key": "idea",
            "title": {"en": "Idea", "ky": "Ой"},
            "questions": [
                q("short_text", "title", required=True, limits={"max": 60}),
                q("long_text", "aim", required=True, limits={"max": 200}, blind=True),
                q("number", "age", limits={"min": 1, "max": 99}),
                q("money", "own", limits={"max": 1_000_000}),
                q("choice", "theme", choices=OPTIONS),
                q("choices", "groups", choices=OPTIONS, limits={"max": 1}),
                q("yes_no", "partner", required=True),
                q("short_text", "which", required=True, show_if={"key": "partner", "equals": True}),
            ],
        },
        {
            "key": "work",
            "title": {"en": "Work"},
            "questions": [
                q("date", "start", limits={"min": "2027-01-01", "max": "2027-12-31"}),
                q("place", "where", required=True),
                q("reach", "people", required=True),
                q(
                    "table",
                    "steps",
                    columns=[{"key": "what", "label": {"en": "What"}}, {"key": "days", "label": {"en": "Days"}, "kind": "number"}],
                ),
                q("file", "letter", required=True, limits={"max": 2}),
                q("short_text", "contract", required=True, show_if={"key": "partner", "equals": True}),
                q("budget", "budget"),
            ],
        },
    ],
}
ANSWERS = {
    "title": "Жарык көчө",
    "aim": "Көчө жарык болот",
    "age": 17,
    "own": 250_050,
    "theme": "light",
    "groups": ["roads"],
    "partner": True,
    "which": "Айыл өкмөтү",
    "start": "2027-03-01",
    "where": {"province": "KG-O", "village": "Ноокат"},
    "people": {"direct": 40, "indirect": 0, "how": "тизме"},
    "steps": [{"what": "Шам", "days": "2.5"}],
    "contract": "Ооба",
}


def post(form_class: Any, text: str, **files: Any) -> Any:
    return form_class(QueryDict(text), MultiValueDict({f"q-{key}": value for key, value in files.items()}))


def test_schema_is_sound():
    check_schema(SCHEMA)


def test_whole_form_round_trip():
    form = bound_form(SCHEMA, ANSWERS, {"letter": ["letter.pdf"]}, "ky")
    assert form.errors == {}
    assert answers_from(form) == ANSWERS
    assert json.loads(json.dumps(answers_from(form))) == ANSWERS
    assert missing(SCHEMA, ANSWERS, {"letter": ["letter.pdf"]}, "ky") == []


def test_initial_draws_what_was_answered():
    html = str(build_form(SCHEMA, language="ky", partial=True)(initial=initial_from(ANSWERS)))
    for typed in (
        'value="Жарык көчө"',
        'value="17"',
        'value="2500.50"',
        'value="2027-03-01"',
        'value="Ноокат"',
        'value="40"',
        'value="Шам"',
    ):
        assert typed in html
    assert '<option value="KG-O" selected>Ош облусу</option>' in html
    assert 'value="light" id="id_q-theme_1" checked' in html
    assert 'value="yes" id="id_q-partner_0" checked' in html


def test_what_was_typed_is_kept_when_it_is_wrong():
    form = post(build_form(SCHEMA, language="en", part="idea", partial=True), "q-age=abc&q-own=12;3&q-title=Light")
    assert set(form.errors) == {"age", "own"}
    assert 'value="abc"' in str(form)
    assert answers_from(form) == {"title": "Light"}


def test_draft_saves_with_gaps_but_not_beyond_limits():
    form = post(build_form(SCHEMA, language="en", part="idea", partial=True), f"q-title={'x' * 61}&q-age=")
    assert form.errors == {"title": ["This text has 61 characters. Please shorten it to 60."]}
    assert post(build_form(SCHEMA, language="en", part="idea", partial=True), "").is_valid()


def test_draft_fields_still_say_what_is_required():
    form = build_form(SCHEMA, language="en", part="idea", partial=True)({})
    assert form.is_valid()
    assert [key for key, field in form.fields.items() if field.required] == ["title", "aim", "partner", "which"]


def test_merged_keeps_what_is_wrong_and_drops_what_was_emptied():
    form = post(build_form(SCHEMA, language="en", part="idea", partial=True), "q-title=&q-age=abc&q-theme=roads")
    assert merged({"title": "Old", "age": 17, "theme": "light", "start": "2027-03-01"}, form) == {
        "age": 17,
        "theme": "roads",
        "start": "2027-03-01",
    }


def test_unknown_names_in_the_post_are_ignored():
    form = post(
        build_form(SCHEMA, language="en", part="idea", partial=True),
        "q-title=Light&title=Other&q-where_province=KG-O&state=awarded&q-nothing=1",
    )
    assert answers_from(form) == {"title": "Light"}


@pytest.mark.parametrize(
    ("typed", "required"),
    [("q-partner=yes", True), ("q-partner=no", False), ("", False)],
)
def test_conditional_question_is_required_only_where_its_condition_holds(typed, required):
    form = post(build_form(SCHEMA, language="en", part="idea"), f"q-title=a&q-aim=b&{typed}")
    assert ("which" in form.errors) is required


def test_condition_in_another_part_is_seen():
    form_class = build_form(SCHEMA, language="en", part="work", answers={"partner": True})
    assert "contract" in post(form_class, "").errors
    assert "contract" not in post(build_form(SCHEMA, language="en", part="work", answers={"partner": False}), "").errors


def test_conditional_question_says_when_to_answer():
    form = build_form(SCHEMA, language="en", part="idea")()
    assert form.fields["which"].help_text == "Answer only if “Partner” is “Yes”."


def test_settled_drops_what_no_longer_applies_and_what_nobody_asked():
    assert settled(SCHEMA, {"partner": False, "which": "x", "contract": "y", "other": 1, "title": "z"}) == {"partner": False, "title": "z"}


def test_condition_on_a_hidden_question_does_not_hold():
    schema = one(
        q("yes_no", "a"), q("yes_no", "b", show_if={"key": "a", "equals": True}), q("date", "c", show_if={"key": "b", "equals": True})
    )
    check_schema(schema)
    assert settled(schema, {"a": False, "b": True, "c": "2027-01-01"}) == {"a": False}
    assert settled(schema, {"a": True, "b": True, "c": "2027-01-01"}) == {"a": True, "b": True, "c": "2027-01-01"}


def test_condition_on_one_of_several_answers():
    schema = one(q("choices", "a", choices=OPTIONS), q("short_text", "b", required=True, show_if={"key": "a", "equals": "light"}))
    assert [gap.key for gap in missing(schema, {"a": ["roads", "light"]}, {}, "en")] == ["b"]
    assert missing(schema, {"a": ["roads"]}, {}, "en") == []


def test_missing_names_part_question_and_what_to_do():
    gaps = missing(SCHEMA, {**ANSWERS, "title": "", "age": 100, "where": {"province": "KG-O"}}, {}, "en")
    assert [(gap.part, gap.key, gap.label, gap.reason) for gap in gaps] == [
        ("idea", "title", "Title", "Please answer this question."),
        ("idea", "age", "Age", "Please write a number from 1 to 99."),
        ("work", "where", "Where", "Please give both the province and the village or town."),
        ("work", "letter", "Letter", "Please add a file."),
    ]


@pytest.mark.parametrize(
    ("question", "typed", "words"),
    [
        (q("number", "n", limits={"min": 1, "max": 9}), "q-n=10", "Please write a number from 1 to 9."),
        (q("number", "n"), "q-n=1.5", "Please write a whole number in digits, for example 25."),
        (q("number", "n"), "q-n=" + "9" * 5000, "Please write a number from -100000000000000 to 100000000000000."),
        (q("number", "n"), "q-n=٣", "Please write a whole number in digits, for example 25."),
        (q("money", "n", limits={"max": 100_000}), "q-n=1000.01", "Please write an amount from 0\u00a0KGS to 1\u00a0000\u00a0KGS."),
        (q("money", "n"), "q-n=-1", "Please write an amount from 0"),
        (q("money", "n"), "q-n=1.005", "Please write an amount in KGS, for example 12 500."),
        (q("choice", "n", choices=OPTIONS), "q-n=other", "Please choose one of the answers shown."),
        (q("choices", "n", choices=OPTIONS), "q-n=other", "Please choose from the answers shown."),
        (q("choices", "n", choices=OPTIONS, limits={"max": 1}), "q-n=roads&q-n=light", "Please choose at most 1 answers."),
        (q("yes_no", "n"), "q-n=maybe", "Please choose yes or no."),
        (q("date", "n"), "q-n=tomorrow", "Please write a day as day.month.year, for example 31.12.2026."),
        (q("date", "n", limits={"min": "2027-01-01"}), "q-n=2026-12-31", "Please choose 1 January 2027 or a later day."),
        (q("date", "n", limits={"max": "2027-01-01"}), "q-n=02.01.2027", "Please choose 1 January 2027 or an earlier day."),
        (q("place", "n"), "q-n_province=XX", "Please choose a province from the list."),
        (q("reach", "n"), "q-n_direct=-1", "Please write a number from 0 to 10000000."),
        (
            q("table", "n", columns=[{"key": "a", "label": {"en": "Days"}, "kind": "number"}]),
            "q-n_1_a=x",
            "Row 2, “Days”: please write a number in digits.",
        ),
        (
            q("table", "n", columns=[{"key": "a", "label": {"en": "A"}}]),
            "q-n_0_a=" + "x" * 201,
            "Row 1, “A”: please write at most 200 characters.",
        ),
    ],
)
def test_limits_are_enforced_and_say_what_to_do(question, typed, words):
    form = post(build_form(one(question), language="en", partial=True), typed)
    assert str(form.errors["n"][0]).startswith(words)
    assert answers_from(form) == {}


def test_money_and_numbers_are_read_as_people_write_them():
    form = post(build_form(one(q("money", "m"), q("number", "n")), language="ru"), "q-m=12 500,50&q-n=1 200")
    assert answers_from(form) == {"m": 1_250_050, "n": 1200}


def test_line_end_of_a_browser_counts_once():
    form = post(build_form(one(q("long_text", "t", limits={"max": 3})), language="en"), "q-t=a%0D%0Ab")
    assert answers_from(form) == {"t": "a\nb"}


def test_files_are_handed_over_and_counted_with_those_stored():
    form_class = build_form(SCHEMA, language="en", part="work", partial=True, files={"letter": ["old.pdf"]})
    form = post(form_class, "", letter=[SimpleUploadedFile("a.pdf", b"x")])
    assert form.is_valid(), form.errors
    assert [(key, item.name) for key, item in uploads_from(form)] == [("letter", "a.pdf")]
    assert answers_from(form) == {}
    two = post(form_class, "", letter=[SimpleUploadedFile("a.pdf", b"x"), SimpleUploadedFile("b.pdf", b"x")])
    assert two.errors == {"letter": ["At most 2 files can be added here. Please remove one first."]}
    assert post(form_class, "", letter=[SimpleUploadedFile("a.pdf", b"")]).errors == {
        "letter": ["This file is empty. Please choose another one."]
    }


def test_display_in_words():
    items = {item.key: item for part in display(SCHEMA, ANSWERS, "ky", files={"letter": ["letter.pdf"]}) for item in part.items}
    assert items["theme"].text == "Жарык"
    assert items["own"].text == "2\u00a0500,50\u00a0сом"
    assert items["start"].text == "2027-жылдын 1-марты"
    assert items["where"].text == "Ноокат, Ош облусу"
    assert items["title"].label == "title (ky)"
    assert (items["steps"].columns, items["steps"].rows) == (("What", "Days"), (("Шам", "2.5"),))
    assert (items["letter"].text, items["letter"].answered) == ("letter.pdf", True)
    assert (items["budget"].kind, items["budget"].answered) == ("budget", False)


def test_display_blind_hides_what_is_marked_and_nothing_else():
    parts = display(SCHEMA, ANSWERS, "en", blind=True)
    hidden = [item.key for part in parts for item in part.items if item.hidden]
    assert hidden == ["aim"]
    assert ANSWERS["aim"] not in str(parts)
    assert ANSWERS["title"] in str(parts)


def test_display_leaves_out_questions_whose_condition_does_not_hold():
    keys = [item.key for part in display(SCHEMA, {**ANSWERS, "partner": False}, "en") for item in part.items]
    assert "which" not in keys
    assert "contract" not in keys


def test_help_and_labels_are_text_not_markup():
    html = str(build_form(one(q("short_text", "n", help={"en": "<script>x</script>"}) | {"label": {"en": "<b>"}}), language="en")())
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<b>" not in html


def test_texts_fall_back_to_ky_then_ru_then_en():
    assert text_in({"ru": "р", "ky": "к"}, "uz") == "к"
    assert text_in({"ru": "р", "en": "e"}, "ky") == "р"
    assert text_in(None, "en") == ""


def test_errors_speak_the_language_of_the_person():
    with translation.override("ru"):
        form = build_form(one(q("yes_no", "n")), language="ru")()
        assert str(form.fields["n"].choices[0][1]) == "Да"


@pytest.mark.parametrize(
    "broken", [{**SCHEMA, "format": 2}, one(q("colour", "a")), one(q("date", "A b")), one(q("date", "a") | {"label": {}})]
)
def test_check_schema_refuses(broken):
    with pytest.raises(SchemaError):
        check_schema(broken)


@pytest.mark.django_db
def test_freeze_refuses_a_broken_schema():
    with pytest.raises(SchemaError):
        freeze(one(q("choice", "a")))
    assert not FormVersion.objects.exists()


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=80)
CELLS = st.dictionaries(st.just("what"), st.text("абвңөү Ab1", min_size=1).map(str.strip).filter(bool), min_size=1)
TYPED = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text("абвңөү Ab1-", min_size=1, max_size=60).map(str.strip).filter(bool),
        "age": st.integers(1, 99),
        "own": st.integers(0, 1_000_000),
        "theme": st.sampled_from(["roads", "light"]),
        "groups": st.sampled_from([["roads"], ["light"]]),
        "partner": st.booleans(),
        "start": st.dates(dt.date(2027, 1, 1), dt.date(2027, 12, 31)).map(dt.date.isoformat),
        "where": st.fixed_dictionaries({"province": st.sampled_from(["KG-O", "KG-B"]), "village": st.just("Ноокат")}),
        "people": st.fixed_dictionaries({"direct": st.integers(0, 10**7), "indirect": st.integers(0, 10**7), "how": st.just("тизме")}),
        "steps": st.lists(CELLS, min_size=1, max_size=5),
    },
)


@given(TYPED)
def test_every_answer_survives_typing_storing_and_drawing(answers):
    form = bound_form(SCHEMA, answers, {}, "ky")
    assert answers_from(form) == answers
    again = bound_form(SCHEMA, json.loads(json.dumps(answers_from(form))), {}, "ru")
    assert answers_from(again) == answers
    shown = [item.key for part in display(SCHEMA, answers, "en") for item in part.items if item.answered]
    assert shown == [key for key in ANSWERS if key in answers]


@given(st.dictionaries(st.sampled_from([*ANSWERS, "junk", "letter"]), TEXTS))
def test_whatever_is_posted_never_breaks_a_limit(posted):
    form_class = build_form(SCHEMA, language="en", partial=True)
    form = form_class(MultiValueDict({f"q-{key}": [text] for key, text in posted.items()}))
    form.full_clean()
    answers = answers_from(form)
    assert set(answers) <= set(ANSWERS)
    assert len(answers.get("title", "")) <= 60
    assert len(answers.get("aim", "")) <= 200
    assert 1 <= answers.get("age", 1) <= 99
    assert 0 <= answers.get("own", 0) <= 1_000_000
    assert answers.get("theme", "roads") in ("roads", "light")
    assert not {gap.key for gap in missing(SCHEMA, answers, {}, "en")} & set(answers)
