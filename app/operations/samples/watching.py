"""Clues and warnings of an invented township: waiting, overdue, closed, taken up, turned away."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from app.operations.clues.checks import EXCLUDED
from app.operations.clues.deeds import About, close_clues, usual_checker, write_clue
from app.operations.offices import Office
from app.operations.rows import kept_county_answer
from app.operations.warnings.deeds import take_up, turn_away
from app.operations.warnings.lists import warning_list
from app.operations.years import working_year
from app.paths import resources
from app.rules.dossiers import Value
from app.rules.inputs import taken


def add_clues(office: Office, seed: int) -> None:
    """Write clues of all sources, some hardship for the rules to find, and hand a few warnings over."""
    told = tomllib.loads((resources() / "sample" / "clues.toml").read_text(encoding="utf-8"))
    homes = _helped(office)
    Random(seed).shuffle(homes)
    if not homes:
        return
    _add_hardship(office, told["hardship"], homes)
    for number, one in enumerate(told["clue"]):
        _add_clue(office, one, homes[(len(told["hardship"]) + number) % len(homes)])
    _handle(office, told["warning"])


def _helped(office: Office) -> list[str]:
    """Households somebody helps: who checks their clues is known."""
    sql = (
        "SELECT DISTINCT p.household_id FROM pairing p JOIN household h ON h.id = p.household_id"
        " WHERE p.ended_on IS NULL AND p.kind = '1' AND h.closed_on IS NULL ORDER BY 1"
    )
    return [home for (home,) in office.archive.read(sql)]


def _add_clue(office: Office, one: Mapping[str, Any], home: str) -> None:
    today = office.clock().date()
    cadre, name = usual_checker(office, home)
    said: dict[str, Value] = {
        "found_on": today - timedelta(days=one["found"]),
        "source": one["source"],
        "department": one.get("department"),
        "number": one.get("number"),
        "whom": one.get("outside"),
        "what": one["what"],
        "checker": name or office.user.full_name,
        "due_on": today + timedelta(days=one["due"]),
    }
    about = About(home)
    if "outside" in one:
        rows = office.archive.read("SELECT division_id FROM household WHERE id = ?", (home,))
        about = About(division_id=rows[0][0])
    clue = write_clue(office, about, said, cadre_id=cadre or None)
    if "closed" in one:
        day: date = today - timedelta(days=one["closed"])
        close_clues(office, [clue], day, one["result"], one.get("reason", ""))


def _add_hardship(office: Office, told: Sequence[Mapping[str, Any]], homes: Sequence[str]) -> None:
    record, year = office.forms.records["hardship"], working_year(office)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        for home, one in zip(homes, told, strict=False):
            answers, _ = taken(record, dict(one), office.forms, office.clock().date())
            for key, value in answers.items():
                kept = kept_county_answer(record.by_key[key], value)
                row: dict[str, str | int | None] = {
                    "form": record.key,
                    "subject_id": home,
                    "year": year,
                    "field": key,
                    "value": kept,
                }
                work.create("answer", row)


def _handle(office: Office, told: Mapping[str, Any]) -> None:
    """Hand the first warnings over, and turn the last away."""
    waiting = [one for one in warning_list(office).waiting() if one.checker]
    if len(waiting) > told["taken"] + told["away"]:
        take_up(office, waiting[: told["taken"]])
        turn_away(office, waiting[-told["away"] :], EXCLUDED, told["reason"])
