"""Special ledgers on an archive: read from what is known, ordered, kept to villages, written to files."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.errors import Problem
from app.operations.edits import save_answers
from app.operations.families import add_member, end_membership
from app.operations.ledger_tables import write_ledger
from app.operations.ledgers import every_ledger, ledger, ledger_names
from app.operations.offices import Clerk, Office
from app.operations.places import villages
from app.operations.subjects import Subject
from app.rules.dossiers import Value
from tests.operations.helping import TODAY, a_standing, a_visit
from tests.operations.offices import a_household, a_person

NAMES = ["schooling", "insurance", "left_children", "left_elders", "alone", "orphans", "uncared", "disabled"]


def head_of(office: Office, household: str) -> str:
    """The person id of a household's head."""
    rows = office.archive.read(
        "SELECT person_id FROM membership WHERE household_id = ? AND relation = '01'", (household,)
    )
    return str(rows[0][0])


def a_child(office: Office, household: str, name: str, born: date, **year: Value) -> str:
    """A child with a birth date in the household."""
    one = add_member(office, household, a_person(name, relation="03", year=2026, circumstances=year))
    save_answers(office, Subject("person", one), {"birth_date": born})
    return one


def names(office: Office, key: str, year: int | None = None, village: str | None = None) -> list[str]:
    """Whom a ledger lists, in its order."""
    made = ledger(office, key, year, village)
    place = next(at for at, one in enumerate(made.columns) if one.key in ("name", "head"))
    place = next((at for at, one in enumerate(made.columns) if one.key == "name"), place)
    return [str(row.cells[place]) for row in made.rows]


def test_the_ledgers_are_those_of_the_file(office: Office) -> None:
    assert [one.key for one in ledger_names(office)] == [*NAMES, "taper", "posts"]
    assert [one.name for one in every_ledger(office)] == [one.key for one in ledger_names(office)]


def test_a_ledger_is_asked_for_by_key_or_title_and_an_unknown_one_is_refused(office: Office) -> None:
    title = ledger_names(office)[0].title
    assert ledger(office, title).name == "schooling"
    with pytest.raises(Problem) as refused:
        ledger(office, "x")
    assert refused.value.code == "ledgers.unknown"


def test_the_most_urgent_stand_first_then_village_by_village(office: Office) -> None:
    second = a_household(office, village=1)
    first = a_household(office, name="Wang", village=0)
    a_child(office, first, "At school", date(2015, 1, 1), school_state="03")
    a_child(office, first, "With reason", date(2015, 1, 1), dropout_reason="02")
    a_child(office, second, "Without", date(2015, 1, 1))
    a_child(office, first, "Without too", date(2015, 1, 1))
    assert names(office, "schooling") == ["Without too", "Without", "With reason", "At school"]
    made = ledger(office, "schooling")
    assert (len(made.rows), made.alerts, made.overdue) == (4, 3, 2)
    assert made.rows[0].household_id == first and made.rows[0].person_id


def test_who_left_the_household_or_is_closed_is_in_no_ledger(office: Office) -> None:
    one = a_household(office)
    gone = a_child(office, one, "Gone", date(2015, 1, 1))
    ((place,),) = office.archive.read("SELECT id FROM membership WHERE person_id = ?", (gone,))
    end_membership(office, one, place, TODAY, "2")
    assert names(office, "schooling") == []
    save_answers(office, Subject("household", one), {"closed_on": TODAY})
    assert names(office, "insurance") == []


def test_a_past_year_is_judged_as_on_its_last_day_by_what_was_known_then(office: Office) -> None:
    one = a_household(office, year=2024)
    a_child(office, one, "Ming", date(2018, 9, 2), school_state="02")
    assert ledger(office, "schooling", 2025).day == date(2025, 12, 31)
    assert names(office, "schooling", 2025) == ["Ming"]
    assert names(office, "schooling", 2024) == []  # six two days too late


def test_a_visit_of_today_sets_the_next_one_and_a_telephone_call_does_not(office: Office) -> None:
    one = a_household(office)
    a_child(office, one, "Ming", date(2016, 1, 1), special=("1",), guardian="Li", care_days=30)
    assert ledger(office, "left_children").overdue == 1
    a_visit(office, one, mode="2")
    assert ledger(office, "left_children").overdue == 1
    a_visit(office, one)
    made = ledger(office, "left_children")
    place = next(at for at, column in enumerate(made.columns) if column.key == "next_visit")
    assert (made.alerts, made.rows[0].cells[place]) == (0, date(2026, 12, 2))


def test_the_insured_are_counted_among_all(office: Office) -> None:
    insured, without = a_household(office), a_household(office, name="Wang")
    save_answers(office, Subject("member_year", head_of(office, insured), 2026), {"resident_insurance": True})
    made = ledger(office, "insurance")
    assert [row.household_id for row in made.rows] == [without]
    assert "50.00%" in made.note


def test_support_that_runs_out_is_counted_down_by_household(office: Office) -> None:
    late, early = a_household(office), a_household(office, name="Wang")
    a_standing(office, late, 2026, taper_from="2025-11-01")
    a_standing(office, early, 2026, taper_from="2026-05-01", taper_months=6)
    made = ledger(office, "taper")
    assert [(row.household_id, row.urgency, row.person_id) for row in made.rows] == [
        (late, "overdue", ""),
        (early, "overdue", ""),
    ]


def test_a_village_and_its_user_see_their_own_lines(office: Office) -> None:
    a_household(office)
    a_household(office, name="Wang", village=1)
    mine = villages(office)[1]
    assert names(office, "insurance", village=mine.code) == ["Wang"]
    office.user = Clerk("x", "chen", "", "view", (mine.id,))
    assert names(office, "insurance") == ["Wang"]
    with pytest.raises(Problem):
        ledger(office, "insurance", village=villages(office)[0].name + "x")


@pytest.mark.parametrize("key", [*NAMES, "taper", "posts"])
def test_every_ledger_is_written_as_a_workbook_and_as_a_page(
    office: Office, tmp_path: Path, key: str
) -> None:
    one = a_household(office)
    a_child(office, one, "Ming", date(2016, 1, 1), special=("1", "4", "5"), health=("4",), post_kind="07")
    a_standing(office, one, 2026, taper_from="2025-11-01")
    made = ledger(office, key)
    for name in ("l.xlsx", "l.pdf"):
        assert write_ledger(office, made, tmp_path / name) == len(made.rows)
    sheets = openpyxl.load_workbook(tmp_path / "l.xlsx").worksheets
    words = [cell.value for row in sheets[0].iter_rows() for cell in row]
    assert {one.label for one in made.columns} <= set(words)
    assert [cell.value for cell in list(sheets[1].iter_rows())[-1]][1:] == [
        len(made.rows),
        made.alerts,
        made.overdue,
    ]
    assert (tmp_path / "l.pdf").read_bytes().startswith(b"%PDF")
