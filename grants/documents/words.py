"""The words of the application and of the letters. Uzbek in Cyrillic is made from the Latin."""

APPLICATION: dict[str, dict[str, str]] = {
    "en": {
        "doc": "Application", "number": "Number", "call": "Grant call", "group": "Group", "sent": "Sent", "by": "Sent by", "to": "To",
        "budget": "Budget", "item": "Item", "unit": "Unit", "quantity": "Quantity", "cost": "Unit cost", "amount": "Amount",
        "own": "Own contribution", "category": "Category", "total": "Total", "requested": "Requested from the programme",
        "own_total": "Own contribution of the group", "files": "Files", "file": "File", "size": "Size", "none": "No files were sent.",
        "no_answer": "no answer", "no_budget": "No budget was sent.",
        "hash": "SHA-256 of everything that was sent",
        "proof": "This is the application exactly as it was sent. Each file has its own hash; if a file changes by one letter, its hash changes.",
        "page": "page {page} of {pages}",
    },
    "ru": {
        "doc": "Заявка", "number": "Номер", "call": "Конкурс", "group": "Группа", "sent": "Отправлена", "by": "Отправитель", "to": "Кому",
        "budget": "Бюджет", "item": "Наименование", "unit": "Единица", "quantity": "Кол-во", "cost": "Цена", "amount": "Сумма",
        "own": "Свой вклад", "category": "Категория", "total": "Итого", "requested": "Запрошено у программы",
        "own_total": "Собственный вклад группы", "files": "Файлы", "file": "Файл", "size": "Размер", "none": "Файлов нет.",
        "no_answer": "нет ответа", "no_budget": "Бюджета нет.",
        "hash": "SHA-256 всего отправленного",
        "proof": "Это заявка в точности как она отправлена. У каждого файла свой хеш: если изменить в файле хоть одну букву, хеш изменится.",
        "page": "стр. {page} из {pages}",
    },
    "ky": {
        "doc": "Табыштама", "number": "Номери", "call": "Сынак", "group": "Топ", "sent": "Жөнөтүлдү", "by": "Жөнөткөн", "to": "Кимге",
        "budget": "Бюджет", "item": "Аталышы", "unit": "Бирдиги", "quantity": "Саны", "cost": "Баасы", "amount": "Суммасы",
        "own": "Өз салымы", "category": "Түрү", "total": "Жыйынтыгы", "requested": "Программадан суралганы",
        "own_total": "Топтун өз салымы", "files": "Файлдар", "file": "Файл", "size": "Көлөмү", "none": "Файл жок.",
        "no_answer": "жооп жок", "no_budget": "Бюджет жок.",
        "hash": "Жөнөтүлгөндүн баарынын SHA-256 белгиси",
        "proof": "Бул табыштама так жөнөтүлгөндөй. Ар бир файлдын өз белгиси бар: файлда бир эле тамга өзгөрсө, белгиси да өзгөрөт.",
        "page": "{page} / {pages}-бет",
    },
    "uz": {
        "doc": "Ariza", "number": "Raqami", "call": "Tanlov", "group": "Guruh", "sent": "Yuborildi", "by": "Yuboruvchi", "to": "Kimga",
        "budget": "Byudjet", "item": "Nomi", "unit": "Birligi", "quantity": "Soni", "cost": "Narxi", "amount": "Summasi",
        "own": "Oʻz hissasi", "category": "Turi", "total": "Jami", "requested": "Dasturdan soʻralgani",
        "own_total": "Guruhning oʻz hissasi", "files": "Fayllar", "file": "Fayl", "size": "Hajmi", "none": "Fayl yoʻq.",
        "no_answer": "javob yoʻq", "no_budget": "Byudjet yoʻq.",
        "hash": "Yuborilganlarning hammasi uchun SHA-256",
        "proof": "Bu ariza aynan yuborilgandek. Har bir faylning oʻz belgisi bor: faylda bitta harf oʻzgarsa, belgisi ham oʻzgaradi.",
        "page": "{page} / {pages}-bet",
    },
}  # fmt: skip

