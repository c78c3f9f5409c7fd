"""The types of activities that a new installation begins with. From then on they are rows: the office changes, adds and retires them."""

from typing import Any, NamedTuple

from django.apps import apps as installed

from trainings.enums import Counting


class Kind(NamedTuple):
    """A row to lay down; `names` in English, Russian, Kyrgyz and Uzbek."""

    code: str
    names: tuple[str, str, str, str]
    counting: str = Counting.ROSTERED
    certificates: bool = True
    overnight: bool = False
    risk_form: bool = False


KINDS = (
    Kind(
        "course",
        (
            "community security training course",
            "учебный курс по безопасности сообществ",
            "жамааттын коопсуздугу боюнча окуу курсу",
            "jamoa xavfsizligi boʻyicha oʻquv kursi",
        ),
    ),
    Kind("camp", ("young people's camp", "молодёжный лагерь", "жаштар лагери", "yoshlar lageri"), overnight=True, risk_form=True),
    Kind(
        "sensitisation",
        ("sensitisation session", "информационная встреча", "маалымат берүү жыйыны", "xabardorlik mashgʻuloti"),
        certificates=False,
    ),
    Kind("talking_day", ("talking day", "день разговора", "сүйлөшүү күнү", "suhbat kuni"), certificates=False),
    Kind(
        "police_course",
        (
            "communication skills course for police officers",
            "курс общения для сотрудников милиции",
            "милиция кызматкерлери үчүн баарлашуу курсу",
            "militsiya xodimlari uchun muloqot koʻnikmalari kursi",
        ),
    ),
    Kind("workshop", ("workshop", "семинар", "семинар", "seminar")),
    Kind(
        "motivation_meeting",
        (
            "motivation meeting for communities",
            "мотивационная встреча для сообществ",
            "жамааттар үчүн шыктандыруу жолугушуусу",
            "jamoalar uchun ragʻbatlantirish uchrashuvi",
        ),
        certificates=False,
    ),
    Kind("study_tour", ("study tour", "ознакомительная поездка", "таанышуу сапары", "oʻquv safari"), overnight=True),
    Kind("open_door_day", ("open-door day", "день открытых дверей", "ачык эшик күнү", "ochiq eshiklar kuni"), Counting.COUNTED, False),
    Kind(
        "exchange",
        ("exchange visit", "поездка для обмена опытом", "тажрыйба алмашуу сапары", "tajriba almashish safari"),
        overnight=True,
    ),
    Kind(
        "reporting_event",
        ("police reporting event", "отчётная встреча милиции", "милициянын отчеттук жолугушуусу", "militsiyaning hisobot uchrashuvi"),
        Counting.COUNTED,
        False,
    ),
    Kind(
        "sensitivity_training",
        (
            "training on conflict and gender sensitivity",
            "тренинг по чувствительности к конфликту и гендеру",
            "жаңжалга жана гендерге сезимталдык боюнча тренинг",
            "nizo va genderga sezgirlik boʻyicha trening",
        ),
    ),
    Kind(
        "advocacy_training",
        ("advocacy training", "тренинг по адвокации", "адвокация боюнча тренинг", "advokatsiya boʻyicha trening"),
    ),
    Kind("youth_ambassadors", ("youth ambassadors", "молодёжные послы", "жаштар элчилери", "yoshlar elchilari")),
    Kind("messaging_course", ("messaging course", "курс в мессенджере", "мессенджердеги курс", "messenjer orqali kurs"), Counting.REMOTE),
    Kind(
        "experience_exchange",
        ("experience exchange workshop", "семинар по обмену опытом", "тажрыйба алмашуу семинары", "tajriba almashish seminari"),
        certificates=False,
    ),
    Kind(
        "coordination_meeting",
        ("coordination meeting", "координационная встреча", "координациялык жолугушуу", "muvofiqlashtirish yigʻilishi"),
        certificates=False,
    ),
    Kind("conference", ("conference", "конференция", "конференция", "konferensiya")),
    Kind(
        "mentoring",
        ("mentoring visits", "наставничество: визиты", "насаатчылык сапарлары", "ustozlik tashriflari"),
        Counting.COUNTED,
        False,
    ),
    Kind("other", ("other training", "другой тренинг", "башка тренинг", "boshqa trening")),
)


def lay_types(model: Any) -> None:
    """Lay down the types that are not there yet; what stands is left as the office made it. `model`: ActivityType, also a migration's."""
    standing = set(model.objects.values_list("code", flat=True))
    model.objects.bulk_create(
        model(
            code=kind.code,
            **dict(zip(("name_en", "name_ru", "name_ky", "name_uz"), kind.names, strict=True)),
            counting=str(kind.counting),
            certificates=kind.certificates,
            overnight=kind.overnight,
            risk_form=kind.risk_form,
            position=10 * place,
        )
        for place, kind in enumerate(KINDS, 1)
        if kind.code not in standing
    )


def lay_types_after_migrate(sender: Any, apps: Any = installed, **_signal: Any) -> None:
    """Tests of transactions empty the tables; an installation finds every type there already.

    `apps`: the models as they are after the migrations that ran; before the one that makes types there is nothing to lay down.
    """
    if sender.name != "trainings":
        return
    try:
        model = apps.get_model("trainings", "ActivityType")
    except LookupError:
        return
    lay_types(model)
