"""Every type of activity from the call to the signed sheet and the figures, by the verbs of the domain; what it lacks is refused."""

import io
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from core.pdf import check
from core.refusals import Refused
from programme.models import Agreement
from summaries.queries import counting
from summaries.queries.records import load_records
from tests.core.test_uploads import picture
from tests.factories.programme import AgreementFactory, holder, lead
from tests.factories.trainings import consent_to_take_part
from tests.factories.youth_groups import GroupFactory, MembershipFactory, PersonFactory, member_account
from tests.trainings.pages import coordinator
from trainings.activity_types import KINDS, Kind
from trainings.domain.attendance import record_marks
from trainings.domain.calls import create_training_call, publish_training_call
from trainings.domain.certificates import certificate_file, issue_certificates
from trainings.domain.counts import save_head_count
from trainings.domain.nominations import Candidate, Paper, nominate, nominate_from_paper
from trainings.domain.rosters import add_participation, add_participations
from trainings.domain.scans import attach_scan, check_sheet
from trainings.domain.selection import decide
from trainings.domain.sheets import print_sign_in_sheet
from trainings.domain.trainings import Signs, add_trainer, create_training, plan_sessions, set_funding, set_signatories
from trainings.enums import Counting, Source
from trainings.models import Participation, SheetScan, Training, TrainingCall
from trainings.queries.attendance import attendance_of
from trainings.queries.papers import figure_lines, papers_of, was_there

pytestmark = pytest.mark.django_db
TITLES = {"ky": "Коопсуз айыл", "ru": "Безопасное село", "en": "Safe village"}
WHY = {"why": "Speaks up for her class"}
WITH_NAMES = [kind for kind in KINDS if kind.counting != Counting.COUNTED]
OF_HEADS = [kind for kind in KINDS if kind.counting == Counting.COUNTED]


def refused(code):
    return pytest.RaisesExc(Refused, check=lambda error: error.code == code)


def call_for(kind: Kind, by) -> TrainingCall:
    label = {"en": "Why?", "ky": "Эмне үчүн?", "ru": "", "uz": ""}
    question = {"type": "long_text", "value": {"label": label, "help": {}, "required": True, "blind": False, "key": "why"}}
    part = {"type": "part", "value": {"title": label, "intro": {}, "questions": [question], "key": "about"}}
    today = timezone.localdate()
    return create_training_call(
        organisation=lead(),
        by=by,
        slug=f"call-{kind.code}",
        activity_type=kind.code,
        titles=TITLES,
        first_day=today,
        last_day=today,
        places=5,
        closes_at=timezone.now() + timedelta(hours=1),
        questions=[part],
    )


def training_of(kind: Kind, by, call: TrainingCall | None = None) -> Training:
    today = timezone.localdate()
    training = create_training(
        organisation=lead(),
        by=by,
        slug=f"training-{kind.code}",
        activity_type=kind.code,
        internal_title="inside",
        public_titles=TITLES,
        first_day=today,
        last_day=today,
        capacity=5,
        contact_hours=7,
        call=call,
    )
    plan_sessions(training=training, by=by)
    set_funding(training=training, by=by, shares={AgreementFactory(): 10_000})
    set_signatories(training=training, by=by, signatories=[Signs(name="Айнура Төрөкулова", posts={"ky": "Директор"})])
    add_trainer(training=training, user=holder("trainer"), by=by)
    return training


def figures(training: Training) -> tuple[int, int, int, int]:
    """What a donor reads of the training's agreement today: trainings held, people, completed, person-hours."""
    today = timezone.localdate()
    records = load_records(Agreement.objects.get(trainings_funded__training=training), today, today, today)
    tiles = (counting.trainings_held, counting.people_trained, counting.completed, counting.person_hours)
    return tuple(tile(records).value for tile in tiles)


def roster_of(call: TrainingCall, training: Training, by) -> list[Participation]:
    """Two who were nominated online, one on paper, chosen; one who was imported."""
    group = GroupFactory()
    members = [MembershipFactory(group=group).person for _n in range(2)]
    candidates = [Candidate(person=person, answers=WHY) for person in members]
    rows = nominate(call=call, group=group, by=member_account(group), candidates=candidates, key=uuid.uuid4())
    paper = Paper(filled_by="Мугалим", day=timezone.localdate())
    rows += nominate_from_paper(
        call=call, by=by, candidates=[Candidate(person=PersonFactory(), answers=WHY)], key=uuid.uuid4(), paper=paper
    )
    for row in rows:
        decide(nomination=row, training=training, action="select", by=by, reason="Fits")
    add_participations(training=training, people=[PersonFactory()], by=by, source=Source.IMPORT)
    roster = list(training.participations.select_related("person").order_by("pk"))
    assert [row.source for row in roster] == ["nomination", "nomination", "nomination", "import"]
    return roster


