"""The words of the donor summary on paper that the page has no need of; labels of figures and tables are in `summaries.labels`."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "doc": "Donor summary", "for": "Prepared for", "by": "Prepared by", "donor": "Donor", "agreement": "Agreement", "period": "Period",
        "as_of": "As of", "snapshot": "Snapshot", "number": "no. {n}", "replaces": "no. {n}, replaces no. {old}",
        "published": "Published", "draft": "draft, not published", "page": "{page} of {pages}", "glance": "At a glance", "whole": "the period, whole agreement",
        "frozen": "The figures of this summary were counted from records and frozen on {day}. Figures of several donors must not be added.",
        "lines": "Grants by budget line", "line": "Budget line", "budget": "Budget", "in_period": "In the period", "to_date": "To date", "left": "Left",
        "people": "People", "once": "{n} people, each counted once", "women": "women and girls", "men": "men and boys", "map": "By province of residence",
        "campaigns": "Campaigns", "granted": "of groups with a grant of this agreement", "indirect": "Indirect, estimated",
        "largest": "Estimates: in each village the largest of a channel. They are never added to those who took part, nor to each other.",
        "activities": "Groups, trainings, applications", "all": "All",
        "boundaries": "Boundaries and names shown do not imply official endorsement.", "withheld": "withheld", "zero": "zero", "more": "{n} and more",
        "legend": "Withheld: a figure below {k}, or a table with such a figure; the table is then shown by its total only. Zero is shown as 0. "
        "Withheld figures are part of every total.",
        "total_only": "Shown by its total only: a figure in it is below {k}.",
        "recount": "A person who came to three trainings is one person and three participations. People cannot be added over periods or "
        "trainings: each total is counted anew. Age is taken on the first day of the training.",
        "shared": "Paid for by others, too; shown in full, with this agreement's share", "unmarked": "Places on rosters with a held session without a mark: {n}. "
        "They cannot count as completed.",
        "reason": "Why this snapshot replaces the one before", "hash": "SHA-256 of the frozen figures", "definitions": "Definitions, version {v}",
    },
    "ru": {
        "doc": "Сводный отчёт для донора", "for": "Для кого", "by": "Подготовил", "donor": "Донор", "agreement": "Договор", "period": "Период",
        "as_of": "По состоянию на", "snapshot": "Выпуск", "number": "№ {n}", "replaces": "№ {n}, вместо № {old}",
        "published": "Опубликован", "draft": "черновик, не опубликован", "page": "{page} из {pages}", "glance": "Главное", "whole": "за период, весь договор",
        "frozen": "Цифры этого отчёта посчитаны по записям и зафиксированы {day}. Цифры разных доноров складывать нельзя.",
        "lines": "Гранты по статьям бюджета", "line": "Статья бюджета", "budget": "Бюджет", "in_period": "За период", "to_date": "С начала", "left": "Остаток",
        "people": "Люди", "once": "{n} чел., каждый посчитан один раз", "women": "женщины и девочки", "men": "мужчины и мальчики",
        "map": "По области проживания",
        "campaigns": "Кампании", "granted": "групп с грантом по этому договору", "indirect": "Косвенный охват, оценка",
        "largest": "Оценки: в каждом селе наибольшая по каналу. Они не складываются ни с участниками, ни между собой.",
        "activities": "Группы, тренинги, заявки", "all": "Всего",
        "boundaries": "Границы и названия на карте не означают официального признания.", "withheld": "скрыто", "zero": "ноль", "more": "{n} и больше",
        "legend": "Скрыто: число меньше {k} или таблица с таким числом; тогда показан только её итог. Ноль показан как 0. "
        "Скрытые числа входят во все итоги.",
        "total_only": "Показан только итог: одно из чисел меньше {k}.",
        "recount": "Тот, кто был на трёх тренингах, — один человек и три участия. Людей нельзя складывать по периодам или тренингам: каждый итог "
        "считается заново. Возраст — на первый день тренинга.",
        "shared": "Оплачено и другими; показано полностью, с долей этого договора", "unmarked": "Мест в списках, где за состоявшееся занятие нет отметки: {n}. "
        "Они не считаются завершившими.",
        "reason": "Почему этот выпуск заменяет прежний", "hash": "SHA-256 зафиксированных цифр", "definitions": "Определения, версия {v}",
    },
    "ky": {
        "doc": "Донор үчүн жыйынтык отчет", "for": "Кимге", "by": "Даярдаган", "donor": "Донор", "agreement": "Келишим", "period": "Мезгил",
        "as_of": "Абалы", "snapshot": "Чыгарылышы", "number": "№ {n}", "replaces": "№ {n}, № {old} ордуна",
        "published": "Жарыяланган", "draft": "каралама, жарыяланган эмес", "page": "{page} / {pages}-бет", "glance": "Кыскача", "whole": "мезгил ичинде, бүт келишим",
        "frozen": "Бул отчеттун сандары жазуулар боюнча саналып, {day} бекитилген. Ар башка донорлордун сандарын кошууга болбойт.",
        "lines": "Бюджеттин беренелери боюнча гранттар", "line": "Берене", "budget": "Бюджет", "in_period": "Мезгилде", "to_date": "Башынан", "left": "Калганы",
        "people": "Адамдар", "once": "{n} адам, ар бири бир жолу", "women": "аялдар жана кыздар", "men": "эркектер жана балдар",
        "map": "Жашаган облусу боюнча",
        "campaigns": "Кампаниялар", "granted": "бул келишимден грант алган топтордуку", "indirect": "Кыйыр камтуу, болжол",
        "largest": "Болжолдор: ар бир айылда каналдын эң чоңу. Алар катышкандарга да, бири-бирине да кошулбайт.",
        "activities": "Топтор, тренингдер, табыштамалар", "all": "Бардыгы",
        "boundaries": "Картадагы чек аралар жана аталыштар расмий таанууну билдирбейт.", "withheld": "жашырылган", "zero": "нөл", "more": "{n} жана көп",
        "legend": "Жашырылган: {k}тен аз сан же ошондой саны бар таблица; анда жыйынтыгы гана көрсөтүлөт. Нөл 0 деп жазылат. "
        "Жашырылган сандар бардык жыйынтыкка кирет.",
        "total_only": "Жыйынтыгы гана көрсөтүлдү: ичиндеги сан {k}тен аз.",
        "recount": "Үч тренингге келген киши – бир адам жана үч катышуу. Адамдарды мезгилдер же тренингдер боюнча кошууга болбойт: ар бир жыйынтык "
        "кайра саналат. Жашы тренингдин биринчи күнүнө карата.",
        "shared": "Башкалар да төлөгөн; толук көрсөтүлдү, бул келишимдин үлүшү менен", "unmarked": "Өткөн сабагында белги жок катышуучулардын саны: {n}. "
        "Алар аяктады деп саналбайт.",
        "reason": "Бул чыгарылыш мурункусун эмне үчүн алмаштырат", "hash": "Бекитилген сандардын SHA-256 белгиси", "definitions": "Аныктамалар, {v}-версия",
    },
}  # fmt: skip
