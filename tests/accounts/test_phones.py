import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.phones import PhoneField, normalise


@pytest.mark.parametrize(
    "typed", ["0555 12 34 56", "+996555123456", "996555123456", "996 555 12-34-56", "555123456", "+996 (555) 123-456", "00996555123456"]
)
def test_normalise_knows_how_kyrgyz_numbers_are_written(typed):
    assert normalise(typed) == "+996555123456"


@pytest.mark.parametrize("typed", ["", "abc", "12", "996", "0555 12 34 5", "me@example.org", "+996 555 12 34 56 ext 5", "+9965551234567"])
def test_normalise_refuses_what_is_no_number(typed):
    assert normalise(typed) is None


@pytest.mark.parametrize("number", ["+79161234567", "+998901234567", "+992901234567", "+77011234567"])
def test_normalise_keeps_numbers_of_neighbours(number):
    assert normalise(number) == number


MOBILE = st.tuples(st.sampled_from(["50", "55", "70", "77", "99"]), st.text("0123456789", min_size=7, max_size=7)).map("".join)


@given(MOBILE, st.sampled_from(["0", "996", "+996", "+996 ", "00996"]), st.sampled_from(["", " ", "-"]))
def test_normalise_is_the_same_for_every_way_of_writing(digits, prefix, between):
    assert normalise(prefix + between.join([digits[:3], digits[3:6], digits[6:]])) == f"+996{digits}"


@given(st.text(max_size=40))
def test_normalise_of_anything_is_none_or_e164_and_stable(text):
    number = normalise(text)
    assert number is None or (number[0] == "+" and number[1:].isdigit() and len(number) <= 16 and normalise(number) == number)


def test_phone_field_says_how_to_write_it():
    with pytest.raises(ValidationError) as error:
        PhoneField().clean("12")
    assert "0555 12 34 56" in error.value.messages[0]
    assert PhoneField(required=False).clean(" ") == ""
