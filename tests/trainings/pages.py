"""Reaching a page of a training, and marks to show on it."""

from django.urls import reverse

from tests.factories.programme import holder
from tests.factories.trainings import new_key, trainer_of
from trainings.domain.attendance import record_marks
from trainings.models import TrainingCallPage


def coordinator():
    return holder("training_coordinator", language="en")


def get(client, user, url):
    client.force_login(user)
    return client.get(url)


def marked(training, status="present"):
    for session in training.sessions.all():
        statuses = dict.fromkeys(training.participations.values_list("pk", flat=True), status)
        record_marks(session=session, by=trainer_of(training), statuses=statuses, batch=new_key())


def address(name, training):
    extra = [1] if name == "attendance" else []
    return reverse(f"trainings:{name}", args=[training.slug, *extra])


def page_of(site, call, **fields):
    """The public page of a call, under the list of calls that the fixture `site` makes."""
    return site.add_child(instance=TrainingCallPage(title=call.title_en, slug=call.slug, locale=site.locale, call=call, **fields))
