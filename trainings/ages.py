"""Age groups of sheets and figures. Age = year of the activity's first day minus birth year (rules: people, "Age")."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: (code, first age, last age, label)
AGE_GROUPS = (
    ("u14", 0, 13, gettext_lazy("under 14")),
    ("14-17", 14, 17, "14–17"),
    ("18-28", 18, 28, "18–28"),
    ("29-35", 29, 35, "29–35"),
    ("36+", 36, 200, gettext_lazy("36 and over")),
)
UNKNOWN = "unknown"


def age_group(age: int | None) -> str:
    """The code of the group, `unknown` without an age."""
    if age is None:
        return UNKNOWN
    return next(code for code, low, high, _label in AGE_GROUPS if low <= max(age, 0) <= high)


def age_group_label(code: str) -> str:
    return next((str(label) for found, _low, _high, label in AGE_GROUPS if found == code), _("not stated"))
