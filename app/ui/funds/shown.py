"""What the page says of projects and subsidies: rows and words, without widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.operations.fund_terms import payment_due, project_due
from app.operations.offices import Office
from app.operations.payments import PaymentSum, payment_sums
from app.operations.projects import AFTER, BEFORE, ProjectLine, list_projects
from app.rules.values import show
from app.texts import say
from app.ui.kit.cells import CellValue, Column, Mark, Row


@dataclass(frozen=True, slots=True)
class Funds:
    """Everything the page shows: each project and each village's part of a subsidy with the day it is due."""

    projects: tuple[tuple[ProjectLine, date | None], ...] = ()
    payments: tuple[tuple[PaymentSum, date | None], ...] = ()
    today: date = date.min


def read_funds(office: Office) -> Funds:
    """Read projects and payments with their terms."""
    return Funds(
        tuple((one, project_due(office, one)) for one in list_projects(office)),
        tuple((one, payment_due(office, one)) for one in payment_sums(office)),
        office.clock().date(),
    )


def sum_key(one: PaymentSum) -> str:
    """What tells a village's part of a subsidy from the others."""
    return f"{one.year}|{one.division_id}|{one.scheme}"


def project_columns() -> list[Column]:
    """The columns of the projects."""
    return [
        Column("name", say("funds.col_name"), 180, stretch=True),
        Column("village", say("funds.col_village"), 110),
        Column("funds", say("funds.col_funds"), 140, kind="number"),
        Column("due", say("funds.col_due"), 140),
        Column("state", say("funds.col_state"), 120, kind="chips"),
    ]


def project_row(line: ProjectLine, due: date | None, today: date) -> Row:
    """A project's line."""
    funds = line.answers.get("funds")
    cells = (
        str(line.answers.get("name") or ""),
        line.village,
        show("money", funds),
        due_cell(due, today),
        (project_mark(line),),
    )
    return Row(line.id, cells)


def project_mark(line: ProjectLine) -> Mark:
    """How far a project is announced."""
    if any(key.startswith(AFTER) for key in line.cases):
        return Mark(say("funds.after"), "ok")
    if any(key.startswith(BEFORE) for key in line.cases):
        return Mark(say("funds.before"), "accent")
    return Mark(say("funds.waiting"), "neutral")


def due_cell(due: date | None, today: date) -> CellValue:
    """By when it is to be announced; red once that has passed."""
    if due is None:
        return ""
    return Mark(show("date", due), "bad" if due < today else "warn" if due == today else "")


def due_words(due: date | None, today: date) -> tuple[str, str]:
    """By when money is to be announced in a sentence, and its tone."""
    if due is None:
        return "", ""
    if due < today:
        return say("funds.due_late", day=show("date", due), days=(today - due).days), "bad"
    return say("funds.due_by", day=show("date", due)), "warn" if due == today else ""


def payment_columns() -> list[Column]:
    """The columns of the subsidies."""
    return [
        Column("year", say("funds.col_year"), 76),
        Column("scheme", say("funds.col_scheme"), 160, stretch=True),
        Column("village", say("funds.col_village"), 110),
        Column("households", say("funds.col_households"), 76, kind="number"),
        Column("amount", say("funds.col_amount"), 140, kind="number"),
        Column("due", say("funds.col_due"), 140),
        Column("state", say("funds.col_state"), 96, kind="chips"),
    ]


def payment_row(one: PaymentSum, due: date | None, today: date) -> Row:
    """A village's part of a subsidy."""
    mark = Mark(say("funds.announced"), "ok") if one.announced else Mark(say("funds.waiting"), "neutral")
    cells = (
        str(one.year),
        one.scheme,
        one.village,
        f"{one.households:,}",
        show("money", one.amount),
        due_cell(due, today),
        (mark,),
    )
    return Row(sum_key(one), cells)


def total(amounts: Sequence[object]) -> Decimal:
    """The sum of amounts in yuan; blanks count nothing."""
    return sum((one for one in amounts if isinstance(one, Decimal)), Decimal(0))
