"""The members as a grid: which columns, how a member looks in its row, what its cells are typed in with."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.operations.offices import Office
from app.operations.subjects import Subject
from app.rules.dossiers import Dossier, Member, Value
from app.rules.forms import Field, Forms
from app.texts import say
from app.ui.household.asked import make_field, words_of
from app.ui.kit.cells import PADDING, CellValue, Column, Kind, Mark, Row
from app.ui.kit.grids import Grid
from app.ui.kit.painting import text_width

AGE, OPEN = "age", "open"
SHOWN = ("person.name", "membership.relation", "person.sex", AGE, "member_year.education", "member_year.health",
         "member_year.labour", "member_year.work_place", "member_year.work_months")  # fmt: skip
_WIDTHS = {"person.name": 96, "membership.relation": 92, "person.sex": 54, AGE: 54, "member_year.education": 90,
           "member_year.health": 100, "member_year.labour": 100, "member_year.work_place": 94,
           "member_year.work_months": 80}  # fmt: skip
_STRETCH = frozenset({"member_year.labour", "member_year.work_place"})
_FIRST_TO_GO = ("member_year.work_place", "member_year.work_months")


class MemberGrid(Grid):
    """A press on the last column (or F4) opens the member's other fields.

    Where long names have no room, the columns of work go first: they stand among the member's other fields too.
    """

    def fit_names(self, names: Collection[str]) -> None:
        """Give names the width they want, as far as there is room."""
        wanted = max((text_width(name) for name in names), default=0) + 2 * PADDING + 2
        keys = [column.key for column in self.rows.columns]
        spare = self.viewport().width() - sum(_WIDTHS.get(key, 36) for key in keys if key != SHOWN[0])
        for path in _FIRST_TO_GO:
            self.setColumnHidden(keys.index(path), wanted > spare)
            spare += _WIDTHS[path] if wanted > spare else 0
        self.horizontalHeader().resizeSection(0, round(max(_WIDTHS[SHOWN[0]], min(wanted, spare))))

    def press(self, key: str, index: QModelIndex) -> None:
        if self.rows.columns[index.column()].key == OPEN:
            self.opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4 and self.current_key():
            self.opened.emit(self.current_key())
            return
        super().keyPressEvent(event)


def member_columns(office: Office) -> list[Column]:
    """The columns of the grid, in the order of the paper."""
    columns = []
    for path in SHOWN:
        if path == AGE:
            columns.append(Column(AGE, say("household.age"), _WIDTHS[AGE], "number"))
            continue
        one = office.forms.by_path[path]
        columns.append(
            Column(
                path,
                one.label,
                _WIDTHS.get(path, 120),
                _kind(one),
                stretch=path in _STRETCH,
                editor=partial(_editor, office.forms, one),
            )
        )
    return [*columns, Column(OPEN, "", 36, "icon")]


def _kind(one: Field) -> Kind:
    return "number" if one.kind in ("integer", "money", "quantity") else "text"


def _editor(forms: Forms, one: Field, parent: QWidget) -> Any:
    return make_field(forms, one, parent)


def member_value(member: Member, path: str) -> Value:
    """A member's answer by its path."""
    record, _, key = path.partition(".")
    return member.answers(record).get(key)


def subject_of(member: Member, record: str, year: int) -> Subject:
    """What a member's answer of a record is about."""
    owner = member.membership_id if record == "membership" else member.person_id
    return Subject(record, owner, year if record == "member_year" else None)


def member_rows(
    office: Office,
    known: Dossier,
    unread: Mapping[tuple[str, str], str],
    doubted: Mapping[tuple[str, str], str],
    open_one: str,
) -> list[Row]:
    """One row for each member; `unread` is typing that could not be read, `doubted` the level of doubted cells."""
    return [_row(office, known, member, unread, doubted, open_one) for member in known.members]


def _row(
    office: Office,
    known: Dossier,
    member: Member,
    unread: Mapping[tuple[str, str], str],
    doubted: Mapping[tuple[str, str], str],
    open_one: str,
) -> Row:
    cells: list[CellValue] = []
    for path in SHOWN:
        place = (member.person_id, path)
        if path == AGE:
            age = member.age_on(known.year_end)
            cells.append(None if age is None else str(age))
        elif place in unread:
            cells.append(Mark(unread[place], "bad", frame="error"))
        else:
            words = words_of(office.forms, office.forms.by_path[path], member_value(member, path))
            level = doubted.get(place, "")
            tone = {"error": "bad", "doubt": "warn"}.get(level, "")
            cells.append(Mark(words or "—", tone, frame=level) if level else words or None)
    icon = "caret-up" if member.person_id == open_one else "caret-down"
    hidden = any(one == member.person_id and path not in SHOWN for one, path in doubted)
    cells.append(
        Mark("warning" if hidden and icon == "caret-down" else icon, "warn_bar" if hidden else "text2")
    )
    return Row(member.person_id, tuple(cells))


def able_to_work(office: Office, members: Collection[Member]) -> int:
    """How many of them the code list counts as able to work."""
    codes = office.forms.codes["labour"].by_code
    return sum(
        bool(codes[str(one.year["labour"])].extra.get("able"))
        for one in members
        if one.year.get("labour") in codes
    )
