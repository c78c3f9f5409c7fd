"""What stands in a list that was taken out, in the languages of the office. Our own reader of rosters knows these headings."""

#: language -> column -> heading.
HEADINGS: dict[str, dict[str, str]] = {
    "ky": {
        "number": "Адамдын номери",
        "name": "Аты-жөнү",
        "sex": "Жынысы",
        "birth": "Туулган жылы",
        "village": "Айылы/шаары",
        "province": "Облусу",
        "institution": "Окуу жайы",
        "phone": "Телефону",
        "caregiver": "Ата-энеси, телефону",
        "group": "Топ",
        "function": "Топтогу милдети",
        "state": "Абалы",
        "version": "Нускасы (өзгөртпөңүз)",
    },
    "ru": {
        "number": "Номер человека",
        "name": "ФИО",
        "sex": "Пол",
        "birth": "Год рождения",
        "village": "Село/город",
        "province": "Область",
        "institution": "Учебное заведение",
        "phone": "Телефон",
        "caregiver": "Родители, телефон",
        "group": "Группа",
        "function": "Обязанность в группе",
        "state": "Состояние",
        "version": "Версия (не менять)",
    },
    "en": {
        "number": "Person's number",
        "name": "Name",
        "sex": "Sex",
        "birth": "Birth year",
        "village": "Village or town",
        "province": "Province",
        "institution": "School/institution",
        "phone": "Phone",
        "caregiver": "Caregiver, phone",
        "group": "Group",
        "function": "Function in the group",
        "state": "State",
        "version": "Version (do not change)",
    },
    "uz": {
        "number": "Shaxs raqami",
        "name": "F.I.Sh",
        "sex": "Jinsi",
        "birth": "Tugʻilgan yili",
        "village": "Manzil",
        "province": "Viloyat",
        "institution": "Maktab",
        "phone": "Telefon",
        "caregiver": "Ota-onasi, telefoni",
        "group": "Guruh",
        "function": "Guruhdagi vazifasi",
        "state": "Holati",
        "version": "Versiya (oʻzgartirmang)",
    },
}

#: language -> the line above the list. No commas: the reader of rosters would take a part for a heading.
NOTICE = {
    "ky": (
        "Жеке маалымат: {what}. Алып чыккан: {who}. Күнү: {day}. Максаты: {reason}. Башкаларга берүүгө болбойт. "
        "Өчүрүү мөөнөтү: {until}.{left_out}"
    ),
    "ru": (
        "Личные данные людей: {what}. Кто выгрузил: {who}. Когда: {day}. Для чего: {reason}. Передавать другим нельзя. "
        "Удалить до {until}.{left_out}"
    ),
    "en": (
        "People's personal data: {what}. Taken out by: {who}. On: {day}. For: {reason}. It may not be passed on. "
        "Delete it by {until}.{left_out}"
    ),
    "uz": (
        "Shaxsiy maʼlumotlar: {what}. Kim olgan: {who}. Kuni: {day}. Maqsadi: {reason}. Boshqalarga berish mumkin emas. "
        "Oʻchirish muddati: {until}.{left_out}"
    ),
}

#: language -> kind of list -> what it is.
WHAT = {
    "ky": {
        "people": "катталган адамдардын тизмеси",
        "members": "топтун мүчөлөрү",
        "participants": "окуунун катышуучулары",
        "nominations": "окууга көрсөтүлгөндөр",
    },
    "ru": {
        "people": "список людей из реестра",
        "members": "члены группы",
        "participants": "участники обучения",
        "nominations": "выдвинутые на обучение",
    },
    "en": {
        "people": "people of the register",
        "members": "members of a group",
        "participants": "participants of a training",
        "nominations": "people nominated for a training",
    },
    "uz": {
        "people": "roʻyxatdagi odamlar",
        "members": "guruh aʼzolari",
        "participants": "oʻquv ishtirokchilari",
        "nominations": "oʻquvga koʻrsatilganlar",
    },
}

#: language -> said when children are left out, because whoever takes the list out has no clearance for them.
LEFT_OUT = {
    "ky": " 18ге чыкпагандар бул тизмеде жок.",
    "ru": " Людей младше 18 лет в этом списке нет.",
    "en": " People under 18 are not in this list.",
    "uz": " 18 yoshga toʻlmaganlar bu roʻyxatda yoʻq.",
}
