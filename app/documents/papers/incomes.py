"""The income sheet 收入测算表: blocks A to E with their items, and the lines that say how they add up."""

from app.documents.papers.definitions import Part
from app.documents.papers.desks import Desk, heading, nothing_row
from app.documents.papers.sources import on_paper
from app.documents.tables import HEAD, LABEL, Cell, Row, Style, Table
from app.rules.dossiers import Dossier, IncomeItem, Value
from app.rules.forms import Block, Forms
from app.rules.incomes import dossier_figures
from app.texts import say

_WIDTHS = (12.0, 44.0, 84.0, 34.0)
_LEFT = Style(align="left", size=9.5)
_MONEY = Style(align="right")
_SUM = Style(role="hei", align="right", size=9.5)


def draw_income(desk: Desk, part: Part) -> None:
    """Items, subtotals and totals of the year, with the formula letters of the official sheet.

    `blank`: empty lines for the pen below the items of each block.
    """
    if not desk.spot:
        return
    heading(desk, part)
    scale = desk.room / sum(_WIDTHS)
    table = Table([width * scale for width in _WIDTHS], [_head()], heads=1)
    for block in desk.forms.blocks:
        table.rows += _block_rows(desk.spot.dossier, block, desk.forms, part.height)
        table.rows += [Row([Cell() for _ in _WIDTHS], part.height) for _ in range(part.blank)]
    if not desk.spot.dossier.incomes and not part.blank:
        nothing_row(desk, table)
    table.rows += _total_rows(desk.spot.dossier, desk.forms, part.height)
    desk.flow.table(table)


def _head() -> Row:
    words = ("papers.letter", "papers.item", "papers.detail", "papers.amount_yuan")
    return Row([Cell(say(word), HEAD) for word in words], 8.0)


def _block_rows(dossier: Dossier, block: Block, forms: Forms, height: float) -> list[Row]:
    """The block's sum, then its items below; an unknown block keeps an empty amount."""
    names = {kind.code: kind.name for kind in block.kinds}
    items = [item for item in dossier.incomes if item.kind.partition(".")[0] == block.key]
    items.sort(key=lambda item: list(names).index(item.kind) if item.kind in names else len(names))
    total = sum((item.amount for item in items[1:]), items[0].amount) if items else None
    rows = [
        Row(
            [
                Cell(block.letter, LABEL),
                Cell(block.name, LABEL),
                Cell("", _LEFT),
                Cell(on_paper(None, total, forms), _SUM),
            ],
            height,
        )
    ]
    for number, item in enumerate(items, 1):
        amount = on_paper(None, item.amount, forms)
        words = [
            f"{block.letter}{number}",
            names.get(item.kind, item.kind),
            item_details(dossier, item, forms),
        ]
        rows.append(
            Row([Cell(words[0]), Cell(words[1], _LEFT), Cell(words[2], _LEFT), Cell(amount, _MONEY)], height)
        )
    return rows


def item_details(dossier: Dossier, item: IncomeItem, forms: Forms) -> str:
    """Whose the item is and all its further answers, as one text."""
    told = [
        member.name for member in dossier.members if item.person_id and member.person_id == item.person_id
    ]
    for one in forms.records["income"].fields:
        value = item.answers.get(one.key)
        if one.key in ("kind", "amount") or value is None:
            continue
        label = "" if isinstance(value, str) and one.kind != "code" else one.label
        told.append(f"{label}{on_paper(one, value, forms)}{one.unit}")
    return say("papers.between").join(told)


def _total_rows(dossier: Dossier, forms: Forms, height: float) -> list[Row]:
    """F to I with their formulas; beside them what the imported sheet said, where it said so."""
    figures = dossier_figures(dossier, forms.blocks)
    plus = "+".join(block.letter for block in forms.blocks if not block.minus)
    minus = "".join(f"-{block.letter}" for block in forms.blocks if block.minus)
    totals: list[tuple[str, str, str, Value, str]] = [
        ("F", "papers.total", f"F={plus}", figures.total if figures else None, "stated_total"),
        ("G", "papers.net", f"G=F{minus}", figures.net if figures else None, "stated_net"),
        ("H", "papers.size", "", dossier.size or None, "stated_size"),
        ("I", "papers.per_person", "I=G÷H", figures.per_person if figures else None, "stated_per_person"),
    ]
    rows = []
    for letter, name, formula, value, stated in totals:
        told = [formula] if formula else []
        imported = dossier.standing.get(stated)
        if imported is not None and imported != value:
            told.append(say("papers.imported", value=on_paper(None, imported, forms)))
        cells = [Cell(letter, LABEL), Cell(say(name), LABEL), Cell(say("papers.between").join(told), _LEFT)]
        rows.append(Row([*cells, Cell(on_paper(None, value, forms), _SUM)], height))
    return rows
