"""What follows a training, for the chain: one object for each place in an address."""

from typing import Any


def what_follows(training: Any, users: dict[str, Any]) -> dict[str, Any]:
    """A payment sheet, a test, a photo, a follow-up round of a training of the lead organisation."""
    import io

    from core.money import Money
    from tests.core.test_uploads import picture
    from tests.factories.trainings import QUESTIONS_OF_A_TEST
    from trainings.domain.follow_ups import plan_follow_ups
    from trainings.domain.payments import print_payment_sheet, set_payments
    from trainings.domain.photos import add_training_photo
    from trainings.domain.short_forms import save_short_form, use_form
    from trainings.models import ShortForm

    by, here = users["coordinator"], "/trainings/<slug:slug>"
    set_payments(training=training, by=by, per_day=Money.of(300), travel=Money.of(200))
    test = ShortForm(organisation=training.organisation, kind="test", name_ky="Тест", questions=QUESTIONS_OF_A_TEST)
    use_form(training=training, form=save_short_form(form=test, by=by), by=by)
    later = ShortForm(organisation=training.organisation, kind="follow_up", name_ky="Кийин", questions=QUESTIONS_OF_A_TEST)
    plan_follow_ups(training=training, form=save_short_form(form=later, by=by), by=by)
    upload = io.BytesIO(picture())
    photo = add_training_photo(training=training, by=users["approver"], upload=upload, name="a.jpg", shows_people=False)
    return {
        f"{here}/report/<slug:language>": "ky",
        f"{here}/photos/<int:pk>": photo.pk,
        f"{here}/follow-up/<int:months>": 3,
        f"{here}/follow-up/<int:months>/<int:pk>": training.participations.earliest("pk").pk,
        f"{here}/forms/<slug:kind>": "before",
        f"{here}/forms/<slug:kind>/print/<str:language>": "ky",
        f"{here}/payments/print/<str:language>": "ky",
        f"{here}/payments/<str:number>": print_payment_sheet(training=training, by=by, language="ky").number,
    }
