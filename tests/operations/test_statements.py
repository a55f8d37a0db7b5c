"""动态调整统计: households and persons of a year, counted from memberships, closings and standings."""

from datetime import date
from pathlib import Path

import openpyxl

from app.operations.families import add_member, close_household, end_membership
from app.operations.offices import Office
from app.operations.places import villages
from app.operations.plain_tables import plain_pdf, write_plain
from app.operations.statements import YearStatement, statement_table, yearly_statement
from app.rules.statements import Statement
from tests.documents.pages import described, same_as_golden
from tests.operations.helping import a_standing
from tests.operations.offices import a_household, a_person, an_office


def one(found: YearStatement, key: str) -> Statement:
    return next(each for each in found.statements if each.key == key)


def membership(office: Office, household: str, name: str) -> str:
    sql = "SELECT m.id FROM membership m JOIN person p ON p.id = m.person_id WHERE household_id = ? AND name = ?"
    return str(office.archive.read(sql, (household, name))[0][0])


def joins(office: Office, household: str, name: str, on: str, reason: str) -> None:
    add_member(office, household, a_person(name, relation="03"))
    with office.archive.work("clerk", at=office.clock()) as work:
        row = membership(office, household, name)
        work.update("membership", row, {"joined_on": on, "join_reason": reason})


def a_year(folder: Path) -> tuple[Office, dict[str, str]]:
    """Four households of the first village and one of the second; a birth, a death, a new one, one that closed."""
    office = an_office(folder)
    homes = {name: a_household(office, name=name) for name in ("Zhao", "Qian", "Sun", "Li")}
    homes["Zhou"] = a_household(office, name="Zhou", village=1)
    joins(office, homes["Zhao"], "Baby", "2026-03-01", "2")
    add_member(office, homes["Zhao"], a_person("Old", relation="11"))
    end_membership(office, homes["Zhao"], membership(office, homes["Zhao"], "Old"), date(2026, 5, 1), "1")
    with office.archive.work("clerk", at=office.clock()) as work:
        row = membership(office, homes["Li"], "Li")
        work.update("membership", row, {"joined_on": "2026-02-01", "join_reason": "4"})
    close_household(office, homes["Sun"], date(2026, 6, 1), "2")
    return office, homes


def test_a_year_balances_and_says_why(tmp_path: Path) -> None:
    office, _ = a_year(tmp_path)
    every = one(yearly_statement(office, 2026), "every")
    assert every.households.balances and every.persons.balances
    assert (every.households.before, every.households.after) == (4, 4)
    assert dict(every.households.added) == {"新识别": 1} and dict(every.households.taken) == {"整户迁出": 1}
    assert dict(every.persons.added) == {"新生儿": 1, "新识别": 1}
    assert dict(every.persons.taken) == {"整户迁出": 1, "死亡": 1}
    nothing = one(yearly_statement(office, 2025), "every")
    assert (nothing.households.before, nothing.persons.after) == (4, 5)
    assert not nothing.persons.added and not nothing.persons.taken


def test_a_village_is_stated_alone(tmp_path: Path) -> None:
    office, _ = a_year(tmp_path)
    found = yearly_statement(office, 2026, villages(office)[1].id)
    assert found.place == villages(office)[1].name
    assert one(found, "every").households.before == one(found, "every").households.after == 1


def test_the_monitored_and_the_lifted_come_and_go_by_their_standings(tmp_path: Path) -> None:
    office, homes = a_year(tmp_path)
    a_standing(office, homes["Zhao"], 2026, monitor_class="3", risk_cleared=0)
    a_standing(office, homes["Qian"], 2025, monitor_class="1", risk_cleared=0, poverty_status="1")
    a_standing(
        office, homes["Qian"], 2026, monitor_class="1", risk_cleared=1, clear_way="1", poverty_status="3"
    )
    a_standing(office, homes["Sun"], 2025, monitor_class="2", risk_cleared=0)
    found = yearly_statement(office, 2026)
    monitored, lifted = one(found, "monitored"), one(found, "lifted")
    assert all(each.households.balances and each.persons.balances for each in found.statements)
    assert dict(monitored.households.added) == {"纳入（突发严重困难户）": 1}
    assert dict(monitored.households.taken) == {"整户销户": 1, "风险消除（帮扶消除）": 1}
    assert dict(lifted.households.taken) == {"返贫": 1}
    assert (monitored.persons.before, monitored.persons.after) == (2, 2)


def test_it_is_a_paper_and_a_workbook(tmp_path: Path) -> None:
    office, _ = a_year(tmp_path)
    table = statement_table(yearly_statement(office, 2026))
    assert write_plain(office, table, tmp_path / "out.xlsx") == 6
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    numbers = [[cell for cell in row if isinstance(cell, int)] for row in sheet.iter_rows(values_only=True)]
    for before, added, taken, after in (row for row in numbers if len(row) == 4):
        assert before + added - taken == after
    assert same_as_golden("year-statement.txt", described(plain_pdf(office, table)))
