from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import dates
from core.figures import NBSP, format_money, format_number, percent_of
from core.money import Money


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "14 August 2026"),
        ("ru", "14 августа 2026 г."),
        ("ky", "2026-жылдын 14-августу"),
        ("uz", "2026-yil 14-avgust"),
        ("de", "14 August 2026"),
    ],
)
def test_format_date_follows_the_glossary(lang, expected):
    assert dates.format_date(date(2026, 8, 14), lang) == expected


def test_format_date_of_a_moment_is_the_day_in_bishkek():
    assert dates.format_date(datetime(2026, 8, 13, 19, 0, tzinfo=UTC), "en") == "14 August 2026"


def test_programme_day_refuses_a_naive_moment():
    with pytest.raises(ValueError, match="naive"):
        dates.programme_day(datetime(2026, 8, 13, 19, 0))


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "18 December 2026, 18:00, Bishkek time"),
        ("ru", "18 декабря 2026 г., 18:00 по времени Бишкека"),
        ("ky", f"2026-жылдын 18-декабры, саат{NBSP}18:00, Бишкек убактысы"),
        ("uz", f"2026-yil 18-dekabr, soat{NBSP}18:00, Bishkek vaqti"),
    ],
)
def test_format_deadline_names_hour_and_zone(lang, expected):
    assert dates.format_deadline(datetime(2026, 12, 18, 12, 0, tzinfo=UTC), lang) == expected


@pytest.mark.parametrize(
    ("first", "last", "lang", "expected"),
    [
        (date(2027, 1, 4), date(2027, 1, 4), "en", "4 January 2027"),
        (date(2027, 1, 4), date(2027, 1, 6), "en", "4–6 January 2027"),
        (date(2027, 1, 4), date(2027, 1, 6), "ky", "2027-жылдын 4–6-январы"),
        (date(2027, 1, 4), date(2027, 1, 6), "ru", "4–6 января 2027 г."),
        (date(2027, 1, 30), date(2027, 2, 2), "uz", "2027-yil 30-yanvar – 2-fevral"),
        (date(2026, 12, 30), date(2027, 1, 2), "ru", "30 декабря 2026 г. – 2 января 2027 г."),
    ],
)
def test_format_period(first, last, lang, expected):
    assert dates.format_period(first, last, lang) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 12, 17, 17, 59, tzinfo=UTC), 1),
        (datetime(2026, 12, 17, 18, 1, tzinfo=UTC), 0),
        (datetime(2026, 12, 18, 18, 1, tzinfo=UTC), -1),
    ],
)
def test_days_left_counts_days_in_bishkek(at, expected):
    assert dates.days_left(datetime(2026, 12, 18, 12, 0, tzinfo=UTC), at) == expected


@pytest.mark.parametrize(
    ("minor", "currency", "lang", "expected"),
    [
        (7_750_000, "KGS", "en", f"77{NBSP}500{NBSP}KGS"),
        (7_750_000, "KGS", "ky", f"77{NBSP}500{NBSP}сом"),
        (7_750_050, "KGS", "ru", f"77{NBSP}500,50{NBSP}сом"),
        (7_750_005, "KGS", "en", f"77{NBSP}500.05{NBSP}KGS"),
        (7_750_000, "KGS", "uz", f"77{NBSP}500{NBSP}som (KGS)"),
        (-150, "EUR", "ru", f"−1,50{NBSP}EUR"),
        (0, "KGS", "ru", f"0{NBSP}сом"),
    ],
)
def test_format_money(minor, currency, lang, expected):
    assert format_money(minor, currency, lang) == expected


@given(st.integers(min_value=0, max_value=10**13), st.sampled_from(["en", "ru", "ky", "uz"]), st.sampled_from(["KGS", "EUR"]))
def test_format_money_reads_back_as_the_same_amount(minor, lang, currency):
    amount = format_money(minor, currency, lang).replace("som (KGS)", "KGS").rsplit(NBSP, 1)[0]
    assert Money.of(amount, currency) == Money(minor, currency)


def test_format_number_and_percent():
    assert [format_number(value) for value in (999, 1000, 1_234_567)] == ["999", f"1{NBSP}000", f"1{NBSP}234{NBSP}567"]
    assert [percent_of(1, 3), percent_of(5, 0), percent_of(9, 4), percent_of(-1, 4)] == [33.33, 0.0, 100.0, 0.0]
