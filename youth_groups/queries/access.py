"""The access log as the focal point reads it: who read minors' records or took people's data out, and what of it is unusual."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractHour, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.models import User as Account
from accounts.roles import Role
from core.dates import BISHKEK
from core.models import AccessLog
from core.worklists import WorkItem

if TYPE_CHECKING:
    from accounts.models import User

SEES: tuple[str, ...] = (Role.SAFEGUARDING_FOCAL_POINT,)
#: So many records in a day are looked at, whoever it is.
MANY = 200
#: From so many on, so many times the own usual day is looked at.
SOME, TIMES = 30, 4
#: The usual of an account is the middle of its days in so many days before.
USUAL_DAYS = 60
#: Night in Bishkek: from 22 to 6.
NIGHT = (22, 23, 0, 1, 2, 3, 4, 5)
#: What happened in the last days is put on the board.
NEWS_DAYS = 7
ACTIONS: dict[str, Promise] = {
    "read": _lazy("read a record"),
    "read_list": _lazy("read a list of people"),
    "read_members": _lazy("read the members of a group"),
    "read_participants": _lazy("read the participants of a campaign"),
    "read_photos": _lazy("read the photos of a campaign"),
    "read_roster": _lazy("read a roster"),
    "read_candidate": _lazy("read a candidate"),
    "read_candidates": _lazy("read the candidates"),
    "read_care": _lazy("read care data"),
    "read_sensitive": _lazy("read declared attributes"),
    "read_scan": _lazy("opened a scan"),
    "read_links": _lazy("read links of records"),
    "read_duplicates": _lazy("read possible duplicates"),
    "read_import": _lazy("read a roster that is imported"),
    "read_changes": _lazy("read changes from a list"),
    "export_own_data": _lazy("gave a person their own data"),
    "read_unconsented": _lazy("read minors without a consent"),
    "print_sheet": _lazy("printed a sign-in sheet"),
    "print_protocol": _lazy("printed the protocol of a selection"),
    "export": _lazy("took a list out"),
    "export_certificates": _lazy("printed all certificates"),
    "export_photo": _lazy("took a photo out for publication"),
    "export_takeout": _lazy("took out all data of an organisation"),
    "read_across": _lazy("read another organisation's records"),
    "erase": _lazy("erased a person"),
    "read_people": _lazy("looked for people"),
    "link": _lazy("linked records of two organisations"),
    "unlink": _lazy("undid a link of records"),
    "print": _lazy("printed forms with names"),
    "dossier": _lazy("took out the file of a grant"),
    "download": _lazy("took out a donor summary"),
    "read_cards": _lazy("read whom somebody must tell"),
    "print_cards": _lazy("printed cards for whoever must be told"),
}
#: The reasons that the system itself writes; all others are a person's own words.
REASONS: dict[str, Promise] = {
    "archive made": _lazy("archive made"),
    "changes from a list": _lazy("changes from a list"),
    "consents": _lazy("consents"),
    "consent form": _lazy("consent form"),
    "consent forms": _lazy("consent forms"),
    "erasure": _lazy("erasure"),
    "payments": _lazy("payments"),
    "preparation": _lazy("preparation"),
    "print": _lazy("for printing"),
    "risk form": _lazy("risk form"),
    "selection": _lazy("selection"),
    "sheet": _lazy("sign-in sheet"),
    "tell them": _lazy("to tell them"),
    "walk-ins": _lazy("walk-ins"),
    "list of the lead organisation": _lazy("list of the lead organisation"),
}
TAKES_OUT = Q(action__startswith="export") | Q(action__startswith="print")


@dataclass(frozen=True)
class Unusual:
    """One thing to look at: whose account, on which day, how many records, and why it is shown."""

    account: Account
    day: date
    rows: int
    why: str


def entries_for(user: "User", *, account: str = "", action: str = "", day: date | None = None) -> QuerySet[AccessLog]:
    """The log within reach, the latest first: the lead's focal point reads all, a partner's what its own people did."""
    rows = AccessLog.objects.select_related("user").order_by("-at", "-pk")
    everywhere, organisations = user.reach(SEES)
    if not everywhere:
        own = Account.objects.filter(roles_held__organisation_id__in=organisations).values("pk")
        rows = rows.filter(user__in=own)
    if account:
        rows = rows.filter(user__number__iexact=account)
    if action:
        rows = rows.filter(action=action)
    if day is not None:
        rows = rows.annotate(day=TruncDate("at", tzinfo=BISHKEK)).filter(day=day)
    return rows


def unusual(user: "User", *, days: int = 30, at: date | None = None) -> list[Unusual]:
    """What is unusual in the last days, the latest first. Four statements, however long the log is."""
    today = at or timezone.localdate()
    since = today - timedelta(days=days)
    rows = entries_for(user).order_by().annotate(day=TruncDate("at", tzinfo=BISHKEK))
    per_day = list(rows.filter(day__gte=since - timedelta(days=USUAL_DAYS)).values_list("user_id", "day").annotate(read=Sum("rows")))
    late = rows.filter(day__gte=since).annotate(hour=ExtractHour("at", tzinfo=BISHKEK)).filter(hour__in=NIGHT)
    out = rows.filter(TAKES_OUT, day__gte=since)
    found = [*_many(per_day, since)]
    found += [(pk, day, n, _("at night")) for pk, day, n in late.values_list("user_id", "day").annotate(read=Sum("rows"))]
    found += [
        (pk, day, n, _("took people's data out (%(times)s)") % {"times": times})
        for pk, day, n, times in out.values_list("user_id", "day").annotate(read=Sum("rows"), times=Count("pk"))
    ]
    accounts = Account.objects.in_bulk({pk for pk, *_rest in found})
    shown = [Unusual(accounts[pk], day, n, why) for pk, day, n, why in found]
    return sorted(shown, key=lambda one: (-one.day.toordinal(), one.account.number, one.why))


def _many(per_day: Iterable[tuple[int, date, int]], since: date) -> Iterable[tuple[int, date, int, str]]:
    """Days on which an account read very many records, or many times what it usually reads."""
    days: dict[int, dict[date, int]] = defaultdict(dict)
    for pk, day, read in per_day:
        days[pk][day] = read
    for pk, own in days.items():
        for day, read in own.items():
            before = [n for other, n in own.items() if day - timedelta(days=USUAL_DAYS) <= other < day]
            usual = median(before) if before else 0
            if day < since:
                continue
            if read >= MANY:
                yield pk, day, read, _("very many records in a day")
            elif read >= SOME and read > TIMES * usual:
                yield pk, day, read, _("far more than usual for this account (%(usual)s)") % {"usual": round(usual)}


def work_for(user: "User") -> list[WorkItem]:
    """For the focal point's board: unusual reading of the last week. No statement for anybody else."""
    if not user.role_codes() & set(SEES):
        return []
    count = len(unusual(user, days=NEWS_DAYS))
    if not count:
        return []
    return [
        WorkItem(
            title=_("Unusual reading of people's records"),
            url=reverse("youth_groups:access_log"),
            count=count,
            tone="warn",
            action=_("Look"),
            group=_("People"),
        )
    ]
