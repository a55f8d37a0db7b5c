"""The lines of a subsidy one by one: read, corrected, taken out, and weighed before a workbook comes in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from app.errors import Issue, Problem
from app.operations.answering import answer_issues, refuse
from app.operations.line_imports import LineReport, SaidLine, import_lines
from app.operations.offices import Office, need_role, need_village
from app.operations.payments import ANNOUNCED, PROCEDURE, amount_issues, check_payment
from app.operations.places import divisions
from app.operations.rows import RowReader, in_list, kept_answers
from app.progress import Progress
from app.rules.dossiers import Answers, Value


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One line of a subsidy, of one household."""

    id: str
    household_id: str
    head: str
    group: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a workbook would bring in of one subsidy for one village: lines, households, the sum in yuan."""

    scheme: str
    village: str
    lines: int
    households: int
    amount: Decimal


def payment_lines(office: Office, scheme: str, year: int, division_id: str) -> list[PaymentLine]:
    """A village's lines of a subsidy, in the order they came."""
    need_village(office, division_id)
    reader = RowReader(office.forms.public["payment"], ("id", "household_id"))
    condition = (
        "coalesce(scheme, '') = ? AND year = ? AND household_id IN (SELECT id FROM household WHERE division_id = ?)"
        " ORDER BY id"
    )
    rows = list(reader.rows(office, condition, (scheme, year, division_id)))
    heads = {
        str(home): (str(head or ""), str(group or ""))
        for home, head, group in office.archive.read(_HEADS, (division_id,))
    }
    return [
        PaymentLine(str(row.keys[0]), str(row.keys[1]), *heads.get(row.keys[1], ("", "")), row.answers)
        for row in rows
    ]


_HEADS = (
    "SELECT h.id, max(CASE WHEN m.relation = '01' THEN p.name END), h.group_name FROM household h"
    " LEFT JOIN membership m ON m.household_id = h.id AND m.left_on IS NULL"
    " LEFT JOIN person p ON p.id = m.person_id WHERE h.division_id = ? GROUP BY h.id"
)


def save_payment(office: Office, payment_id: str, answers: Mapping[str, Value], reason: str) -> None:
    """Correct a line. Raises Refused for what cannot be, Problem without a reason or once it is announced."""
    need_role(office, "enter")
    _need_reason(reason)
    _need_waiting(office, [payment_id])
    form = office.forms.public["payment"]
    issues: Iterator[Issue] = answer_issues(office.forms, form, answers, office.clock().date())
    refuse([*issues, *amount_issues(answers)])
    with office.archive.work(office.user.name, reason.strip(), at=office.clock()) as work:
        work.update("payment", payment_id, kept_answers(form, answers))


def remove_payments(office: Office, payments: Sequence[str], reason: str) -> int:
    """Take lines out that were brought in wrongly; gives how many.

    Raises Problem without a reason, and once one of them is announced.
    """
    need_role(office, "enter")
    _need_reason(reason)
    _need_waiting(office, payments)
    with office.archive.work(office.user.name, reason.strip(), at=office.clock()) as work:
        for one in payments:
            work.delete("payment", one)
    return len(payments)


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise Problem("cases.no_reason")


def _need_waiting(office: Office, payments: Sequence[str]) -> None:
    """Refuse lines that are gone, announced, or of a village that is not the user's."""
    found = 0
    for some in in_list(payments):
        sql = (
            f"SELECT h.division_id, y.scheme, y.year, {ANNOUNCED} FROM payment y"
            f" JOIN household h ON h.id = y.household_id WHERE y.id IN ({some.marks})"
        )
        for village, scheme, year, case in office.archive.read(sql, some.values):
            need_village(office, village)
            if case:
                raise Problem("payments.announced", scheme=scheme, year=year)
            found += 1
    if found != len(payments):
        raise Problem("payments.gone")


def weigh_payments(
    office: Office, files: Sequence[Path], *, year: int | None = None, progress: Progress | None = None
) -> tuple[LineReport, list[Weighed]]:
    """What workbooks would bring in, and its sums by subsidy and village; nothing is written."""
    lines: list[SaidLine] = []

    def take(line: SaidLine) -> Iterator[Issue]:
        lines.append(line)
        yield from check_payment(line)

    this_year = year or office.clock().year
    report = import_lines(
        office, files, PROCEDURE, year=this_year, check=take, dry_run=True, progress=progress
    )
    return report, _sums(office, lines)


def _sums(office: Office, lines: Sequence[SaidLine]) -> list[Weighed]:
    villages: dict[str, str] = {}
    for some in in_list(sorted({line.household_id for line in lines})):
        sql = f"SELECT id, division_id FROM household WHERE id IN ({some.marks})"
        villages.update((str(home), str(village)) for home, village in office.archive.read(sql, some.values))
    gathered: dict[tuple[str, str], list[SaidLine]] = {}
    for line in lines:
        scheme = str(line.answers.get("scheme") or line.kept.get("scheme") or "")
        gathered.setdefault((scheme, villages.get(line.household_id, "")), []).append(line)
    names = divisions(office)
    return [
        Weighed(
            scheme,
            names[village].name if village in names else "",
            len(some),
            len({line.household_id for line in some}),
            sum((_amount(line) for line in some), Decimal(0)),
        )
        for (scheme, village), some in sorted(gathered.items())
    ]


def _amount(line: SaidLine) -> Decimal:
    value = line.answers.get("amount", line.kept.get("amount"))
    return value if isinstance(value, Decimal) else Decimal(0)
