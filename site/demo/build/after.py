"""What follows the course that is over: per diem, a test before and after, feedback, follow-up rounds. No new people."""

import random
import uuid
from typing import Any

from django.utils import timezone

from accounts.models import User
from core.money import Money
from demo.build.texts import part, question, texts
from programme.models import Organisation
from trainings.domain.follow_ups import plan_follow_ups
from trainings.domain.payments import set_payments
from trainings.domain.short_forms import answer_form, open_form, save_short_form, set_right_answers, use_form
from trainings.models import ShortForm, Training
from youth_groups.domain.consents import ConsentGiven, record_consents
from youth_groups.enums import ConsentBy, ConsentPurpose

TEST = [
    part(
        "test",
        texts("Тест", "Тест", "Test", "Test"),
        question(
            "yes_no",
            "listen",
            texts(
                "Талашта адегенде экинчи тарапты угуу керекпи?",
                "Нужно ли в споре сначала выслушать другую сторону?",
                "In a dispute, should one hear the other side first?",
                "Bahsda avval ikkinchi tomonni eshitish kerakmi?",
            ),
        ),
        question(
            "choice",
            "call",
            texts(
                "Бала зомбулукка кабылса, кимге чалса болот?",
                "Куда звонить, если ребёнка обижают?",
                "Whom to call when a child is hurt?",
                "Bola zoʻravonlikka uchrasa, qayerga qoʻngʻiroq qilinadi?",
            ),
            choices=[
                {
                    "key": "line",
                    "label": texts("111 ишеним телефонуна", "на телефон доверия 111", "the helpline 111", "111 ishonch telefoniga"),
                },
                {
                    "key": "wait",
                    "label": texts("эч кимге, күтүү керек", "никуда, нужно ждать", "nobody, one has to wait", "hech qayerga, kutish kerak"),
                },
            ],
        ),
    )
]
FEEDBACK = [
    part(
        "feedback",
        texts("Пикир", "Отзыв", "Feedback", "Fikr"),
        question(
            "number",
            "useful",
            texts(
                "Тренинг канчалык пайдалуу болду, 1ден 5ке чейин?",
                "Насколько полезен был тренинг, от 1 до 5?",
                "How useful was the training, 1 to 5?",
                "Trening qanchalik foydali boʻldi, 1 dan 5 gacha?",
            ),
            lowest=1,
            highest=5,
        ),
        question(
            "long_text",
            "better",
            texts("Эмнени жакшыртса болот?", "Что можно улучшить?", "What could be better?", "Nimani yaxshilash mumkin?"),
            needed=False,
        ),
    )
]
LATER = [
    part(
        "later",
        texts("Кийин", "Позже", "Later", "Keyin"),
        question(
            "yes_no",
            "used",
            texts(
                "Үйрөнгөнүңүздү колдондуңузбу?",
                "Вы применили то, чему научились?",
                "Have you used what you learnt?",
                "Oʻrganganingizni qoʻlladingizmi?",
            ),
        ),
        question("long_text", "how", texts("Кантип?", "Как?", "How?", "Qanday?"), needed=False),
    )
]
NAMES = {
    "test": texts(
        "Тест: сүйлөшүү жана макулдашуу", "Тест: говорить и договариваться", "Test: talking and agreeing", "Test: soʻzlashish va kelishish"
    ),
    "feedback": texts("Тренинг жөнүндө пикир", "Отзыв о тренинге", "Feedback on the training", "Trening haqida fikr"),
    "follow_up": texts("Үч айдан кийин", "Через три месяца", "After three months", "Uch oydan keyin"),
}


def build_after(by: User, training: Training) -> None:
    """Sums for the sheet; twenty-four filled forms a round; three rounds for those who agreed to be contacted."""
    set_payments(training=training, by=by, per_day=Money.of(350), travel=Money.of(200))
    before, after = use_form(training=training, form=_form(by, training.organisation, "test", TEST), by=by)
    (feedback,) = use_form(training=training, form=_form(by, training.organisation, "feedback", FEEDBACK), by=by)
    set_right_answers(training=training, by=by, right={"listen": True, "call": "line"})
    dice = random.Random(4)  # noqa: S311
    for form, knows in ((before, 0.45), (after, 0.85)):
        open_form(form=form, by=by, is_open=True)
        for number in range(24):
            answers = {"listen": dice.random() < knows, "call": "line" if dice.random() < knows else "wait"}
            answer_form(form=form, answers=answers, key=_key(f"{form.kind}-{number}"))
        open_form(form=form, by=by, is_open=False)
    open_form(form=feedback, by=by, is_open=True)
    for number in range(24):
        said = {"better": "Оюн көбүрөөк болсо."} if number % 6 == 0 else {}
        answer_form(form=feedback, answers={"useful": dice.choice([3, 4, 5, 5]), **said}, key=_key(f"feedback-{number}"))
    people = [row.person for row in training.participations.select_related("person").order_by("pk")[:12]]
    grown = [person for person in people if not person.is_minor_on(timezone.localdate())]
    agreed = [ConsentGiven(person=person, purpose=ConsentPurpose.CONTACT, by=ConsentBy.SELF) for person in grown]
    record_consents(answers=agreed, by=by, given_on=training.last_day, about=training)
    plan_follow_ups(training=training, form=_form(by, training.organisation, "follow_up", LATER), by=by)


def _form(by: User, organisation: Organisation, kind: str, questions: Any) -> ShortForm:
    names = {f"name_{code}": name for code, name in NAMES[kind].items()}
    return save_short_form(form=ShortForm(organisation=organisation, kind=kind, questions=questions, **names), by=by)


def _key(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"demo/{name}")
