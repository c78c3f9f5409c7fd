"""What follows a training, for the chain: one object for each place in an address."""

from typing import Any


def what_follows(training: Any, users: dict[str, Any]) -> dict[str, Any]:
    """A payment sheet of a training of the lead organisation."""
    from core.money import Money
    from trainings.domain.payments import print_payment_sheet, set_payments

    by, here = users["coordinator"], "/trainings/<slug:slug>"
    set_payments(training=training, by=by, per_day=Money.of(300), travel=Money.of(200))
    return {
        f"{here}/payments/print/<str:language>": "ky",
        f"{here}/payments/<str:number>": print_payment_sheet(training=training, by=by, language="ky").number,
    }
