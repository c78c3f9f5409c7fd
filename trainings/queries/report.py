"""What the report on a training says, in a language. Figures only: no participant's name, nothing of few."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from django.utils import timezone, translation

from core.dates import format_date, format_time, programme_day
from core.pdf import formats
from core.translated import translated
from trainings.documents.report import Report
from trainings.documents.words_report import REPORT
from trainings.models import SessionCount, Training, TrainingForm
from trainings.queries.attendance import COUNTED, Attendance, attendance_of
from trainings.queries.grid import part_of_day
from trainings.queries.papers import FigureLine, Paper, figure_lines, papers_of
from trainings.queries.photos import TrainingPicture, pictures_of
from trainings.queries.preparation import consents_of
from trainings.queries.sheets import trainers_of
from trainings.queries.short_forms import FEW, FEW_MINORS, FormResult, Gain, results_of

LANGUAGES = ("ky", "ru", "en")
#: At most so many photos: two pages.
MOST_PHOTOS = 12


def report_of(training: Training, language: str) -> Report:
    """The data of the PDF. The number of statements does not grow with roster or sheets; only files of photos are read one by one."""
    words = REPORT[language]
    with translation.override(language):
        attendance, papers, pictures = attendance_of(training), papers_of(training), pictures_of(training)
        rounds, gain = results_of(training, language)
        lines = figure_lines(attendance, papers)
        shown = [picture for picture in pictures if picture.outside][:MOST_PHOTOS]
        return Report(
            language=language,
            words=words,
            title=translated(training, "public_title", language),
            number=training.number,
            organiser=translated(training.organisation, "name", language),
            facts=_facts(training, language, words),
            figures=_figures(attendance, lines, words),
            sessions=[
                (
                    format_date(programme_day(row.starts_at), language),
                    f"{format_time(row.starts_at)}–{format_time(row.ends_at)}",
                    row.title or part_of_day(row),
                    str(row.get_state_display()),
                )
                for row in attendance.sessions
            ],
            counts=[
                (
                    f"{format_date(programme_day(line.session.starts_at), language)}, {line.part}",
                    formats.number(line.figures.there),
                    _or_dash(line.figures.documented),
                    _or_dash(line.figures.reported),
                )
                for line in lines
            ],
            learning=_learning(rounds, gain, words),
            evidence=_evidence(attendance, papers, rounds, language, words),
            photos=[(_content(picture), picture.photo.caption) for picture in shown],
            hidden=sum(1 for picture in pictures if not picture.outside),
        )


def _content(picture: TrainingPicture) -> bytes:
    with picture.photo.file.file.open("rb") as file:
        content: bytes = file.read()
    return content


def _or_dash(number: int | None) -> str:
    return "–" if number is None else formats.number(number)


def _facts(training: Training, language: str, words: dict[str, str]) -> list[tuple[str, str]]:
    funding = training.funding.select_related("agreement__project").order_by("-share_bp", "pk")
    paid = [f"{translated(row.agreement.project, 'title', language)}, {row.agreement.number}" for row in funding]
    facts = [
        ("type", training.activity_type.name),
        ("dates", formats.period(training.first_day, training.last_day, language)),
        ("place", training.where),
        ("organiser", translated(training.organisation, "name", language)),
        ("project", "; ".join(paid) if training.with_logos else ""),
        ("hours", formats.number(training.contact_hours)),
        ("trainers", ", ".join(trainers_of(training))),
        ("as_of", formats.day(timezone.localdate(), language)),
    ]
    return [(words[key], text) for key, text in facts if text]


def _told(count: int, words: dict[str, str], least: int = FEW) -> str:
    """A total of people: exact, unless it lies between 1 and the threshold."""
    return words["few"].format(n=least) if 0 < count < least else formats.number(count)


def _figures(attendance: Attendance, lines: Sequence[FigureLine], words: dict[str, str]) -> list[tuple[str, str]]:
    training = attendance.training
    held = {session.pk for session in attendance.held}
    person = {row.pk: row for row in attendance.roster}
    at: dict[int, set[int]] = {}
    for (place, session), current in attendance.statuses.items():
        if session in held and current.status in COUNTED and place in person:
            at.setdefault(person[place].person_id, set()).add(session)
    sexes = Counter({row.person_id: row.person.sex for row in attendance.roster if row.person_id in at}.values())
    completed = {person[place].person_id for place, result in attendance.completions().items() if result.met}
    heads = sum(line.figures.reported or 0 for line in lines)
    figures = [
        (words["there"], _told(len(at), words)),
        (words["sexes"], _by_sex(sexes, words)),
        (words["completed"].format(percent=training.attendance_rule_percent), _told(len(completed), words)),
        (words["person_hours"], formats.number(_person_hours(attendance, at))),
        (words["sessions"], f"{len(held)} / {len(attendance.sessions)}"),
    ]
    issued = training.certificates.in_force().count()  # type: ignore[attr-defined]
    if training.activity_type.certificates:
        figures.append((words["certificates"], _told(issued, words)))
    if heads:
        figures.append((words["heads"], formats.number(heads)))
    return figures


def _by_sex(sexes: Counter[str], words: dict[str, str]) -> str:
    """Women and men, or nothing where one of the counts is small: the total stands beside it."""
    women, men = sexes["female"], sexes["male"]
    other = sum(sexes.values()) - women - men
    if any(0 < count < FEW for count in (women, men, other)) or not sum(sexes.values()):
        return words["withheld"]
    text = f"{formats.number(women)} / {formats.number(men)}"
    return f"{text}; {words['other_sex'].format(n=other)}" if other else text


def _person_hours(attendance: Attendance, at: dict[int, set[int]]) -> int:
    """The contact hours spread over the sessions by their length (rules: counting), rounded once at the end."""
    lengths = {row.pk: int((row.ends_at - row.starts_at).total_seconds() // 60) for row in attendance.sessions}
    whole = sum(lengths.values())
    minutes = sum(lengths[session] for sessions in at.values() for session in sessions)
    return round(Fraction(attendance.training.contact_hours * minutes, whole)) if whole else 0


def _learning(rounds: Sequence[FormResult], gain: Gain | None, words: dict[str, str]) -> list[tuple[str, str]]:
    lines = []
    if gain is not None:
        lines.append((words["gain"], _gain(gain, words)))
    for result in rounds:
        if result.form.kind == TrainingForm.Kind.FEEDBACK:
            if result.few:
                lines.append((words["feedback"].capitalize(), words["too_few"]))
            for question in result.questions:
                if question.mean is not None:
                    lines.append((question.label, words["mean"].format(mean=_point(question.mean), n=question.n)))
                elif question.rows:
                    lines.append((question.label, "; ".join(f"{label}: {count}" for label, count in question.rows)))
    return lines


def _gain(gain: Gain, words: dict[str, str]) -> str:
    if gain.before is None or gain.after is None or gain.points is None:
        return words["too_few"]
    return words["gain_words"].format(
        before=_point(gain.before.mean),
        most=gain.most,
        n=gain.before.n,
        after=_point(gain.after.mean),
        m=gain.after.n,
        gain=f"{'+' if gain.points > 0 else ''}{_point(gain.points)}",
    )


def _point(value: float) -> str:
    text = f"{value:.2f}".replace("-", "−")
    return text if translation.get_language() == "en" else text.replace(".", ",")


def _evidence(
    attendance: Attendance, papers: list[Paper], rounds: Sequence[FormResult], language: str, words: dict[str, str]
) -> list[tuple[str, str, str]]:
    training = attendance.training
    lines = [
        (words["sheet"], f"{paper.sheet.shown_number}, {formats.day(paper.sheet.day, language)}", _paper(paper, words)) for paper in papers
    ]
    for count in SessionCount.objects.filter(session__training=training).select_related("session").order_by("session__position"):
        there = words["with_scan"] if count.sheet_id else words["no_scan"]
        lines.append((words["head_count"], formats.day(programme_day(count.session.starts_at), language), there))
    for sheet in training.payment_sheets.order_by("pk"):
        lines.append((words["payments"], sheet.shown_number, formats.money(sheet.total_minor, sheet.currency, language)))
    for reading in training.chat_readings.all():
        lines.append((words["chat"], formats.period(reading.first_day, reading.last_day, language), formats.day(reading.read_at, language)))
    for result in rounds:
        if result.n:
            counted = f"{formats.number(result.n)}, {words['from_paper'].format(n=result.paper)}"
            lines.append((words["answers"], words[result.form.kind], counted))
    return [*lines, *_consents(attendance, words)]


def _paper(paper: Paper, words: dict[str, str]) -> str:
    parts = [words["scanned"].format(scanned=len(paper.scanned), pages=paper.sheet.pages)]
    parts.append(words["compared"].format(n=len(paper.check.signed)) if paper.check else words["not_compared"])
    kept = ", ".join(part for part in (paper.sheet.kept_office, paper.sheet.kept_binder, paper.sheet.kept_number) if part)
    return "; ".join([*parts, *([words["kept"].format(place=kept)] if kept else [])])


def _consents(attendance: Attendance, words: dict[str, str]) -> list[tuple[str, str, str]]:
    """How many consents stand, and how many minors were there without one: told as few below ten."""
    if not attendance.roster:
        return []
    standing = consents_of(attendance.training, attendance.roster)
    there = {row for (row, _session), current in attendance.statuses.items() if current.status in COUNTED}
    present = {row.person_id for row in attendance.roster if row.pk in there}
    lines = [(words["consents"], "", _told(sum(1 for each in standing.values() if each.ok), words))]
    without = sum(1 for person, each in standing.items() if person in present and each.minor and not each.ok)
    if without:
        lines.append((words["quality"], "", _told(without, words, FEW_MINORS)))
    return lines
