"""Lists of departments over an invented township: doubts handed over, some of them settled; a sample drawn."""

import csv
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from app.operations.crosschecks.comparing import CrossCheckAsked, cross_check
from app.operations.crosschecks.keeping import keep_crosscheck
from app.operations.crosschecks.listing import DifferenceQuery, list_differences
from app.operations.crosschecks.settling import apply_differences, keep_as_archived
from app.operations.offices import Office
from app.operations.spotchecks.drawing import SampleAsked, draw_check
from app.operations.spotchecks.entering import enter_check
from app.operations.spotchecks.listing import sample_named, sampled_of
from app.paths import resources
from app.rules.dossiers import HEAD

LEAST = 100
"""Households from which on a sample township has lists of departments to show."""

_MISSING, _STRANGE, _CARS, _DRAWN, _CHECKED = 6, 5, 3, 20, 12


def add_comparisons(office: Office, seed: int, year: int) -> None:
    """Two lists compared, their doubts handed over, some applied and some kept; a sample with its first checks."""
    (count,) = office.archive.read("SELECT count(*) FROM household")[0]
    if count < LEAST:
        return
    words = tomllib.loads((resources() / "sample" / "crosschecks.toml").read_text(encoding="utf-8"))
    random = Random(seed)
    _compare(
        office,
        "dibao",
        words["file"],
        [words["heads"], *_allowed(office, random, words, year)],
        words["owner"],
        year,
    )
    cars = [words["vehicle_heads"], *_cars(office, random, words)]
    run = _compare(office, "vehicles", words["vehicle_file"], cars, words["vehicle_owner"], year)
    first, *_ = list_differences(office, DifferenceQuery(crosscheck_id=run))
    keep_as_archived(office, [first.id], words["kept"])
    waiting = list_differences(office, DifferenceQuery(states=("open",)))
    apply_differences(office, [one.id for one in waiting if not one.conflict][:2])
    _draw(office, words, year)


def _compare(
    office: Office, profile: str, name: str, rows: Sequence[Sequence[object]], owner: str, year: int
) -> str:
    with tempfile.TemporaryDirectory(prefix="hudang-") as desk:
        path = Path(desk) / name
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        done = cross_check(office, CrossCheckAsked((path,), profile, year))
    today = office.clock().date()
    return keep_crosscheck(office, done, owner, today + timedelta(days=done.profile.days)).id


def _allowed(office: Office, random: Random, words: Mapping[str, Any], year: int) -> list[list[str]]:
    """Who gets the allowance, a few left out, a few others put in."""
    sql = (
        "SELECT d.name, p.name, p.id_number, y.dibao FROM person p JOIN membership m ON m.person_id = p.id"
        " AND m.left_on IS NULL JOIN household h ON h.id = m.household_id JOIN division d ON d.id = h.division_id"
        " JOIN member_year y ON y.person_id = p.id AND y.year = ? WHERE p.id_number IS NOT NULL ORDER BY p.id"
    )
    people = office.archive.read(sql, (year,))
    given = [one for one in people if one[3] == 1]
    others = [one for one in people if one[3] == 0]
    random.shuffle(given)
    listed = [*given[_MISSING:], *random.sample(others, min(_STRANGE, len(others)))]
    return [[village, name, number, words["state"]] for village, name, number, _ in listed]


def _cars(office: Office, random: Random, words: Mapping[str, Any]) -> list[list[str]]:
    """A few heads of households that are helped, with a car."""
    sql = (
        "SELECT DISTINCT p.name, p.id_number FROM person p"
        " JOIN membership m ON m.person_id = p.id AND m.left_on IS NULL"
        " JOIN standing s ON s.household_id = m.household_id AND s.attribute IS NOT NULL"
        " JOIN household h ON h.id = m.household_id AND h.owns_car IS NULL"
        " WHERE m.relation = ? AND p.id_number IS NOT NULL ORDER BY p.id_number"
    )
    heads = office.archive.read(sql, (HEAD,))
    return [[name, number, words["vehicle"]] for name, number in random.sample(heads, min(_CARS, len(heads)))]


def _draw(office: Office, words: Mapping[str, Any], year: int) -> None:
    drawn = draw_check(office, SampleAsked(words["sample"], _DRAWN, year=year))
    sample, day = sample_named(office, drawn.id), office.clock().date()
    for number, line in enumerate(sampled_of(office, sample)[:_CHECKED]):
        bad = number == 3
        enter_check(
            office,
            sample,
            line.household_id,
            {
                "checked_on": day,
                "checkers": words["checkers"],
                "meets": not bad,
                "poor_now": False,
                "asked": 2,
                "content": 1 if number % 5 == 2 else 2,
                "found": words["found"] if bad else None,
            },
        )
