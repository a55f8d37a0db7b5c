"""A new batch: which procedure, which village, which households, what it asks of each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.errors import Problem
from app.operations.cases.opening import Opened, open_case
from app.operations.cases.stored import procedures
from app.operations.offices import Office
from app.operations.places import villages
from app.rules.procedures import Procedure
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, ToldLines
from app.ui.household.asked import options_of
from app.ui.kit.buttons import Button
from app.ui.kit.cells import Column, Row
from app.ui.kit.choices import ChoiceField
from app.ui.kit.fields import SearchField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option
from app.ui.kit.rows import FieldGrid
from app.ui.kit.tables import Table
from app.ui.kit.theme import scaled
from app.ui.public.works import told_of

Home = tuple[str, str, str, str]
"""A household: id, head, group, code."""


def homes_of(office: Office, division_id: str) -> list[Home]:
    """The open households of a village in the order of its book."""
    sql = (
        "SELECT h.id, coalesce(max(p.name), ''), coalesce(h.group_name, ''), coalesce(h.code, '') FROM household h"
        " LEFT JOIN membership m ON m.household_id = h.id AND m.relation = '01' AND m.left_on IS NULL"
        " LEFT JOIN person p ON p.id = m.person_id WHERE h.division_id = ? AND h.closed_on IS NULL"
        " GROUP BY h.id ORDER BY h.group_name, h.code, h.id"
    )
    return [
        (str(one), str(head), str(group), str(code))
        for one, head, group, code in office.archive.read(sql, (division_id,))
    ]


class NewBatchPanel(SidePanel):
    """`opened(case)` when it was begun. `households`: those ticked beforehand, of one village."""

    opened = Signal(str)

    def __init__(self, desk: Desk, division_id: str | None = None, households: Sequence[str] = ()) -> None:
        super().__init__(say("public.new_batch"))
        self._desk, self._wanted = desk, set(households)
        self._homes: list[Home] = []
        office = desk.office
        self._known = procedures(office)
        self.procedure = ChoiceField(
            [
                Option(one.key, one.label, one.group)
                for one in self._known.values()
                if one.subject == "household"
            ]
        )
        self.procedure.set_answer("monitor-in")
        self.procedure.answered.connect(self._ask_more)
        self.village = ChoiceField([Option(one.id, one.name) for one in villages(office)])
        self.village.set_answer(division_id)
        self.village.answered.connect(self._read_homes)
        self.asked: dict[str, ChoiceField] = {}
        self._grid = FieldGrid(scaled(76))
        self._grid.add(say("public.procedure"), self.procedure, required=True)
        self._grid.add(say("public.village"), self.village, required=True)
        self._more = FieldGrid(scaled(112))
        self.search = SearchField(say("public.search_homes"), scaled(32))
        self.search.typed.connect(self._show_homes)
        self.table = Table(
            [
                Column("head", say("public.head"), 110, stretch=True),
                Column("group", say("public.col_group"), 70),
                Column("code", say("public.col_code"), 110),
            ],
            ticks=True,
        )
        self.table.setMinimumHeight(scaled(220))
        self.table.ticks_changed.connect(self._say_count)
        self._count, self.told = Text("", "note"), ToldLines()
        for part in (self._grid, self._more, self.search, self.table, self._count, self.told):
            self.page.body.addWidget(part, 1 if part is self.table else 0)
        self.begin = Button(say("public.begin"), "primary", pressed_do=self.take)
        self.foot.addWidget(self.begin)
        self._ask_more()
        if division_id:
            self._read_homes()

    def chosen(self) -> Procedure | None:
        """The procedure that is chosen."""
        return self._known.get(str(self.procedure.answer() or ""))

    def _ask_more(self) -> None:
        """The fields the procedure asks of every household."""
        self._more.hide()
        self._more.deleteLater()
        self._more = FieldGrid(scaled(112))
        self.asked = {}
        procedure, forms = self.chosen(), self._desk.office.forms
        for change in procedure.changes if procedure else ():
            if not change.value:
                field = forms.by_path[change.field]
                box = self.asked[change.field] = ChoiceField(options_of(forms.code_list(field)))
                self._more.add(field.label, box, required=True)
        self.page.body.insertWidget(1, self._more)
        self._more.setVisible(bool(self.asked))

    def _read_homes(self) -> None:
        office, village = self._desk.office, self.village.answer()
        if village:
            self._desk.lanes.run("errand", lambda _: homes_of(office, village), self._show_read, owner=self)

    def _show_read(self, homes: list[Home]) -> None:
        self._homes = homes
        self._show_homes()
        self.table.tick([one for one, *_ in homes if one in self._wanted])

    def _show_homes(self) -> None:
        text = str(self.search.answer() or "")
        rows = [
            Row(one, (head, group, code))
            for one, head, group, code in self._homes
            if text in f"{head}{group}{code}"
        ]
        self.table.show_rows(rows)

    def _say_count(self) -> None:
        self._count.setText(say("public.ticked", count=len(self.table.ticked)))

    def take(self) -> None:
        """Begin the procedure."""
        procedure, village, homes = self.chosen(), self.village.answer(), list(self.table.ticked)
        if procedure is None or not village:
            self.told.show_lines(told_of(Problem("public.choose_first")))
            return
        asked = {home: {path: box.answer() for path, box in self.asked.items()} for home in homes}
        office, key = self._desk.office, procedure.key
        self.begin.setEnabled(False)
        self._desk.lanes.run(
            "writer",
            lambda _: open_case(office, key, village, homes, asked=asked),
            self._opened,
            self._refused,
            owner=self,
        )

    def _opened(self, made: Opened) -> None:
        self._desk.tell(say("public.begun", count=made.households))
        self.opened.emit(made.id)

    def _refused(self, problem: Problem) -> None:
        self.begin.setEnabled(True)
        self.told.show_lines(told_of(problem))