LETTER: dict[str, dict[str, str]] = {
    "en": {
        "doc": "Award letter", "title": "You have been awarded a grant", "dear": "Dear members of the group {group},",
        "text": "Congratulations! Your application “{project}” (no. {number}) was supported in the call “{call}”. Below are the amount of the grant, its "
        "conditions and what happens next.",
        "amount": "Amount of the grant", "tranches": "How it is paid (a tranche is a part of the grant)", "tranche": "Tranche {n}",
        "term": "Period", "conditions": "Conditions", "next": "What happens next", "until": "by {day}", "regards": "Yours sincerely,",
        "no_contract": "This letter is not an agreement: money is paid after the grant agreement is signed.", "questions": "Questions: {who}.",
        "annex": "Annex to the letter", "page": "{page} / {pages}", "no": "No.",
    },
    "ru": {
        "doc": "Письмо о присуждении гранта", "title": "Вам присуждён грант", "dear": "Уважаемые участники группы {group}!",
        "text": "Поздравляем! Ваша заявка «{project}» (№ {number}) поддержана в конкурсе «{call}». Ниже указаны сумма гранта, условия и то, что будет дальше.",
        "amount": "Сумма гранта", "tranches": "Порядок выплаты (транш – часть гранта)", "tranche": "{n}-й транш",
        "term": "Срок", "conditions": "Условия", "next": "Что будет дальше", "until": "до {day}", "regards": "С уважением,",
        "no_contract": "Это письмо – не договор: деньги выплачиваются после подписания договора о гранте.", "questions": "Вопросы: {who}.",
        "annex": "Приложение к письму", "page": "{page} / {pages}", "no": "№",
    },
    "ky": {
        "doc": "Грант берилгени жөнүндө кат", "title": "Сиздерге грант берилди", "dear": "Урматтуу {group} тобунун мүчөлөрү!",
        "text": "Куттуктайбыз! «{project}» деген табыштамаңыздар (№ {number}) «{call}» сынагында колдоо тапты. Төмөндө гранттын суммасы, шарттары жана мындан "
        "ары эмне болору жазылган.",
        "amount": "Гранттын суммасы", "tranches": "Төлөө тартиби (транш – гранттын бөлүгү)", "tranche": "{n}-транш",
        "term": "Мөөнөтү", "conditions": "Шарттар", "next": "Мындан ары эмне болот", "until": "мөөнөтү: {day}", "regards": "Урматтоо менен,",
        "no_contract": "Бул кат келишим эмес: акча келишимге кол коюлгандан кийин төлөнөт.", "questions": "Суроо болсо: {who}.",
        "annex": "Катка тиркеме", "page": "{page} / {pages}", "no": "№",
    },
    "uz": {
        "doc": "Grant ajratilgani haqida xat", "title": "Sizlarga grant ajratildi", "dear": "Hurmatli {group} guruhi aʼzolari!",
        "text": "Tabriklaymiz! «{project}» nomli arizangiz (№ {number}) «{call}» tanlovida qoʻllab-quvvatlandi. Quyida grant summasi, shartlari va bundan "
        "keyin nima boʻlishi yozilgan.",
        "amount": "Grant summasi", "tranches": "Toʻlash tartibi (transh – grantning bir qismi)", "tranche": "{n}-transh",
        "term": "Muddati", "conditions": "Shartlar", "next": "Bundan keyin nima boʻladi", "until": "muddati: {day}", "regards": "Hurmat bilan,",
        "no_contract": "Bu xat shartnoma emas: pul grant shartnomasi imzolangandan keyin toʻlanadi.", "questions": "Savollar: {who}.",
        "annex": "Xatga ilova", "page": "{page} / {pages}", "no": "№",
    },
}  # fmt: skip

