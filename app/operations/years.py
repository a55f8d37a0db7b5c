"""Opening a new year: last year's answers carried forward, marked unconfirmed, for one household or a whole place."""

from collections.abc import Sequence

from app.operations.dossiers import Choice, chosen_households
from app.operations.offices import Office, need_household, need_role
from app.operations.reasons import OPEN_YEAR
from app.operations.subjects import Subject, open_row, row_of
from app.progress import Progress
from app.rules.forms import Record
from db.records import new_id
from db.works import Work

YEARLY = ("standing", "conditions", "member_year")


def open_year(office: Office, year: int, choice: Choice, progress: Progress | None = None) -> tuple[str, int]:
    """Carry everybody's newest answers into `year`; gives the batch (for undo) and how many rows were made.

    Rows of that year that stand already are left alone; incomes are never carried.
    """
    need_role(office, "enter")
    households = chosen_households(office, choice)
    batch = new_id()
    with office.archive.work(office.user.name, OPEN_YEAR, at=office.clock(), batch=batch) as work:
        made = 0
        for done, household in enumerate(households, start=1):
            made += open_household_year(office, work, household, year)
            if progress:
                progress.step(done, len(households))
    return batch, made


def open_household_year(office: Office, work: Work, household_id: str, year: int) -> int:
    """Make one household's missing rows of a year from the newest earlier ones; gives how many."""
    members = [
        str(row[0])
        for row in work.read(
            "SELECT person_id FROM membership WHERE household_id = ? AND (left_on IS NULL OR left_on > ?)",
            (household_id, f"{year}-12-31"),
        )
    ]
    return sum(
        _carry(work, office.forms.records[key], owners, year)
        for key in YEARLY
        for owners in [members if key == "member_year" else [household_id]]
    )


def _carry(work: Work, record: Record, owners: Sequence[str], year: int) -> int:
    made = 0
    for owner in owners:
        subject = Subject(record.key, owner, year)
        if row_of(work, record, subject) is None and _has_earlier(work, record, subject):
            open_row(work, record, subject)
            made += 1
    return made


def _has_earlier(work: Work, record: Record, subject: Subject) -> bool:
    owner = "person_id" if record.scope == "person_year" else "household_id"
    sql = f'SELECT 1 FROM "{record.key}" WHERE {owner} = ? AND year < ? LIMIT 1'
    return bool(work.read(sql, (subject.owner, subject.year)))


def working_year(office: Office) -> int:
    """The year most households speak of: what lists, papers and exports take when nobody names one."""
    sql = "SELECT year FROM standing GROUP BY year ORDER BY count(*) DESC, year DESC LIMIT 1"
    years = _years(office, "working_year", sql)
    return years[0] if years else office.clock().year


def known_years(office: Office) -> list[int]:
    """Every year the archive speaks of, newest first."""
    sql = (
        "SELECT year FROM standing UNION SELECT year FROM conditions UNION SELECT year FROM income"
        " UNION SELECT year FROM member_year ORDER BY 1 DESC"
    )
    return list(_years(office, "known_years", sql))


def _years(office: Office, name: str, sql: str) -> tuple[int, ...]:
    """The years a query finds, kept under a name and read again only when a yearly row was written since."""
    seq = int(office.archive.read("SELECT coalesce(max(seq), 0) FROM change")[0][0])
    kept: tuple[int, tuple[int, ...]] | None = office.kept.get(name)
    if kept is None or _yearly_rows_since(office, kept[0]):
        kept = (seq, tuple(int(row[0]) for row in office.archive.read(sql)))
    office.kept[name] = (seq, kept[1])
    return kept[1]


def _yearly_rows_since(office: Office, seq: int) -> bool:
    sql = (
        "SELECT 1 FROM change WHERE seq > ? AND record IN ('standing', 'conditions', 'income', 'member_year')"
        " LIMIT 1"
    )
    return bool(office.archive.read(sql, (seq,)))


def confirm_year(office: Office, household_id: str, year: int) -> int:
    """Mark what was carried into a year as checked with the household; gives how many rows."""
    need_household(office, household_id)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        for key in ("standing", "conditions"):
            for (row,) in work.read(
                f'SELECT id FROM "{key}" WHERE household_id = ? AND year = ?', (household_id, year)
            ):
                work.update(key, row, {"confirmed": 1})
        rows = work.read(
            "SELECT y.id FROM member_year y JOIN membership m ON m.person_id = y.person_id"
            " WHERE m.household_id = ? AND m.left_on IS NULL AND y.year = ?",
            (household_id, year),
        )
        for (row,) in rows:
            work.update("member_year", row, {"confirmed": 1})
        return work.written
