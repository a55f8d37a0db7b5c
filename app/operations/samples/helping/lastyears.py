"""The year after the imported one: everybody a year older, a class higher, earning a little more or less.

So that two years stand beside each other on every page. What an import of that year brought stays.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from random import Random

from app.operations.offices import Office
from app.operations.samples.helping.scenes import Kept
from app.operations.samples.lives import NONE, ORDINARY
from app.operations.samples.lives import SCHOOL as BY_AGE
from app.operations.subjects import CARRIED_OFF
from app.rules.idnumbers import age
from db.works import Work

STATED = ("stated_size",)
# The class after each (forms/codes/school_state.toml); "" is the end of school. After 九年级 one goes to 高中 or 中职.
_NEXT = {
    "04": ("05",), "05": ("06",), "06": ("07", "07", "10"), "07": ("08",), "08": ("09",), "09": ("13", "20", ""),
    "10": ("11",), "11": ("12",), "12": ("13", "", ""), "13": ("14",), "14": ("15",), "15": ("",),
    "20": ("21",), "21": ("22",), "22": ("23",), "23": ("",), "16": ("17",), "17": ("18",), "18": ("19",), "19": ("",),
}  # fmt: skip
_LEARNT = {"09": "04", "12": "04", "15": "05", "19": "05", "23": "06"}


def add_last_year(office: Office, seed: int, year: int) -> None:
    """Write the rows of `year` that are not there, out of the newest earlier ones."""
    random = Random(f"year/{seed}")
    with office.archive.work(office.user.name, at=office.clock()) as work:
        incomes = [*_incomes(work, year, random)]
        standings = [*_carried(work, "standing", "household_id", year, STATED)]
        sums = _sums(incomes)
        for row in standings:
            row |= _stated(sums[row["household_id"]], row["stated_size"])
        _state_totals(work, year)
        work.create_many("standing", standings)
        work.create_many("conditions", [*_carried(work, "conditions", "household_id", year)])
        people = _carried(work, "member_year", "person_id", year)
        born: Mapping[str, str] = dict(
            work.read("SELECT id, birth_date FROM person WHERE birth_date IS NOT NULL")
        )
        homes: Mapping[str, str] = dict(work.read("SELECT person_id, household_id FROM membership"))
        lives = [_older(row, born.get(row["person_id"]), year, random) for row in people]
        work.create_many("member_year", lives, abouts=[homes[row["person_id"]] for row in lives])
        work.create_many("income", incomes)


def _carried(work: Work, record: str, owner: str, year: int, more: Collection[str] = ()) -> Iterable[Kept]:
    names = [name for name in _columns(work, record) if name in more or name not in CARRIED_OFF]
    columns = ", ".join(f'"{name}"' for name in names)
    sql = (
        f'SELECT {columns} FROM "{record}" r WHERE year = ? AND NOT EXISTS'
        f' (SELECT 1 FROM "{record}" s WHERE s.{owner} = r.{owner} AND s.year > r.year) ORDER BY rowid'
    )
    for row in work.read(sql, (year - 1,)):
        yield {**dict(zip(names, row, strict=True)), "year": year}


def _sums(incomes: Iterable[Kept]) -> Mapping[str, tuple[int, int]]:
    """(income, costs) of each household in fen."""
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for item in incomes:
        total, costs = found[item["household_id"]]
        if item["kind"].startswith("costs."):
            found[item["household_id"]] = total, costs + item["amount"]
        else:
            found[item["household_id"]] = total + item["amount"], costs
    return found


def _stated(sums: tuple[int, int], size: int | None) -> Kept:
    """The totals as the national sheet of the year would have stated them."""
    total, costs = sums
    net, size = total - costs, size or 1
    return {"stated_total": total, "stated_net": net, "stated_per_person": (2 * net + size) // (2 * size)}


def _state_totals(work: Work, year: int) -> None:
    """The total the watched households' own sheet leaves out."""
    rows = work.read(
        "SELECT s.id, sum(i.amount) FROM standing s"
        " JOIN income i ON i.household_id = s.household_id AND i.year = s.year"
        " WHERE s.year = ? AND s.stated_total IS NULL AND i.kind NOT LIKE 'costs.%' GROUP BY s.id",
        (year,),
    )
    for row, total in rows:
        work.update("standing", row, {"stated_total": total})


def _columns(work: Work, record: str) -> list[str]:
    rows = work.read("SELECT name FROM pragma_table_info(?)", (record,))
    return [name for (name,) in rows if name not in ("id", "born", "since")]


def _older(row: Kept, born: str | None, year: int, random: Random) -> Kept:
    """The same person a year later: a class higher, or out of school and at work."""
    years = age(date.fromisoformat(born), date(year, 12, 31)) if born else 99
    state = row["school_state"]
    if state is None:
        return row
    after = BY_AGE.get(years, "04") if state <= "03" else random.choice(_NEXT.get(state, ("",))) or None
    if after is None:
        return row | {
            "school_state": None,
            "education": row["education"] or _LEARNT.get(state),
            "labour": ORDINARY if row["labour"] == NONE and years >= 16 else row["labour"],
        }
    return row | {"school_state": after}


def _incomes(work: Work, year: int, random: Random) -> Iterable[Kept]:
    """Last year's items, each a little higher or lower, for households without figures of the year."""
    names = _columns(work, "income")
    sql = (
        f"SELECT {', '.join(names)} FROM income i WHERE year = ? AND NOT EXISTS"
        " (SELECT 1 FROM income j WHERE j.household_id = i.household_id AND j.year = ?) ORDER BY rowid"
    )
    factors: dict[str, float] = {}
    for row in work.read(sql, (year - 1, year)):
        item = dict(zip(names, row, strict=True))
        factor = factors.setdefault(item["household_id"], random.uniform(0.93, 1.21))
        amount = round((item["amount"] or 0) * factor * random.uniform(0.96, 1.05) / 100) * 100
        yield item | {"year": year, "amount": amount, "period_from": None, "period_to": None}
