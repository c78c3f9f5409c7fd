"""What follows a training, for the chain: one object for each place in an address."""

from typing import Any


def what_follows(training: Any, users: dict[str, Any]) -> dict[str, Any]:
    """A payment sheet and a test of a training of the lead organisation."""
    from core.money import Money
    from tests.factories.trainings import QUESTIONS_OF_A_TEST
    from trainings.domain.payments import print_payment_sheet, set_payments
    from trainings.domain.short_forms import save_short_form, use_form
    from trainings.models import ShortForm

    by, here = users["coordinator"], "/trainings/<slug:slug>"
    set_payments(training=training, by=by, per_day=Money.of(300), travel=Money.of(200))
    test = ShortForm(organisation=training.organisation, kind="test", name_ky="Тест", questions=QUESTIONS_OF_A_TEST)
    use_form(training=training, form=save_short_form(form=test, by=by), by=by)
    return {
        f"{here}/forms/<slug:kind>": "before",
        f"{here}/forms/<slug:kind>/print/<str:language>": "ky",
        f"{here}/payments/print/<str:language>": "ky",
        f"{here}/payments/<str:number>": print_payment_sheet(training=training, by=by, language="ky").number,
    }