DECLINE: dict[str, dict[str, str]] = {
    "en": {
        "doc": "Letter about the decision", "title": "The decision on your application", "dear": "Dear members of the group {group},",
        "text": "Thank you for your application no. {number} in the call “{call}”. It was read by reviewers and decided by two people. It is not "
        "supported this time. So that you can use this answer, here are one strength, one reason and one next step.",
        "strength": "One strength of your application", "reason": "The reason for the decision", "next": "One next step for you",
        "appeals": "You disagree, or were treated badly? Ask: {who}. It does not harm your next application.", "regards": "Yours sincerely,",
        "closing": "Applying is free of charge; nobody may ask you for money for a decision.", "annex": "Annex to the letter",
        "page": "{page} / {pages}", "no": "No.",
    },
    "ru": {
        "doc": "Письмо о решении", "title": "Решение по вашей заявке", "dear": "Уважаемые участники группы {group}!",
        "text": "Спасибо за заявку № {number} в конкурсе «{call}». Её прочитали эксперты, решение приняли два человека. В этот раз заявка не "
        "поддержана. Чтобы этот ответ вам пригодился, ниже – одна сильная сторона, одна причина и один следующий шаг.",
        "strength": "Сильная сторона заявки", "reason": "Причина решения", "next": "Что можно сделать дальше",
        "appeals": "Не согласны или с вами плохо обошлись? Обратитесь: {who}. На вашу следующую заявку это не повлияет.", "regards": "С уважением,",
        "closing": "Подача заявки бесплатна; никто не вправе просить у вас деньги за решение.", "annex": "Приложение к письму",
        "page": "{page} / {pages}", "no": "№",
    },
    "ky": {
        "doc": "Чечим жөнүндө кат", "title": "Табыштамаңыздар боюнча чечим", "dear": "Урматтуу {group} тобунун мүчөлөрү!",
        "text": "«{call}» сынагына жөнөткөн № {number} табыштамаңыздар үчүн рахмат. Аны эксперттер окуду, чечимди эки киши кабыл алды. Бул жолу табыштама "
        "колдоо тапкан жок. Бул жооп сиздерге пайдалуу болушу үчүн төмөндө бир күчтүү жагы, бир себеби жана бир кийинки кадам жазылган.",
        "strength": "Табыштаманын күчтүү жагы", "reason": "Чечимдин себеби", "next": "Мындан ары эмне кылса болот",
        "appeals": "Макул эмессиздерби же сиздерге жаман мамиле кылыштыбы? Кайрылыңыздар: {who}. Бул кийинки табыштамаңыздарга зыян келтирбейт.",
        "regards": "Урматтоо менен,", "closing": "Табыштама берүү акысыз; чечим үчүн эч ким акча сурай албайт.", "annex": "Катка тиркеме",
        "page": "{page} / {pages}", "no": "№",
    },
    "uz": {
        "doc": "Qaror haqida xat", "title": "Arizangiz boʻyicha qaror", "dear": "Hurmatli {group} guruhi aʼzolari!",
        "text": "«{call}» tanloviga yuborgan {number}-sonli arizangiz uchun rahmat. Uni ekspertlar oʻqidi, qarorni ikki kishi qabul qildi. Bu safar ariza "
        "qoʻllab-quvvatlanmadi. Bu javob sizlarga foydali boʻlishi uchun quyida bitta kuchli tomoni, bitta sabab va bitta keyingi qadam yozilgan.",
        "strength": "Arizaning kuchli tomoni", "reason": "Qarorning sababi", "next": "Bundan keyin nima qilsa boʻladi",
        "appeals": "Rozi emasmisiz yoki sizga yomon munosabatda boʻlishdimi? Murojaat qiling: {who}. Bu keyingi arizangizga zarar qilmaydi.",
        "regards": "Hurmat bilan,", "closing": "Ariza berish bepul; qaror uchun hech kim pul soʻray olmaydi.", "annex": "Xatga ilova",
        "page": "{page} / {pages}", "no": "№",
    },
}  # fmt: skip
