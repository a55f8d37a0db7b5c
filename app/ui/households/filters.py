"""The filters above the list: round chips, the next one dashed; each names a field and what it must be."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.lists import Filter
from app.operations.offices import Office
from app.rules.columns import field_at, heading_of, kind_at
from app.rules.dossiers import Value
from app.texts import say
from app.ui.households.choosing import OF_HOUSEHOLD
from app.ui.kit.buttons import Button
from app.ui.kit.chips import FilterChip
from app.ui.kit.choices import ChoiceField, MultiChoiceField
from app.ui.kit.fields import TextField
from app.ui.kit.labels import Text
from app.ui.kit.number_fields import NumberField
from app.ui.kit.popups import Option, Popup

FILTERS_OF_HELP = (
    "helper.name",
    "helper.unit.name",
    "plan.state",
    "help.visits",
    "help.amount",
    "help.effect",
)
_NUMBERS = frozenset({"money", "quantity", "integer", "year"})


class FilterBar(QWidget):
    """`changed` when a filter came or went; `filters()` gives them."""

    changed = Signal()

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._filters: list[Filter] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(8)
        self._lay()

    def filters(self) -> tuple[Filter, ...]:
        """The filters as they stand."""
        return tuple(self._filters)

    def show_filters(self, filters: Sequence[Filter]) -> None:
        """Show these instead, and tell."""
        self._filters = list(filters)
        self._lay()
        self.changed.emit()

    def _lay(self) -> None:
        while (item := self._line.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for one in self._filters:
            name = say("households.filter_name", field=heading_of(self._office.forms, one.path))
            chip = FilterChip(name, filter_words(self._office, one))
            chip.removed.connect(lambda one=one: self._remove(one))
            self._line.addWidget(chip)
        self._add = Button(say("households.add_filter"), "plain", "plus", self._ask)
        self._line.addWidget(self._add)
        if self._filters:
            self._line.addWidget(Button(say("households.clear_filters"), "link", pressed_do=self._clear))
        self._line.addStretch(1)

    def _remove(self, gone: Filter) -> None:
        self.show_filters([one for one in self._filters if one is not gone])

    def _clear(self) -> None:
        self.show_filters([])

    def _ask(self) -> None:
        FilterPopup(self._add, self._office, lambda one: self.show_filters([*self._filters, one])).open_under(
            320, 236
        )


def filter_words(office: Office, one: Filter) -> str:
    """What a filter demands, in words."""
    if one.test == "unknown":
        return say("households.is_unknown")
    field = field_at(office.forms, one.path)
    codes = office.forms.code_list(field) if field else None
    words = "\u3001".join(codes.name(str(value)) if codes else _word(value) for value in one.values)
    if one.test == "below":
        return say("households.is_below", words=words)
    if one.test == "at_least":
        return say("households.is_at_least", words=words)
    return words


def _word(value: Value) -> str:
    if isinstance(value, bool):
        return say("values.yes") if value else say("values.no")
    return f"{value:,f}" if isinstance(value, Decimal) else str(value)


class FilterPopup(Popup):
    """Asks for a field and what it must be."""

    def __init__(self, owner: QWidget, office: Office, take: Callable[[Filter], object]) -> None:
        super().__init__(owner)
        self._office, self._take = office, take
        self.body.setContentsMargins(36, 30, 36, 30)
        self.body.setSpacing(8)
        forms = office.forms
        paths = ["head.name", "income.per_person", "income.net", "derived.size", *FILTERS_OF_HELP,
                 *(one.path for key in OF_HOUSEHOLD for one in forms.records[key].fields)]  # fmt: skip
        self._field = ChoiceField([Option(path, heading_of(forms, path)) for path in paths])
        self._field.answered.connect(self._show_test)
        self.body.addWidget(Text(say("households.filter_field"), "note", tone="text2"))
        self.body.addWidget(self._field)
        self._place = QVBoxLayout()
        self._place.setSpacing(8)
        self.body.addLayout(self._place)
        self.body.addStretch(1)
        self._go = Button(say("households.filter_do"), "primary", pressed_do=self._done)
        self.body.addWidget(self._go)
        self._test: ChoiceField | None = None
        self._value: MultiChoiceField | NumberField | TextField | None = None
        self._field.setFocus()

    def _show_test(self, *_: object) -> None:
        while (item := self._place.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        path = self._field.answer()
        if not path:
            return
        field, kind = field_at(self._office.forms, path), kind_at(self._office.forms, path)
        codes = self._office.forms.code_list(field) if field else None
        tests = ["unknown"]
        if codes or kind == "yes_no":
            options = (
                [Option(code.code, code.name, code.code) for code in codes.values] if codes else _yes_no()
            )
            self._value = MultiChoiceField(options)
            tests.insert(0, "is")
        elif kind in _NUMBERS:
            self._value = NumberField(2 if kind == "money" else 0)
            tests[:0] = ["below", "at_least"]
        else:
            self._value = TextField()
            tests.insert(0, "contains")
        self._test = ChoiceField([Option(test, _test_word(test)) for test in tests])
        self._test.set_answer(tests[0])
        self._place.addWidget(self._test)
        self._place.addWidget(self._value)
        self._value.setFocus()

    def _done(self) -> None:
        path = self._field.answer()
        test = self._test.answer() if self._test else None
        if not path or not test:
            return
        answer = self._value.answer() if self._value else None
        values = answer if isinstance(answer, tuple) else () if answer is None else (answer,)
        if kind_at(self._office.forms, path) == "yes_no":
            values = tuple(value == "1" for value in values)
        if test != "unknown" and not values:
            return
        self.close_popup()
        self._take(Filter(path, test, values))


def _yes_no() -> list[Option]:
    return [Option("1", say("values.yes")), Option("0", say("values.no"))]


def _test_word(test: str) -> str:
    words = {
        "is": say("households.is_one"),
        "below": say("households.below"),
        "at_least": say("households.at_least"),
        "contains": say("households.contains"),
        "unknown": say("households.is_unknown"),
    }
    return words[test]
