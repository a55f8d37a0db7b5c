"""Shows where each cell of a pasted block would go, before anything is written."""

from PySide6.QtWidgets import QWidget

from app.operations.families import NewMember
from app.operations.subjects import Subject
from app.rules.dossiers import Answers, Value
from app.texts import say
from app.ui.household.keeping import Keeper
from app.ui.household.member_grids import subject_of
from app.ui.household.pasting import RECORDS, Pasted, PastedCell, PastedRow
from app.ui.household.shown import Shown
from app.ui.kit.cells import CellValue, Column, Mark, Row
from app.ui.kit.dialogs import Dialog
from app.ui.kit.tables import Table
from app.ui.kit.theme import height, scaled

_MOST_ROWS = 9


def preview_paste(owner: QWidget, keeper: Keeper, shown: Shown, pasted: Pasted) -> Dialog:
    """Ask whether the block is to be written: what changes, who is new, what cannot be read."""
    body = _summary(pasted)
    writes = bool(pasted.changes())
    answers = [("no", say("household.not_paste"), "quiet")]
    if writes:
        answers.append(("paste", say("household.paste_now"), "primary"))

    def decided(key: str) -> None:
        if key == "paste":
            _write(keeper, shown, pasted)

    dialog = Dialog(owner, say("household.paste_title"), body, answers, decided, scaled(880))
    dialog.content.addWidget(_table(pasted))
    dialog.ask(dialog.buttons["paste"] if writes else None)
    return dialog


def _summary(pasted: Pasted) -> str:
    new = sum(row.member is None for row in pasted.rows)
    faults = [cell.fault for row in pasted.rows for cell in row.cells if cell.fault]
    skipped = [
        title for title, one in zip(pasted.titles, pasted.fields, strict=False) if one is None and title
    ]
    parts = [say("household.paste_counts", rows=len(pasted.rows), changes=pasted.changes(), new=new)]
    if skipped:
        parts.append(say("household.paste_skipped", columns=say("window.list_comma").join(skipped)))
    if faults:
        parts.append(say("household.paste_faults", count=len(faults), first=faults[0]))
    return "\n".join(parts)


def _table(pasted: Pasted) -> Table:
    fields = [one for one in pasted.fields if one is not None]
    columns = [Column("who", say("household.whose"), 170, stretch=True)]
    columns += [Column(one.path, one.label, 128) for one in fields]
    table = Table(columns)
    table.show_rows([
        Row(str(number), (_who(row), *(_cell(row, one.path) for one in fields)))
        for number, row in enumerate(pasted.rows)
    ])  # fmt: skip
    table.setFixedHeight(height("table_head") + min(_MOST_ROWS, len(pasted.rows)) * height("table_row") + 18)
    return table


def _who(row: PastedRow) -> CellValue:
    if row.member is None:
        return Mark(say("household.newcomer", name=row.name), "ok")
    return row.member.name


def _cell(row: PastedRow, path: str) -> CellValue:
    found: PastedCell | None = next((one for one in row.cells if one.field.path == path), None)
    if found is None:
        return ""
    if found.fault:
        return Mark(found.text, "bad", frame="error")
    return Mark(found.text, "accent", bold=True) if found.changes else Mark(found.text, "quiet")


def _write(keeper: Keeper, shown: Shown, pasted: Pasted) -> None:
    year = shown.dossier.year
    wanted: list[tuple[Subject, Answers]] = []
    newcomers: list[NewMember] = []
    for row in pasted.rows:
        said: dict[str, dict[str, Value]] = {record: {} for record in RECORDS}
        for cell in row.cells:
            if cell.changes:
                said[cell.field.record][cell.field.key] = cell.answer
        if row.member is None:
            if said["person"].get("name"):
                newcomers.append(NewMember(said["person"], said["membership"], year, said["member_year"]))
        else:
            wanted += [
                (subject_of(row.member, key, year), answers) for key, answers in said.items() if answers
            ]
    keeper.save_all(wanted, say("household.pasted", rows=len(pasted.rows)), newcomers)
