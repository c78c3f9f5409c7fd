"""An amount that staff type in major units; every currency of the programme has two digits after the point."""

from typing import Any

from core.questions.fields import MoneyAnswer


class MinorUnits(MoneyAnswer):
    """Whole minor units of the row's own currency."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)
