"""What the time after a training holds of a person beside the rows that point to them."""

from django.utils import timezone

from trainings.models import ChatSender, FollowUpContact, Participation, PaymentSheet, TrainingPhoto
from youth_groups.domain.erasing import Subject, register_holder


@register_holder
def erase_of_what_follows(subject: Subject) -> None:
    """Payment sheets with the name go; what was paid to how many stays in their rows. Nobody finds the person in a chat again.

    A photo that shows the person goes as a whole; that somebody was asked months later stays, what they said goes.
    """
    places = Participation.objects.filter(person__in=subject.ids)
    trainings = [*places.values_list("training", flat=True)]
    subject.blank_files(PaymentSheet.objects.filter(training__in=trainings), "file")
    subject.delete(ChatSender.objects.filter(participation__in=places.values("pk")))
    waiting = ChatSender.objects.filter(decision=ChatSender.Decision.OPEN, training__organisation__in=subject.organisation_ids)
    named = [row.pk for row in waiting if subject.spellings.without(row.label) != row.label]
    subject.delete(ChatSender.objects.filter(pk__in=named))
    photos = TrainingPhoto.objects.filter(pk__in=list(TrainingPhoto.objects.filter(people__in=subject.ids).values_list("pk", flat=True)))
    subject.blank_files(photos, "file")
    photos.filter(removed_at=None).update(removed_at=timezone.now())
    contacts = FollowUpContact.objects.filter(participation__in=places)
    subject.about(contacts)
    subject.blank(contacts, "answers", {})
