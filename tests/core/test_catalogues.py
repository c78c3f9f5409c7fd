"""What is to be translated is found wherever it stands, and stands in the reader's language."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from core.catalogues import strings_in
from core.transitions import MACHINES

CYRILLIC = re.compile("[а-яёңөү]", re.IGNORECASE)


def test_words_are_found_under_every_name_that_a_file_imports(tmp_path):
    source = tmp_path / "words.py"
    source.write_text(
        "from django.utils.translation import gettext as _\n"
        "from django.utils.translation import gettext_lazy as _later\n"
        "from django.utils.translation import ngettext as several\n"
        'a = _("now")\nb = _later("later")\nc = several("%(n)s day", "%(n)s days", 2)\nd = other("never")\n'
    )
    assert list(strings_in(source)) == [("", "now", ""), ("", "later", ""), ("", "%(n)s day", "%(n)s days")]


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_every_step_and_every_state_is_named_in_the_readers_language(language):
    with translation.override(language):
        words = {str(word) for machine in MACHINES.values() for step in machine.transitions for word in (step.label, step.public_label)}
    assert len(words) > 40
    assert {word for word in words if not CYRILLIC.search(word)} == set()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", ["Заполните это поле.", "Можно не больше 5 знаков (сейчас 6)."]),
        ("ky", ["Бул жерди толтуруңуз.", "Көп дегенде 5 белги болот (азыр 6)."]),
        ("uz", ["Bu joyni toʻldiring.", "Koʻpi bilan 5 ta belgi boʻlishi mumkin (hozir 6)."]),
    ],
)
def test_what_django_says_of_a_field_is_said_in_our_words(language, words):
    field = forms.CharField(max_length=5)
    with translation.override(language):
        assert [field_error(field, value) for value in ("", "abcdef")] == words


def field_error(field, value):
    with pytest.raises(ValidationError) as error:
        field.clean(value)
    return error.value.messages[0]
