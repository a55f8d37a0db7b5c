"""What the settings page changes of the office itself: its name, its villages; and what it says of the years."""

from dataclasses import dataclass

from app.errors import Problem
from app.operations.offices import Office, need_role
from app.operations.openings import add_division
from app.operations.places import Division, divisions, forget_places, township, villages
from app.rules.places import villages as listed_villages
from app.rules.villages import normal_village


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of the archive: households with a standing in it, and how many of them still await their check."""

    year: int
    households: int
    unconfirmed: int


def rename_office(office: Office, name: str) -> None:
    """Give the office another name. Raises Problem for none at all."""
    need_role(office, "approve")
    if not name.strip():
        raise Problem("settings.name_wanted")
    row = office.archive.read("SELECT id FROM office LIMIT 1")[0][0]
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.update("office", row, {"name": name.strip()})


def add_village(office: Office, named: str) -> Division:
    """Add a village or neighbourhood below the township: by its name, or by the twelve digits of its code.

    A name that the national list knows below this township brings its code along. Raises Problem for a place that
    stands already, a code the list does not know, and an office without a township.
    """
    need_role(office, "approve")
    town, text = township(office), named.strip()
    if town is None:
        raise Problem("settings.no_town")
    if not text:
        raise Problem("settings.name_wanted")
    known = {one.code: one.name for one in listed_villages(town.code)} if town.code else {}
    if text.isdigit() and text not in known:
        raise Problem("settings.unknown_code", number=text)
    full = known.get(text, text)
    same = [code for code, name in known.items() if normal_village(name) == normal_village(full)]
    code, name = (same[0] if same else ""), normal_village(full)
    if any(one.name == name or (code and one.code == code) for one in villages(office)):
        raise Problem("settings.village_there", name=name)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        made, _ = add_division(work, "village", code, name, full, town.id, town.path)
    forget_places(office)
    return divisions(office)[made]


def rename_village(office: Office, division_id: str, name: str) -> None:
    """Give a village another name; its households stay where they are. Raises Problem for a name that is taken."""
    need_role(office, "approve")
    text = name.strip()
    if not text:
        raise Problem("settings.name_wanted")
    if any(one.name == text and one.id != division_id for one in villages(office)):
        raise Problem("settings.village_there", name=text)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.update("division", division_id, {"name": text, "full_name": text})
    forget_places(office)


def year_lines(office: Office) -> list[YearLine]:
    """Every year that has standings, newest first."""
    rows = office.archive.read(
        "SELECT s.year, count(*), sum(CASE WHEN c.confirmed = 0 THEN 1 ELSE 0 END) FROM standing s"
        " LEFT JOIN conditions c ON c.household_id = s.household_id AND c.year = s.year"
        " GROUP BY s.year ORDER BY s.year DESC"
    )
    return [YearLine(int(year), int(count), int(waiting or 0)) for year, count, waiting in rows]
