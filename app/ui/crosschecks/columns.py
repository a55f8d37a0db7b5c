"""Which heading of the list is taken for what, and changing it."""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.operations.crosschecks.comparing import CrossChecked
from app.rules.crosschecks.definitions import Profile
from app.texts import say
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Line
from app.ui.kit.popups import Option
from app.ui.kit.theme import scaled

NUMBER, NAME = "number", "name"


class ListColumnsCard(Card):
    """`taken(heading, key)` when a heading is to be taken for a column of the profile."""

    taken = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(say("crosscheck_page.columns"), flush=True)
        self._scroll = ScrollPage((20, 0, 14, 10), 6)
        self.body.addWidget(self._scroll)
        self.setFixedWidth(scaled(268))
        self.fields: dict[str, ChoiceField] = {}

    def show_list(self, done: CrossChecked) -> None:
        """The columns of a list that was read."""
        heads: dict[str, str] = {}
        every: dict[str, None] = {}
        for one in done.lists:
            for key, column in one.taken.columns.items():
                heads.setdefault(key, column.heading)
                every[column.heading] = None
            every.update(dict.fromkeys(one.taken.unused))
        self._lay(done.profile, heads, every)

    def show_headings(self, profile: Profile, headings: Iterable[str], chosen: Mapping[str, str]) -> None:
        """The headings of a list in which nobody is named yet; `chosen`: the key by heading, as far as said."""
        self._lay(profile, {key: heading for heading, key in chosen.items()}, headings)

    def _lay(self, profile: Profile, taken: Mapping[str, str], headings: Iterable[str]) -> None:
        while (item := self._scroll.body.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        options = [Option(word, word) for word in dict.fromkeys(headings)]
        self.fields = {}
        labels = _labels(profile)
        for key, label in labels.items():
            field = ChoiceField(options, say("crosscheck_page.no_column"))
            field.set_answer(taken.get(key))
            if key in (NUMBER, NAME) and key not in taken:
                field.set_issue("doubt")
            self.fields[key] = field
            self._scroll.body.addWidget(self._row(key, label, field))
        self._scroll.body.addStretch(1)

    def _row(self, key: str, label: str, field: ChoiceField) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        name = Line(label, "body")
        name.setFixedWidth(scaled(84))
        name.setToolTip(label)
        line.addWidget(name)
        line.addWidget(field, 1)
        field.setAccessibleName(label)
        field.answered.connect(partial(self._take, key))
        return row

    def _take(self, key: str) -> None:
        heading = self.fields[key].answer()
        if heading:
            self.taken.emit(str(heading), key)


def _labels(profile: Profile) -> dict[str, str]:
    """The profile's columns with the words people know them by."""
    own = {
        NUMBER: say("crosscheck_page.column_number"),
        NAME: say("crosscheck_page.column_name"),
        "village": say("crosscheck_page.column_village"),
        "head": say("crosscheck_page.column_head"),
        "group": say("crosscheck_page.column_group"),
    }
    return {one.key: own.get(one.key, one.label) for one in profile.columns}
