"""What the demo's calls ask, in the four languages, and the invented names that people and groups have."""

from typing import Any

Block = tuple[str, dict[str, Any]]


def texts(ky: str, ru: str, en: str, uz: str) -> dict[str, str]:
    return {"ky": ky, "ru": ru, "en": en, "uz": uz}


def question(kind: str, key: str, label: dict[str, str], *, needed: bool = True, **more: Any) -> Block:
    return kind, {"key": key, "label": label, "required": needed, **more}


def part(key: str, title: dict[str, str], *questions: Block) -> Block:
    return "part", {"key": key, "title": title, "questions": list(questions)}


GRANT_QUESTIONS: list[Block] = [
    part(
        "group",
        texts("Тобуңуз", "Ваша группа", "Your group", "Guruhingiz"),
        question(
            "short_text",
            "contact",
            texts("Байланыш үчүн кимге чалсак болот?", "Кому можно позвонить?", "Whom may we call?", "Kimga qoʻngʻiroq qilsak boʻladi?"),
            blind=True,
            max_chars=120,
        ),
        question(
            "number",
            "members",
            texts("Топто канча киши бар?", "Сколько человек в группе?", "How many are you?", "Guruhda necha kishi bor?"),
            lowest=2,
            highest=200,
        ),
    ),
    part(
        "concern",
        texts("Коопсуздук көйгөйү", "Проблема безопасности", "The safety concern", "Xavfsizlik muammosi"),
        question(
            "long_text",
            "concern",
            texts(
                "Кайсы көйгөйдү чечкиңиз келет жана аны кайдан билесиз?",
                "Какую проблему вы хотите решить и откуда о ней знаете?",
                "Which concern do you want to act on, and how do you know of it?",
                "Qaysi muammoni hal qilmoqchisiz va uni qayerdan bilasiz?",
            ),
            max_chars=600,
        ),
        question("place", "where", texts("Кайсы жерде?", "Где?", "Where?", "Qayerda?")),
        question(
            "choice",
            "theme",
            texts("Кайсы тема жакын?", "Какая тема ближе всего?", "Which theme is closest?", "Qaysi mavzu yaqin?"),
            choices=[
                {"key": "street", "label": texts("көчөдө асылуу", "домогательства на улице", "street harassment", "koʻchada tegajogʻlik")},
                {"key": "school", "label": texts("мектептеги кордук", "травля в школе", "school bullying", "maktabdagi zoʻravonlik")},
                {"key": "girls", "label": texts("кыздардын билим алуусу", "образование девочек", "girls’ education", "qizlarning taʼlimi")},
                {
                    "key": "water",
                    "label": texts("суу жана жер талашы", "споры о воде и земле", "disputes over water and land", "suv va yer nizolari"),
                },
            ],
        ),
    ),
    part(
        "plan",
        texts("Эмне кыласыздар, качан?", "Что вы сделаете и когда?", "What you will do, and when", "Nima qilasiz va qachon?"),
        question(
            "long_text",
            "activities",
            texts(
                "Иш-чараңызды өз сөзүңүз менен айтып бериңиз",
                "Расскажите о мероприятии своими словами",
                "Tell us about your activity in your own words",
                "Tadbiringizni oʻz soʻzingiz bilan aytib bering",
            ),
            max_chars=600,
        ),
        question(
            "date",
            "start",
            texts("Биринчи иш-чара качан?", "Когда первое мероприятие?", "When is the first activity?", "Birinchi tadbir qachon?"),
        ),
        question(
            "file",
            "plan",
            texts(
                "Иш-чаралар планыңыздын сүрөтү же файлы",
                "Фото или файл вашего плана действий",
                "A photo or file of your action plan",
                "Harakatlar rejangizning surati yoki fayli",
            ),
            needed=False,
        ),
    ),
    part(
        "reach",
        texts("Ким катышат, ким угат?", "Кто участвует и кто услышит?", "Who takes part, who hears of it", "Kim qatnashadi, kim eshitadi?"),
        question(
            "reach",
            "reach",
            texts(
                "Канча адамга жетесиз?", "Скольких людей вы охватите?", "How many people will you reach?", "Necha kishini qamrab olasiz?"
            ),
        ),
    ),
    part(
        "budget",
        texts("Канча турат?", "Сколько это стоит?", "What it costs", "Qancha turadi?"),
        ("budget", {"key": "budget", "label": texts("Бюджет", "Бюджет", "Budget", "Byudjet")}),
    ),
    part(
        "safety",
        texts("Адамдарды кантип сактайсыз?", "Как вы бережёте людей?", "How you keep people safe", "Odamlarni qanday himoya qilasiz?"),
        question(
            "yes_no",
            "minors",
            texts(
                "18ге чейинки балдар катышабы?",
                "Будут ли дети до 18 лет?",
                "Will anybody under 18 take part?",
                "18 yoshgacha bolalar qatnashadimi?",
            ),
        ),
        question(
            "long_text",
            "care",
            texts(
                "Ата-энелердин макулдугун кантип аласыз?",
                "Как вы получите согласие родителей?",
                "How will you ask the caregivers for their consent?",
                "Ota-onalarning roziligini qanday olasiz?",
            ),
            only_if_key="minors",
            only_if_answer="yes",
            max_chars=400,
        ),
    ),
]
ELIGIBILITY: list[Block] = [
    (
        "condition",
        {
            "key": "five",
            "question": texts(
                "Топто беш же андан көп киши барбы?",
                "В группе пять человек или больше?",
                "Are you five people or more?",
                "Guruhda besh yoki undan koʻp kishi bormi?",
            ),
            "needed": "yes",
            "why_not": texts(
                "Бул сынакка беш кишиден кем эмес топтор катышат.",
                "В этом конкурсе участвуют группы от пяти человек.",
                "This call is for groups of five people or more.",
                "Bu tanlovda besh kishidan kam boʻlmagan guruhlar qatnashadi.",
            ),
        },
    ),
    (
        "condition",
        {
            "key": "party",
            "question": texts(
                "Бул саясий партиянын иш-чарасыбы?",
                "Это мероприятие политической партии?",
                "Is this an activity of a political party?",
                "Bu siyosiy partiya tadbirimi?",
            ),
            "needed": "no",
            "why_not": texts(
                "Партиялык иш-чараларга грант берилбейт.",
                "Партийные мероприятия не оплачиваются.",
                "Activities of parties are not paid for.",
                "Partiya tadbirlariga grant berilmaydi.",
            ),
        },
    ),
]
RUBRIC: list[Block] = [
    (
        "criterion",
        {
            "key": "concern",
            "highest": 5,
            "weight": 30,
            "title": texts("Көйгөй", "Проблема", "Concern", "Muammo"),
            "guidance": texts(
                "Чыныгыбы, айыл аны өзү айттыбы?",
                "Настоящая ли она, назвало ли её село?",
                "Is it real, and did the village name it?",
                "Haqiqiymi, uni qishloq oʻzi aytdimi?",
            ),
        },
    ),
    (
        "criterion",
        {
            "key": "plan",
            "highest": 5,
            "weight": 30,
            "title": texts("План", "План", "Plan", "Reja"),
            "guidance": texts(
                "Кадамдар так жана колдон келеби?",
                "Ясны ли шаги, по силам ли они?",
                "Are the steps clear and can you do them?",
                "Qadamlar aniqmi va qoʻldan keladimi?",
            ),
        },
    ),
    (
        "criterion",
        {
            "key": "inclusion",
            "highest": 5,
            "weight": 20,
            "title": texts("Камтуу", "Участие разных людей", "Inclusion", "Qamrov"),
            "guidance": texts(
                "Сейрек суралган адамдар катышабы?",
                "Участвуют ли те, кого редко спрашивают?",
                "Are those who are rarely asked part of it?",
                "Kam soʻraladigan odamlar qatnashadimi?",
            ),
        },
    ),
    (
        "criterion",
        {
            "key": "budget",
            "highest": 5,
            "weight": 20,
            "title": texts("Бюджет", "Бюджет", "Budget", "Byudjet"),
            "guidance": texts(
                "Ар бир сумма керекпи жана баасы туурабы?",
                "Нужна ли каждая сумма, верны ли цены?",
                "Is each amount needed and priced as in your area?",
                "Har bir summa kerakmi va narxi toʻgʻrimi?",
            ),
        },
    ),
]
TRAINING_QUESTIONS: list[Block] = [
    part(
        "about",
        texts("Бул киши жөнүндө", "Об этом человеке", "About this person", "Bu kishi haqida"),
        question(
            "long_text",
            "why",
            texts(
                "Эмне үчүн катышкысы келет?", "Почему хочет участвовать?", "Why does this person want to take part?", "Nega qatnashmoqchi?"
            ),
            max_chars=400,
        ),
        question(
            "yes_no",
            "before",
            texts("Мурда лагерге катышты беле?", "Участвовал(а) раньше?", "Taken part before?", "Oldin qatnashganmi?"),
            needed=False,
        ),
    )
]
FAMILY = [
    "Абдыкадыр",
    "Айтмат",
    "Асан",
    "Бекмурат",
    "Жолдош",
    "Исак",
    "Калык",
    "Мамат",
    "Орозбек",
    "Сатыбалды",
    "Токтосун",
    "Эргеш",
    "Юсуп",
    "Рахим",
    "Назар",
    "Кадыр",
    "Осмон",
    "Жээнбек",
    "Турдубай",
    "Байыш",
]
WOMEN = ["Айпери", "Нурзат", "Гүлжамал", "Мохинур", "Айжан", "Бурул", "Сезим", "Махабат", "Зулфия", "Нилуфар", "Каныкей", "Өмүркан"]
MEN = ["Эрлан", "Бекзат", "Иляз", "Шухрат", "Өмүрбек", "Нурсултан", "Аброр", "Бахтиёр", "Азамат", "Кубан", "Далер", "Жаныбек"]
GROUPS = [
    "Келечек",
    "Ак-Жол",
    "Умут",
    "Демилге",
    "Ынтымак",
    "Жаштар үнү",
    "Айчүрөк",
    "Мээрим",
    "Бирдик",
    "Кырчын",
    "Нур",
    "Чабалекей",
    "Тилек",
    "Достук",
    "Сезим",
    "Жаңы кадам",
    "Дилдор",
    "Ак калпак",
    "Береке",
    "Жылдыз",
    "Булак",
    "Мурас",
    "Эркин",
]
#: (village, ISO code of the province)
VILLAGES = [
    ("Мирмахмудов", "KG-O"),
    ("Чоң-Кара-Кол", "KG-O"),
    ("Папан", "KG-O"),
    ("Гүлчө", "KG-O"),
    ("Котормо", "KG-J"),
    ("Тепе-Коргон", "KG-J"),
    ("Арсланбап", "KG-J"),
    ("Базар-Коргон", "KG-J"),
    ("Ак-Татыр", "KG-B"),
    ("Самаркандек", "KG-B"),
    ("Раззаков", "KG-B"),
    ("Ак-Сай", "KG-B"),
    ("Кызыл-Кыя", "KG-B"),
    ("Сузак", "KG-J"),
    ("Ноокат", "KG-O"),
]
