"""The income sheet: blocks, net income and income per person, in exact decimal yuan.

年总收入 = A + B + C + D, 家庭纯收入 = 年总收入 − E, 人均纯收入 = 家庭纯收入 ÷ 家庭人口数.
Source: domain formula of the 建档立卡 system; totals are derived here and never stored.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.rules.dossiers import Dossier, IncomeItem
from app.rules.forms import Block
from app.rules.readings import FEN

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class IncomeFigures:
    """What a household's items add up to, in yuan. A block without any item is None: unknown, not zero."""

    blocks: Mapping[str, Decimal | None]
    total: Decimal
    net: Decimal
    per_person: Decimal | None


def per_person(net: Decimal, members: int) -> Decimal:
    """Net income of one member, rounded half up to the fen.

    Raises ValueError if there is nobody in the household.
    """
    if members < 1:
        raise ValueError("a household without members has no income per person")
    return (net / members).quantize(FEN, rounding=ROUND_HALF_UP)


def block_sums(items: Iterable[IncomeItem], blocks: Sequence[Block]) -> dict[str, Decimal | None]:
    """The sum of each block by its key; None for a block without items."""
    sums: dict[str, Decimal | None] = {block.key: None for block in blocks}
    for item in items:
        key = item.kind.partition(".")[0]
        sums[key] = (sums.get(key) or ZERO) + item.amount
    return sums


def kind_sum(items: Iterable[IncomeItem], kind: str) -> Decimal | None:
    """The sum of one kind of income in yuan; None where no item of it is recorded."""
    amounts = [item.amount for item in items if item.kind == kind]
    return sum(amounts, ZERO) if amounts else None


def income_figures(
    items: Sequence[IncomeItem], members: int, blocks: Sequence[Block]
) -> IncomeFigures | None:
    """Totals of one household and year; None where no item is recorded."""
    if not items:
        return None
    sums = block_sums(items, blocks)
    total = sum((sums[block.key] or ZERO for block in blocks if not block.minus), ZERO)
    costs = sum((sums[block.key] or ZERO for block in blocks if block.minus), ZERO)
    net = total - costs
    return IncomeFigures(sums, total, net, per_person(net, members) if members > 0 else None)


def dossier_figures(dossier: Dossier, blocks: Sequence[Block]) -> IncomeFigures | None:
    """The figures of a dossier's year, per person by that year's members."""
    return income_figures(dossier.incomes, dossier.size, blocks)
