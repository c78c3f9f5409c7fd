"""The public site of the demo: the lists of calls and one page per call and language."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from grants.models import GrantCall, GrantCallIndexPage, GrantCallPage
from home.models import HomePage
from home.setup import ensure_site
from trainings.models import TrainingCall, TrainingCallIndexPage, TrainingCallPage

LANGUAGES = ("en", "ru", "ky", "uz")
#: introduction, text, who, funded, not funded; a line each
GRANT: dict[str, tuple[str, str, str, str, str]] = {
    "en": (
        "For groups that have mapped the safety concerns of their village, agreed on a few, and want to act on them with their neighbours.",
        "Your action plan, made real: outreach campaigns, forum theatre, talks between young people and the police, safer ways to school.",
        "youth or women’s initiative groups of five members or more, registered or not\nyouth committees of local crime prevention centres (LCPC)\nwomen’s councils",
        "printing, hall, transport, meals\ntrainers and artists from your area\nsmall equipment that stays in the village",
        "salaries of public servants\nbuilding work, vehicles\nparty or religious campaigning",
    ),
    "ru": (
        "Для групп, которые нанесли на карту проблемы безопасности своего села, выбрали несколько и хотят решать их вместе с соседями.",
        "Ваш план действий на деле: информационные кампании, форум-театр, разговоры молодёжи с милицией, безопасная дорога в школу.",
        "молодёжные и женские инициативные группы от пяти человек, зарегистрированные или нет\nмолодёжные комитеты общественно-профилактических центров (ОПЦ)\nсоветы женщин",
        "печать, зал, транспорт, питание\nтренеры и артисты из ваших мест\nнебольшое оборудование, которое останется в селе",
        "зарплаты государственных служащих\nстроительство, автомобили\nпартийная или религиозная агитация",
    ),
    "ky": (
        "Айылдын коопсуздук көйгөйлөрүн картага түшүрүп, бир нечесин тандап, коңшулары менен чогуу чечкиси келген топторго.",
        "Иш-чаралар планыңыз ишке ашат: маалыматтык кампаниялар, форум-театр, жаштар менен милициянын сүйлөшүүсү, мектепке коопсуз жол.",
        "беш же андан көп мүчөсү бар жаштардын же аялдардын демилгелүү топтору, катталганы да, катталбаганы да\nКААБдын жаштар комитеттери\nаялдар кеңештери",
        "басып чыгаруу, зал, унаа, тамак-аш\nөз жериңиздин тренерлери жана артисттери\nайылда кала турган чакан жабдуулар",
        "мамлекеттик кызматкерлердин айлыгы\nкурулуш, автоунаа\nпартиялык же диний үгүт",
    ),
    "uz": (
        "Qishlogʻining xavfsizlik muammolarini xaritaga tushirib, bir nechtasini tanlab, qoʻshnilari bilan birga hal qilmoqchi boʻlgan guruhlarga.",
        "Harakatlar rejangiz amalga oshadi: axborot kampaniyalari, forum-teatr, yoshlar va militsiya suhbatlari, maktabga xavfsiz yoʻl.",
        "besh yoki undan koʻp aʼzosi bor yoshlar yoki ayollar tashabbuskor guruhlari\nyoshlar qoʻmitalari\nayollar kengashlari",
        "bosib chiqarish, zal, transport, ovqat\noʻz joyingizdagi trenerlar va artistlar\nqishloqda qoladigan kichik jihozlar",
        "davlat xizmatchilarining maoshi\nqurilish, avtomobil\npartiya yoki diniy targʻibot",
    ),
}
TRAINING: dict[str, tuple[str, str]] = {
    "en": (
        "Travel, meals and the stay are paid for.",
        "Debates, games and visits with people from other villages. A caregiver’s consent is needed for everybody under 18.",
    ),
    "ru": (
        "Дорога, питание и проживание оплачиваются.",
        "Дебаты, игры и поездки вместе с людьми из других сёл. Для всех до 18 лет нужно согласие родителя или того, кто заботится о ребёнке.",
    ),
    "ky": (
        "Жол, тамак жана жатакана төлөнөт.",
        "Башка айылдардын адамдары менен дебаттар, оюндар, сапарлар. 18ге чыга элек ар бир кишиге ата-энесинин же баккан адамдын макулдугу керек.",
    ),
    "uz": (
        "Yoʻl, ovqat va yotoqxona toʻlanadi.",
        "Boshqa qishloqlar odamlari bilan bahslar, oʻyinlar, sayohatlar. 18 yoshgacha har bir kishiga ota-onasi yoki qarayotgan kishining roziligi kerak.",
    ),
}


def build_pages(grant_calls: list[GrantCall], training_calls: list[TrainingCall], *, hostname: str, port: int) -> None:
    """Home pages, lists of calls, a page per call and language."""
    ensure_site(hostname=hostname, port=port)
    homes = {code: HomePage.objects.get(locale=Locale.objects.get(language_code=code)) for code in LANGUAGES}
    grants = _lists(homes, GrantCallIndexPage, "grants", lambda: _("Small grants"))
    trainings = _lists(homes, TrainingCallIndexPage, "trainings", lambda: _("Trainings"))
    for call in grant_calls:
        first: Page | None = None
        for code in LANGUAGES:
            intro, body, who, funded, not_funded = GRANT[code]
            page = GrantCallPage(
                title=getattr(call, f"title_{code}"),
                slug=call.slug,
                locale=homes[code].locale,
                call=call,
                introduction=intro,
                body=[("text", f"<p>{body}</p>")],
                who=who,
                funded=funded,
                not_funded=not_funded,
            )
            first = _add(grants[code], page, first)
    for training_call in training_calls:
        first = None
        for code in LANGUAGES:
            intro, body = TRAINING[code]
            page = TrainingCallPage(
                title=getattr(training_call, f"title_{code}"),
                slug=training_call.slug,
                locale=homes[code].locale,
                call=training_call,
                introduction=intro,
                body=[("text", f"<p>{body}</p>")],
            )
            first = _add(trainings[code], page, first)


def _lists(homes: dict[str, HomePage], model: type[Page], slug: str, title: Any) -> dict[str, Page]:
    pages: dict[str, Page] = {}
    first: Page | None = None
    for code in LANGUAGES:
        with translation.override(code):
            page = model(title=title(), slug=slug, locale=homes[code].locale, show_in_menus=True)
        first = _add(homes[code], page, first)
        pages[code] = page
    return pages


def _add(parent: Page, page: Page, first: Page | None) -> Page:
    """Publish a page; the first of its kind gives the others their translation key."""
    if first is not None:
        page.translation_key = first.translation_key
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()
    return first or page