def marked(training: Training, roster: list[Participation], by) -> None:
    """Three were there all day; the last came to the first half only."""
    first, second = training.sessions.order_by("position")
    record_marks(session=first, by=by, statuses={row.pk: "present" for row in roster}, batch=uuid.uuid4())
    statuses = {row.pk: "absent" if row is roster[-1] else "late" for row in roster}
    record_marks(session=second, by=by, statuses=statuses, batch=uuid.uuid4())


@pytest.mark.parametrize("kind", WITH_NAMES, ids=lambda kind: kind.code)
def test_a_type_with_a_list_of_names(kind: Kind):
    by = coordinator()
    call = publish_training_call(call=call_for(kind, by), by=by)
    training = training_of(kind, by, call)
    roster = roster_of(call, training, by)
    if kind.counting == Counting.REMOTE:
        with refused("no_sheet"):
            print_sign_in_sheet(training=training, day=training.first_day, by=by)
    else:
        signed_sheet(training, roster, by)
    marked(training, roster, by)
    attendance = attendance_of(training)
    assert [attendance.completions()[row.pk].met for row in roster] == [True, True, True, False]
    assert figures(training) == (1, 4, 3, 24)  # 3.5 hours a half-day: three people both, one the first; 24.5 to the even
    consent_to_take_part(*(row.person for row in roster), by=by)
    if kind.certificates:
        issued = issue_certificates(training=training, by=by)
        assert (len(issued.certificates), len(issued.withheld)) == (3, 1)
        content = certificate_file(certificate=issued.certificates[0]).file.read()
        assert "Коопсуз айыл" in check.text(content)
    else:
        with refused("no_certificates"):
            issue_certificates(training=training, by=by)


def signed_sheet(training: Training, roster: list[Participation], by) -> None:
    """The sheet is printed with everybody, comes back as a scan and is compared."""
    sheet = print_sign_in_sheet(training=training, day=training.first_day, by=by)
    with sheet.file.file.open("rb") as file:
        content = file.read()
    text = check.text(content)
    assert sheet.rows == [row.pk for row in sorted(roster, key=lambda row: (row.person.folded, row.pk))]
    assert all(row.person.written_name in text for row in roster)
    assert training.activity_type.name_ky in text.lower()
    scan = attach_scan(training=training, by=by, upload=io.BytesIO(content), name="scan.pdf").scans[0]
    assert (scan.sheet_id, scan.pages, SheetScan.objects.count()) == (sheet.pk, [*range(1, sheet.pages + 1)], 1)


@pytest.mark.parametrize("kind", OF_HEADS, ids=lambda kind: kind.code)
def test_a_type_of_heads(kind: Kind):
    by = coordinator()
    with refused("no_roster"):
        call_for(kind, by)
    training = training_of(kind, by)
    with refused("no_roster"):
        add_participation(training=training, person=PersonFactory(), by=by)
    with refused("no_roster"):
        print_sign_in_sheet(training=training, day=training.first_day, by=by)
    for heads, session in zip((12, 30), training.sessions.order_by("position"), strict=True):
        sheet = {"sheet": io.BytesIO(picture()), "sheet_name": "a.jpg"}
        save_head_count(session=session, by=by, cells={("female", "18-28"): heads}, counted_by="Elder", **sheet)
    with refused("no_certificates"):
        issue_certificates(training=training, by=by)
    lines = figure_lines(attendance_of(training), papers_of(training))
    assert [(line.session.state, line.figures.there, line.figures.reported) for line in lines] == [("held", 0, 12), ("held", 0, 30)]
    assert figures(training) == (1, 0, 0, 0)


def test_signatures_are_compared_with_the_marks_of_a_course():
    """The sheet's last step, once: who signed is who was there."""
    kind = KINDS[0]
    by = coordinator()
    call = publish_training_call(call=call_for(kind, by), by=by)
    training = training_of(kind, by, call)
    roster = roster_of(call, training, by)
    sheet = print_sign_in_sheet(training=training, day=training.first_day, by=by)
    marked(training, roster, by)
    there = was_there(attendance_of(training), sheet)
    assert there == {row.pk for row in roster}
    with sheet.file.file.open("rb") as file:
        attach_scan(training=training, by=by, upload=io.BytesIO(file.read()), name="scan.pdf")
    check_sheet(sheet=sheet, by=by, signed=there, unlisted=0, by_paper={})
    lines = figure_lines(attendance_of(training), papers_of(training))
    assert [(line.figures.there, line.figures.documented) for line in lines] == [(4, 4), (3, 4)]
