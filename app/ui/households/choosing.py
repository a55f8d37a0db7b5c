"""Which columns the list shows, and by which it is sorted: two lists under their buttons."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.operations.lists import can_sort
from app.operations.offices import Office
from app.rules.columns import heading_of
from app.texts import say
from app.ui.households.shown import FIRST
from app.ui.kit.buttons import Button, CheckBox
from app.ui.kit.labels import Text
from app.ui.kit.popups import Popup

EXTRA = ("head.name", "place.village", "derived.size", "income.per_person", "income.net", "income.total",
         "head.id_number")  # fmt: skip
OF_HELP = ("helper.name", "helper.phone", "helper.unit.name", "helper.pairing.started_on", "contact.name",
           "help.state", "help.causes", "help.kinds", "help.measures", "help.amount", "help.effect", "help.visits",
           "help.last_visit")  # fmt: skip
OF_HOUSEHOLD = ("household", "standing", "conditions")


def every_path(office: Office) -> list[tuple[str, tuple[str, ...]]]:
    """The paths a list can show, by the label of their form; derived ones first."""
    forms = office.forms
    found: list[tuple[str, tuple[str, ...]]] = [
        (say("households.general"), EXTRA),
        (say("households.help"), OF_HELP),
    ]
    for key in OF_HOUSEHOLD:
        record = forms.records[key]
        found.append((record.label, tuple(one.path for one in record.fields)))
    found.extend((record.label, tuple(one.path for one in record.fields))
                 for record in forms.county_records() if record.scope in ("household", "household_year"))  # fmt: skip
    return found


class ColumnsPopup(Popup):
    """Boxes for every column; each tick is taken at once."""

    def __init__(
        self,
        owner: QWidget,
        office: Office,
        paths: tuple[str, ...],
        take: Callable[[tuple[str, ...]], object],
    ) -> None:
        super().__init__(owner)
        self._take, self._paths = take, list(paths)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(16, 12, 16, 12)
        lines.setSpacing(4)
        for label, some in every_path(office):
            lines.addWidget(Text(label, "note", tone="text3"))
            for path in some:
                box = CheckBox(heading_of(office.forms, path))
                box.setChecked(path in self._paths)
                box.toggled.connect(lambda on, path=path: self._toggle(path, on))
                lines.addWidget(box)
        lines.addWidget(Button(say("households.first_columns"), "link", pressed_do=self._first))
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.setObjectName("card")
        area.setWidget(inner)
        self.body.addWidget(area)

    def _toggle(self, path: str, on: bool) -> None:
        if on and path not in self._paths:
            self._paths.append(path)
        elif not on and path in self._paths:
            self._paths.remove(path)
        if self._paths:
            self._take(tuple(self._paths))

    def _first(self) -> None:
        self._take(FIRST)
        self.close_popup()


class SortPopup(Popup):
    """The columns one can sort by, up or down."""

    def __init__(
        self, owner: QWidget, office: Office, paths: tuple[str, ...], take: Callable[[str, bool], object]
    ) -> None:
        super().__init__(owner)
        self.body.setContentsMargins(*(4 + margin for margin in (16, 16, 16, 16)))
        for path in paths:
            if not can_sort(office, path):
                continue
            for descending in (False, True):
                words = _words(office, path, descending)
                self.body.addWidget(
                    Button(words, "plain", pressed_do=partial(self._choose, take, path, descending))
                )
        self.body.addStretch(1)

    def _choose(self, take: Callable[[str, bool], object], path: str, down: bool) -> None:
        self.close_popup()
        take(path, down)


def _words(office: Office, path: str, descending: bool) -> str:
    column = heading_of(office.forms, path)
    return say("households.falling", column=column) if descending else say("households.rising", column=column)
