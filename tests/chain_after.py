"""What follows a training, for the chain: one object for each place in an address."""

import io
from typing import Any


def what_follows(training: Any, users: dict[str, Any]) -> dict[str, Any]:
    """A payment sheet and a photo of a training of the lead organisation; its forms and follow-up rounds are the demo's."""
    from core.money import Money
    from tests.core.test_uploads import picture
    from trainings.domain.payments import print_payment_sheet, set_payments
    from trainings.domain.photos import add_training_photo

    by, here = users["coordinator"], "/trainings/<slug:slug>"
    set_payments(training=training, by=by, per_day=Money.of(300), travel=Money.of(200))
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


def a_course_in_a_messenger(training: Any) -> Any:
    """A course at a distance of the same organisation: other trainings have no chat."""
    from tests.factories.trainings import TrainingFactory

    facts = {"number": "T-CHAIN-CHAT", "slug": "chain-chat", "locality": None, "signed": False}
    return TrainingFactory(activity_type_id="messaging_course", organisation=training.organisation, **facts)
