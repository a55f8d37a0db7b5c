"""What each column of the sheet was taken for, and changing it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.operations.imports.previews import SheetView
from app.operations.offices import Office
from app.rules.columns import heading_of
from app.rules.imports.shapes import Taken
from app.texts import say
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Line, Sign
from app.ui.kit.popups import Option
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.theme import scaled

OPEN, ALL = "open", "all"
_GENERAL = ("place.province", "place.city", "place.county", "place.township", "place.village", "head.name",
            "head.id_number", "head.code", "derived.year")  # fmt: skip
Take = Callable[[str, int, str | None], object]


class ColumnsCard(Card):
    """`take(fingerprint, column, path)` is called when the clerk takes a column for something else."""

    def __init__(self, office: Office, take: Take) -> None:
        super().__init__(say("imports.columns"), " ", flush=True)
        self._office, self._take = office, take
        self._sheets: Sequence[SheetView] = ()
        self._which = Segments([Choice(ALL, say("imports.all_columns"))])
        self._which.chosen.connect(lambda _: self._lay())
        self.tools.addWidget(self._which)
        self._scroll = ScrollPage((20, 0, 14, 10), 4)
        self.body.addWidget(self._scroll)
        self.setFixedWidth(scaled(352))
        self._options = [Option("", say("imports.leave_out")), *_paths(office)]

    def show_sheets(self, sheets: Sequence[SheetView]) -> None:
        """Show the columns of these sheets, the undecided ones first to hand."""
        self._sheets = sheets
        undecided = sum(_is_open(one) for sheet in sheets for one in sheet.columns)
        total = sum(len(sheet.columns) for sheet in sheets)
        self.note.setText(say("imports.columns_note", total=total, undecided=undecided))
        self._which.show_choices([
            Choice(OPEN, say("imports.undecided", count=undecided)), Choice(ALL, say("imports.all_columns"))
        ])  # fmt: skip
        self._which.choose(OPEN if undecided else ALL)
        self._lay()

    def _lay(self) -> None:
        while (item := self._scroll.body.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for sheet in self._sheets:
            shown = [one for one in sheet.columns if self._which.key() == ALL or _is_open(one)]
            if shown and len(self._sheets) > 1:
                self._scroll.body.addWidget(Line(f"{sheet.file} {sheet.sheet}", "note", tone="text3"))
            for one in shown:
                self._scroll.body.addWidget(self._row(sheet, one))
        self._scroll.body.addStretch(1)

    def _row(self, sheet: SheetView, one: Taken) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        name = Line(one.heading, "body")
        name.setToolTip(f"{one.letter} {one.heading}")
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line.addWidget(name, 1)
        line.addWidget(Sign("arrow-right", "text3", 14))
        field = ChoiceField(self._options, say("imports.choose_field"))
        field.setFixedWidth(scaled(168))
        field.set_answer(one.path or ("" if one.state in ("ignored", "chosen", "twin") else None))
        if _is_open(one):
            field.set_issue("doubt")
        field.answered.connect(lambda *_: self._take(sheet.fingerprint, one.index, field.answer() or None))
        line.addWidget(field)
        return row


def _is_open(one: Taken) -> bool:
    return one.state == "undecided"


def _paths(office: Office) -> list[Option]:
    forms = office.forms
    options = [Option(path, heading_of(forms, path)) for path in _GENERAL]
    options += [Option(f"income.{block.key}", block.name) for block in forms.blocks]
    options += [
        Option(f"income.{kind.code}", kind.name) for kind in forms.income_kinds.values() if not kind.role
    ]
    options += [Option(one.path, one.label, forms.records[one.record].label) for one in forms.every_field()
                if not forms.records[one.record].rows]  # fmt: skip
    return options
