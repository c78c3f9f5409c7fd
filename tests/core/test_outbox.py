"""Messages are rows; each is sent once."""

from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction

from core import outbox
from core.models import Message
from core.outbox import deliver, send_message
from tests.concurrency import run_concurrently
from tests.factories.accounts import UserFactory


@pytest.fixture(autouse=True)
def _templates(tmp_path, settings):
    folder = tmp_path / "emails"
    folder.mkdir()
    (folder / "hello_subject.txt").write_text("{% load i18n %}{% translate 'Yes' %}:\n {{ number }}\n")
    (folder / "hello.txt").write_text("{{ words }}\n\n\n")
    engine = dict(settings.TEMPLATES[0])
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]


def say(user: Any, **context: Any) -> Message:
    return send_message(to=user, kind="hello", context={"number": "A-1", "words": "Салам", **context}, about=user)


@pytest.mark.django_db
def test_message_is_written_in_the_language_of_the_reader():
    user = UserFactory(language="ru")
    message = say(user)
    assert (message.subject, message.body, message.language) == ("Да:  A-1", "Салам\n", "ru")
    assert (message.channel, message.state, message.address) == ("email", "queued", user.email)
    assert (message.about_type, message.about_id) == ("accounts.user", str(user.pk))
    assert mail.outbox == []


@pytest.mark.django_db
def test_message_to_somebody_without_mail_is_a_card_for_the_office():
    message = say(UserFactory(email=None, phone="+996555123456"))
    assert (message.channel, message.state) == ("tell", "queued")
    assert deliver() == 0
    assert mail.outbox == []


@pytest.mark.django_db
def test_deliver_sends_and_notes_it():
    message = say(UserFactory())
    assert deliver() == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.sent_at is not None) == ("sent", 1, True)
    assert [(m.subject, m.to, m.extra_headers["Content-Language"]) for m in mail.outbox] == [("Yes:  A-1", [message.address], "en")]
    assert deliver() == 0


@pytest.mark.django_db(transaction=True)
def test_message_of_a_transaction_that_failed_is_never_sent():
    user = UserFactory()
    with transaction.atomic():
        say(user)
        transaction.set_rollback(True)
    assert deliver() == 0
    assert not Message.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OSError("no server"), ValueError("a header that cannot be written")])
def test_failure_is_tried_again_and_given_up_after_five(monkeypatch, error):
    message, other = say(UserFactory()), say(UserFactory())
    real = EmailMessage.send

    def send(self: EmailMessage, *args: Any, **kwargs: Any) -> Any:
        if self.to == [message.address]:
            raise error
        return real(self, *args, **kwargs)

    monkeypatch.setattr(outbox.EmailMessage, "send", send)
    assert deliver() == 1
    message.refresh_from_db()
    other.refresh_from_db()
    assert (message.state, message.attempts, other.state) == ("queued", 1, "sent")
    for _attempt in range(6):
        deliver()
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("failed", 5)


@pytest.mark.django_db(transaction=True)
def test_two_deliverers_send_each_message_once():
    messages = [say(UserFactory()) for _number in range(6)]
    outcomes = run_concurrently(lambda _number: deliver(), range(3))
    assert sum(outcomes) == 6
    assert sorted(m.to[0] for m in mail.outbox) == sorted(m.address for m in messages)
    assert set(Message.objects.values_list("state", "attempts")) == {("sent", 1)}
