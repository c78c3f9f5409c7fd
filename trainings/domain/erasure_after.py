"""What the time after a training holds of a person beside the rows that point to them."""

from trainings.models import Participation, PaymentSheet
from youth_groups.domain.erasing import Subject, register_holder


@register_holder
def erase_of_what_follows(subject: Subject) -> None:
    """Payment sheets with the name go; what was paid to how many stays in their rows."""
    places = Participation.objects.filter(person__in=subject.ids)
    trainings = [*places.values_list("training", flat=True)]
    subject.blank_files(PaymentSheet.objects.filter(training__in=trainings), "file")
