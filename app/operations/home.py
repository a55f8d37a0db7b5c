"""工作台: what the office holds in figures, and what there is to do, made from data. Nothing here is typed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.operations.backups import last_backup
from app.operations.batches import BatchLine, list_batches
from app.operations.doubt_lists import DoubtList
from app.operations.doubts import FoundDoubt
from app.operations.drafts import list_drafts
from app.operations.home_help import HelpTasks
from app.operations.home_monitoring import monitoring_tasks
from app.operations.home_packs import pack_tasks
from app.operations.home_sync import sync_tasks
from app.operations.home_tasks import Task, Urgency
from app.operations.offices import Office
from app.operations.years import working_year

BACKUP_EVERY = timedelta(days=1)
REQUIRED = "required"
LOOKED_AT, SHOWN = 200, 5


@dataclass(frozen=True, slots=True)
class Figures:
    """The office in numbers. `monitored` counts those whose risk is not cleared; `lacking` required answers.

    `visited`: households seen this quarter, of those `to_visit` that have to be. Those two are None until help
    has been counted; `doubts`, `errors` and `lacking` until the checks have run.
    """

    year: int
    households: int
    persons: int
    lifted: int
    monitored: int
    watched: int
    doubts: int | None
    errors: int | None
    lacking: int | None
    visited: int | None
    to_visit: int | None


@dataclass(frozen=True, slots=True)
class Home:
    """The desk as it stands."""

    figures: Figures
    tasks: tuple[Task, ...]
    batches: tuple[BatchLine, ...]


def home(office: Office, doubts: DoubtList | None, helped: HelpTasks | None = None) -> Home:
    """Figures, to-do list and the newest batches, with doubts and help as far as they are known."""
    known = None if doubts is None else [one for one in doubts.all() if not one.settled]
    year = working_year(office)
    tasks = [
        *_backup(office),
        *_drafts(office),
        *sync_tasks(office),
        *pack_tasks(office),
        *(helped.tasks if helped else ()),
        *monitoring_tasks(office),
        *_doubts(known or []),
        *_unconfirmed(office),
    ]
    order: dict[Urgency, int] = {"overdue": 0, "today": 1, "open": 2}
    tasks.sort(key=lambda task: order[task.urgency])
    return Home(_figures(office, year, known, helped), tuple(tasks), _batches(office))


def _batches(office: Office) -> tuple[BatchLine, ...]:
    """The newest imports, years and undoings; single corrections stand in their household's history."""
    return tuple(one for one in list_batches(office, LOOKED_AT) if one.reason)[:SHOWN]


def _figures(office: Office, year: int, doubts: list[FoundDoubt] | None, helped: HelpTasks | None) -> Figures:
    def count(sql: str, *args: object) -> int:
        return int(office.archive.read(sql, args)[0][0])

    mine = _mine(office)
    # Asked at once: finding each household's newest standing is nearly all of the work.
    ((lifted, monitored, watched),) = office.archive.read(
        "SELECT total(s.poverty_status IN ('1', '4') OR s.formerly_poor = 1 OR s.household_kind = '2'),"
        " total(s.monitor_class IS NOT NULL AND s.risk_cleared IS NOT 1), total(s.monitor_class IS NOT NULL)"
        " FROM household h JOIN standing s ON s.id = (SELECT id FROM standing WHERE household_id = h.id"
        f" ORDER BY year DESC LIMIT 1) WHERE h.closed_on IS NULL {mine}"
    )
    return Figures(
        year=year,
        households=count(f"SELECT count(*) FROM household h WHERE h.closed_on IS NULL {mine}"),
        persons=count(
            "SELECT count(DISTINCT m.person_id) FROM membership m JOIN household h ON h.id = m.household_id"
            f" WHERE m.left_on IS NULL AND h.closed_on IS NULL {mine}"
        ),
        lifted=int(lifted),
        monitored=int(monitored),
        watched=int(watched),
        visited=helped.visited if helped else None,
        to_visit=helped.to_visit if helped else None,
        doubts=None if doubts is None else len(doubts),
        errors=None if doubts is None else sum(one.doubt.level == "error" for one in doubts),
        lacking=None if doubts is None else sum(one.doubt.rule == REQUIRED for one in doubts),
    )


def _mine(office: Office) -> str:
    # Ids of the user's own row, never what a person typed.
    villages = ", ".join(f"'{one}'" for one in office.user.villages if one.replace("-", "").isalnum())
    return f"AND h.division_id IN ({villages})" if villages else ""


def _doubts(doubts: list[FoundDoubt]) -> Iterator[Task]:
    """One line a village: open doubts, and apart from them what is simply not filled in."""
    by_village: dict[tuple[str, bool], list[FoundDoubt]] = defaultdict(list)
    for one in doubts:
        by_village[(one.village, one.doubt.rule == REQUIRED)].append(one)
    for (village, lacking), some in sorted(by_village.items(), key=lambda item: -len(item[1])):
        errors = sum(one.doubt.level == "error" for one in some)
        households = len({one.doubt.household_id for one in some})
        values: dict[str, object] = {
            "village": village,
            "count": len(some),
            "households": households,
            "errors": errors,
        }
        place: dict[str, object] = {"village": village, "rule": REQUIRED if lacking else ""}
        yield Task("lacking" if lacking else "doubts", "today" if errors else "open", values, "doubts", place)


def _backup(office: Office) -> Iterator[Task]:
    last, today = last_backup(office.folder), office.clock().date()
    if last is None or today - last > BACKUP_EVERY:
        days = (today - last).days if last else 0
        yield Task(
            "backup", "overdue", {"days": days, "last": last or date.min}, "settings", {"part": "backup"}
        )


def _drafts(office: Office) -> Iterator[Task]:
    for key in list_drafts(office):
        page, _, one = key.partition(":")
        if page == "household" and one:
            rows = office.archive.read(
                "SELECT p.name FROM membership m JOIN person p ON p.id = m.person_id"
                " WHERE m.household_id = ? AND m.relation = '01' AND m.left_on IS NULL",
                (one,),
            )
            yield Task("draft", "today", {"head": rows[0][0] if rows else ""}, "household", {"id": one})


def _unconfirmed(office: Office) -> Iterator[Task]:
    rows = office.archive.read(
        "SELECT c.year, count(*) FROM conditions c JOIN household h ON h.id = c.household_id"
        f" WHERE c.confirmed = 0 AND h.closed_on IS NULL {_mine(office)} GROUP BY c.year ORDER BY c.year DESC"
    )
    for year, count in rows:
        yield Task("unconfirmed", "open", {"year": year, "count": count}, "households", {"year": year})
