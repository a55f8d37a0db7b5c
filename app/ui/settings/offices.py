"""单位与地点: the office's name as papers show it, and the villages below the township."""

from typing import Any

from app.operations.office_settings import add_village, rename_office, rename_village
from app.operations.places import Division, VillageCount, divisions, place_of, township, village_counts
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.cells import Column, Row
from app.ui.kit.fields import TextField
from app.ui.kit.rows import FieldGrid, ReadRow
from app.ui.kit.tables import Table
from app.ui.kit.theme import height, scaled
from app.ui.settings.asking import AskSheet, Fields


class OfficePart(ScrollPage):
    """The name is written when it is left; villages are added and renamed in a sheet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__((0, 0, 0, 0))
        self._desk = desk
        self._villages: dict[str, Division] = {}
        self.may = desk.office.user.role == "approve"
        self.name = TextField()
        self.name.set_locked(not self.may)
        self.name.answered.connect(self._rename_office)
        grid = FieldGrid()
        self._row = grid.add(say("settings.office_name"), self.name, required=True, whole=True)
        self.place = ReadRow(say("settings.office_place"), "", label_width=scaled(88))
        card = Card(say("settings.office_card"), "" if self.may else say("settings.need_approve"))
        card.body.addWidget(grid)
        card.body.addWidget(self.place)
        self.add = Button(say("settings.add_village"), "quiet", "plus", self.ask_village)
        self.add.setEnabled(self.may)
        self.table = Table([
            Column("name", say("settings.village"), 130, stretch=True),
            Column("code", say("settings.village_code"), 140),
            Column("groups", say("settings.village_groups"), 80, kind="number"),
            Column("households", say("settings.village_households"), 100, kind="number"),
        ])  # fmt: skip
        self.table.opened.connect(self.ask_name)
        note = say("settings.villages_note") if self.may else ""
        below = Card(say("settings.villages_card"), note, [self.add], flush=True)
        below.body.setContentsMargins(8, 0, 8, 8)
        below.body.addWidget(self.table)
        self.body.addWidget(card)
        self.body.addWidget(below)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Read the name, the place and the villages."""
        office = self._desk.office

        def read(_: Progress) -> tuple[str, str, list[VillageCount]]:
            town = township(office)
            place = place_of(divisions(office), town.id) if town else None
            words = "".join((place.province, place.city, place.county, place.township)) if place else ""
            return office.name, words, village_counts(office)

        self._desk.lanes.run("errand", read, self._show, owner=self)

    def _show(self, found: tuple[str, str, list[VillageCount]]) -> None:
        title, place, counts = found
        if not self.name.hasFocus():
            self.name.set_answer(title)
        self.place.show_value(place)
        self._villages = {one.division.id: one.division for one in counts}
        self.table.show_rows([
            Row(one.division.id, (one.division.name, one.division.code or None, f"{len(one.groups)}",
                                  f"{one.households:,}"))
            for one in counts
        ])  # fmt: skip
        self.table.setFixedHeight(height("table_head") + height("table_row") * max(1, len(counts)) + 4)

    def _rename_office(self) -> None:
        office, name = self._desk.office, str(self.name.answer() or "")
        self._row.say_issue("" if name else say("settings.name_wanted"))

        def done(_: Any) -> None:
            self._desk.set_setting("office", name)
            self._desk.tell(say("settings.done"))

        if name:
            self._desk.lanes.run("writer", lambda _: rename_office(office, name), done, owner=self)

    def ask_village(self) -> None:
        """Ask for a village to be added."""
        rows = [("named", say("settings.village_named"), TextField())]
        sheet = AskSheet(self, say("settings.add_village_title"), say("settings.add_village_body"),
                         say("settings.add"), rows, lambda fields: self._add(sheet, fields))  # fmt: skip
        sheet.ask()

    def _add(self, sheet: AskSheet, fields: Fields) -> None:
        office, named = self._desk.office, str(fields["named"].answer())

        def done(made: Division) -> None:
            sheet.close()
            self._desk.tell(say("settings.village_added", name=made.name))
            self._desk.changed.emit("households")
            self.refresh()

        self._desk.lanes.run("writer", lambda _: add_village(office, named), done, sheet.refuse, owner=self)

    def ask_name(self, key: str) -> None:
        """Ask for another name of a village."""
        one = self._villages.get(key)
        if one is None or not self.may:
            return
        field = TextField()
        field.set_answer(one.name)
        title = say("settings.rename_title", name=one.name)
        sheet = AskSheet(self, title, say("settings.rename_body"), say("settings.rename"),
                         [("name", say("settings.village"), field)],
                         lambda fields: self._rename(sheet, one, fields))  # fmt: skip
        sheet.ask()

    def _rename(self, sheet: AskSheet, one: Division, fields: Fields) -> None:
        office, name = self._desk.office, str(fields["name"].answer())

        def done(_: Any) -> None:
            sheet.close()
            self._desk.tell(say("settings.village_renamed", name=one.name))
            self._desk.changed.emit("households")
            self.refresh()

        self._desk.lanes.run(
            "writer", lambda _: rename_village(office, one.id, name), done, sheet.refuse, owner=self
        )
