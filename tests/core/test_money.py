"""Money is whole minor units: nothing is lost, nothing is a float."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import Currency, Money

AMOUNTS = st.integers(-(10**15), 10**15)


@given(AMOUNTS)
def test_of_major_is_the_same_amount(minor):
    assert Money.of(Money(minor).major) == Money(minor)


@given(AMOUNTS, st.sampled_from([",", "."]), st.sampled_from(["", " ", "\u00a0", "\u202f"]))
def test_of_reads_what_people_write(minor, point, between):
    whole, part = divmod(abs(minor), 100)
    text = f"{whole:,}".replace(",", between) + f"{point}{part:02d}"
    assert Money.of(("-" if minor < 0 else "") + text) == Money(minor)


@given(st.lists(AMOUNTS, max_size=30))
def test_sums_are_those_of_integers(amounts):
    total = sum((Money(amount) for amount in amounts), start=Money(0))
    assert total == Money(sum(amounts))
    assert total - Money(sum(amounts)) == Money(0)


@given(AMOUNTS, st.integers(0, 10_000))
def test_times_is_within_half_a_minor_unit(minor, basis_points):
    share = Decimal(basis_points) / 10_000
    assert abs(Money(minor).times(share).minor - minor * share) <= Decimal("0.5")


def test_ten_tyiyn_three_times_is_thirty():
    assert Money.of("0.10") + Money.of("0.10") + Money.of("0.10") <= Money.of("0.30")


def test_times_rounds_half_to_even():
    assert [Money(minor).times(Decimal("0.5")).minor for minor in (1, 3, 5)] == [0, 2, 2]


@pytest.mark.parametrize("text", ["", "abc", "1.005", "NaN", "Infinity", "1,2,3", "12 som"])
def test_of_refuses_what_is_no_amount(text):
    with pytest.raises(ValueError, match="not "):
        Money.of(text)


def test_of_refuses_an_unknown_currency():
    with pytest.raises(ValueError, match="not an amount"):
        Money.of("1", "XXX")


@pytest.mark.parametrize("operation", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b, lambda a, b: a <= b])
def test_two_currencies_never_meet(operation):
    with pytest.raises(ValueError, match="do not add up"):
        operation(Money(1, "KGS"), Money(1, "EUR"))


@pytest.mark.parametrize("currency", Currency.values)
def test_every_currency_is_computed(currency):
    assert Money.of("12.34", currency) == Money(1234, currency)
