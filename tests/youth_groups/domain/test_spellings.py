"""A text names somebody in any script, order and spelling; sisters and villages stay."""

import pytest

from youth_groups.domain.spellings import Spellings

ONE = Spellings(["Токтосунова Айгүл Бакытовна"], ["+996 555 123 456"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Токтосунова Айгүл спросила", "… спросила"),
        ("айгуль токтосунова", "…"),
        ("Aigul Toktosunova asked", "… asked"),
        ("ТОКТОСУНОВА, Айгүл Бакытовна.", "…."),
        ("Айгүл Бакытовна келди", "… келди"),
        ("call 0555 12-34-56", "call …"),
        ("+996555123456, тел.", "…, тел."),
        ("Токтосунова Айпери", "Токтосунова Айпери"),
        ("Айгүл", "Айгүл"),
        ("Токтосунова; Айгүл Асанова", "Токтосунова; Айгүл Асанова"),
        ("Айгүл Айгүл", "Айгүл Айгүл"),
        ("0555 999 999 и 2026-10-14", "0555 999 999 и 2026-10-14"),
        ("", ""),
    ],
)
def test_text_without_the_person(text: str, left: str) -> None:
    assert ONE.without(text) == left
    assert ONE.names_in(text) == (left != text)


def test_a_name_with_uulu() -> None:
    assert Spellings(["Айбек Нурбек уулу"]).without("Нурбек уулу Айбек келди, Нурбек уулу Бакыт да") == "… келди, Нурбек уулу Бакыт да"


def test_a_json_value_keeps_its_shape_and_keys() -> None:
    value = {"who": ["Айгүл Токтосунова", 3, None], "Айгүл Токтосунова": True}
    assert ONE.without_in(value) == {"who": ["…", 3, None], "Айгүл Токтосунова": True}


def test_one_word_or_nothing_names_nobody() -> None:
    assert not Spellings(["Айгүл"])
    assert not Spellings(["", ""], ["", "12"])
    assert Spellings(["Айгүл"]).without("Айгүл Айгүл") == "Айгүл Айгүл"
