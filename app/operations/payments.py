"""Subsidies paid to households: brought in from the list that is paid by, added up, announced village by village."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.errors import Issue, Problem
from app.operations.cases.opening import Opened, open_case
from app.operations.line_imports import LineReport, SaidLine, import_lines
from app.operations.offices import Office, need_role
from app.operations.places import divisions
from app.progress import Progress
from app.rules.capitals import in_capitals
from app.rules.dossiers import Answers
from app.rules.values import show

PROCEDURE = "payment"
ANNOUNCED = "(SELECT c.id FROM \"case\" c WHERE c.id = y.case_id AND coalesce(c.outcome, '') <> 'dropped')"
"""The case a line `y` is announced in; a case that was dropped announced nothing."""


@dataclass(frozen=True, slots=True)
class PaymentSum:
    """A village's part of a subsidy: lines, households, the sum in yuan.

    `announced`: the case of its lines, None while one of them waits. `allocated_on`: the first day money of it was
    allocated; None where no line says it.
    """

    division_id: str
    village: str
    scheme: str
    year: int
    lines: int
    households: int
    amount: Decimal
    announced: str | None
    allocated_on: date | None = None

    @property
    def capitals(self) -> str:
        """The sum in capitals, as a notice writes it."""
        return in_capitals(self.amount)


def import_payments(
    office: Office,
    files: Sequence[Path],
    *,
    year: int | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LineReport:
    """Bring the lines of a subsidy in as one batch; a line whose standard times quantity is not its amount is refused.

    `year`: of rows that name none, else this year.
    """
    this_year = year or office.clock().year
    return import_lines(
        office, files, PROCEDURE, year=this_year, check=check_payment, dry_run=dry_run, progress=progress
    )


def check_payment(line: SaidLine) -> Iterator[Issue]:
    """What is wrong with a line of a workbook, seen with what the archive knows of it."""
    return amount_issues({**line.kept, **line.answers})


def amount_issues(said: Answers) -> Iterator[Issue]:
    """What is wrong with a line: no amount above 0, or an amount that is not standard times quantity."""
    amount, standard, quantity = (said.get(key) for key in ("amount", "standard", "quantity"))
    if isinstance(amount, Decimal) and amount <= 0:
        yield Issue("payments.not_above_zero", "amount", "error")
    if not (isinstance(amount, Decimal) and isinstance(standard, Decimal) and isinstance(quantity, Decimal)):
        return
    due = (standard * quantity).quantize(Decimal("0.01"))
    if due != amount:
        told = {"standard": show("money", standard), "quantity": show("quantity", quantity)}
        yield Issue(
            "payments.not_the_product", "amount", "error",
            {**told, "due": show("money", due), "amount": show("money", amount)},
        )  # fmt: skip


def payment_sums(office: Office, year: int | None = None) -> list[PaymentSum]:
    """Every village's part of every subsidy, newest year first; of the user's villages alone."""
    condition, args = ("WHERE y.year = ?", (year,)) if year else ("", ())
    rows = office.archive.read(
        "SELECT h.division_id, y.scheme, y.year, count(*), count(DISTINCT y.household_id), sum(y.amount),"
        f" max({ANNOUNCED}), sum({ANNOUNCED} IS NULL), min(y.allocated_on) FROM payment y"
        f" JOIN household h ON h.id = y.household_id {condition}"
        " GROUP BY h.division_id, y.scheme, y.year ORDER BY y.year DESC, y.scheme, h.division_id",
        args,
    )
    names, mine = divisions(office), office.user.villages
    return [
        PaymentSum(
            village,
            names[village].name,
            scheme or "",
            its_year,
            lines,
            homes,
            Decimal(fen or 0) / 100,
            None if waiting else case,
            date.fromisoformat(allocated) if allocated else None,
        )
        for village, scheme, its_year, lines, homes, fen, case, waiting, allocated in rows
        if not mine or village in mine
    ]


def announce_payments(office: Office, scheme: str, year: int, division_id: str) -> Opened:
    """Open the procedure that announces a village's part of a subsidy, with its lines that wait for it.

    Raises Problem where there are none, or where they are announced already.
    """
    need_role(office, "enter")
    rows = office.archive.read(
        f"SELECT y.id, y.household_id, {ANNOUNCED} FROM payment y JOIN household h ON h.id = y.household_id"
        " WHERE y.scheme = ? AND y.year = ? AND h.division_id = ? ORDER BY y.id",
        (scheme, year, division_id),
    )
    if not rows:
        raise Problem("payments.none", scheme=scheme, year=year)
    waiting = [(str(row), str(home)) for row, home, case in rows if not case]
    if not waiting:
        raise Problem("payments.announced", scheme=scheme, year=year)
    homes = list(dict.fromkeys(home for _, home in waiting))
    made = open_case(office, PROCEDURE, division_id, homes)
    with office.archive.work(office.user.name, at=office.clock(), batch=made.batch) as work:
        for row, _ in waiting:
            work.update("payment", row, {"case_id": made.id})
    return made
