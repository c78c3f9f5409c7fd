"""What is to be translated is found wherever it stands, and stands in the reader's language."""

import re

import pytest
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
