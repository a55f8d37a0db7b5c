"""Builders of departments' lists and of the people they are held against."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from app.operations.crosschecks.comparing import CrossCheckAsked, CrossChecked, cross_check
from app.operations.edits import save_answers
from app.operations.offices import Office
from app.operations.subjects import Subject
from app.rules.crosschecks.outcomes import Difference
from app.rules.dossiers import Value
from tests.imports.rosters import number
from tests.operations.offices import a_household

HERE = "石鹰村"
OTHER = "石烛村"
YEAR = 2025


def somebody(
    office: Office, serial: int, name: str, *, village: int = 2, known: bool = True, **answers: Value
) -> str:
    """A household of one with that name and a sound number, unless it is not `known` here; gives its id."""
    one = number(serial) if known else None
    return a_household(office, name=name, number=one, village=village, code=f"51{serial:06}", **answers)


def person_of(office: Office, household: str) -> str:
    """The only person of a household."""
    ((person,),) = office.archive.read(
        "SELECT person_id FROM membership WHERE household_id = ?", (household,)
    )
    return str(person)


def fares(office: Office, household: str, **answers: Value) -> None:
    """What the archive says of its only person in the year."""
    save_answers(office, Subject("member_year", person_of(office, household), YEAR), answers)


def stands(office: Office, household: str, **answers: Value) -> None:
    """What the archive says of a household's standing in the year."""
    save_answers(office, Subject("standing", household, YEAR), answers)


def a_list(
    folder: Path, rows: Sequence[Mapping[str, object]], name: str = "list.xlsx", title: str = ""
) -> Path:
    """A workbook with these rows under their keys as headings, the title above them."""
    path = folder / name
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("名单")
    first = 0
    if title:
        sheet.write(0, 0, title)
        first = 1
    heads = list(dict.fromkeys(key for row in rows for key in row))
    for column, head in enumerate(heads):
        sheet.write(first, column, head)
        for line, row in enumerate(rows, first + 1):
            if row.get(head) is not None:
                sheet.write(line, column, row[head])
    book.close()
    return path


def listed(name: str, serial: int | None = None, village: str = HERE, **more: object) -> dict[str, object]:
    """A row of a list: name, village and a sound number."""
    return {"姓名": name, "身份证号码": None if serial is None else number(serial), "村": village, **more}


def compared(office: Office, path: Path, profile: str = "dibao", **asked: Any) -> CrossChecked:
    """The comparison of one file in the year."""
    return cross_check(office, CrossCheckAsked((path,), profile, **{"year": YEAR, **asked}))


def told(found: Sequence[Difference]) -> set[tuple[str, str, str]]:
    """Name, check and way of each difference."""
    return {(one.who.name, one.check, one.how) for one in found}
