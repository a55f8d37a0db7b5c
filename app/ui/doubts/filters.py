"""What narrows the doubt list: open or settled, the level, the check."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.operations.doubt_tables import rule_word
from app.texts import say
from app.ui.kit.chips import FilterChip
from app.ui.kit.popups import Option, PickList, Popup
from app.ui.kit.segments import Choice, Segments

OPEN, SETTLED = "open", "settled"
LEVELS = ("error", "doubt")


class DoubtFilters(QWidget):
    """`changed` when another state, level or check is chosen; `state`, `level` and `rule` hold them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rule = ""
        self._rules: Sequence[Option] = ()
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 12, 10)
        line.setSpacing(8)
        self.states = Segments([Choice(OPEN, ""), Choice(SETTLED, "")])
        self.levels = Segments([Choice("", "")])
        self.states.chosen.connect(lambda _: self.changed.emit())
        self.levels.chosen.connect(lambda _: self.changed.emit())
        self.chip = FilterChip(say("doubtlist.rule"))
        self.chip.opened.connect(self._open)
        self.chip.removed.connect(lambda: self.choose_rule(""))
        self.chip.setToolTip(say("doubtlist.rule"))
        line.addWidget(self.states)
        line.addWidget(self.levels)
        line.addWidget(self.chip)
        line.addStretch(1)
        self.tools = line

    def settled(self) -> bool:
        """Whether what was settled is asked for."""
        return self.states.key() == SETTLED

    def level(self) -> str:
        """The level asked for; "" for every one."""
        return self.levels.key()

    def show_counts(self, waiting: int, settled: int, levels: Counter[str], rules: Counter[str]) -> None:
        """Put the counts into the words; what is chosen stays."""
        self.states.show_choices([
            Choice(OPEN, f"{say('doubtlist.state_open')} {waiting:,}"),
            Choice(SETTLED, f"{say('doubtlist.state_settled')} {settled:,}"),
        ])  # fmt: skip
        self.levels.show_choices([
            Choice("", say("doubtlist.all_levels", count=f"{levels.total():,}")),
            Choice("error", say("doubtlist.errors", count=f"{levels['error']:,}")),
            Choice("doubt", say("doubtlist.doubts", count=f"{levels['doubt']:,}")),
        ])  # fmt: skip
        self._rules = [Option(rule, rule_word(rule), f"{count:,}") for rule, count in rules.most_common()]

    def show_rule(self, rule: str) -> None:
        """Show that check as chosen, without telling anyone; "" for every one."""
        self.rule = rule
        words = say("doubtlist.rule_is") if rule else say("doubtlist.rule")
        self.chip.deleteLater()
        fresh = FilterChip(words, rule_word(rule) if rule else "")
        fresh.opened.connect(self._open)
        fresh.removed.connect(self._clear_rule)
        self.tools.replaceWidget(self.chip, fresh)
        self.chip.hide()
        self.chip = fresh

    def choose_rule(self, rule: str) -> None:
        """Choose a check and tell."""
        self.show_rule(rule)
        self.changed.emit()

    def show_everything(self) -> None:
        """Take level and check off, without telling anyone."""
        self.levels.choose("")
        self.show_rule("")

    def _clear_rule(self) -> None:
        self.choose_rule("")

    def _open(self) -> None:
        options = [Option("", say("doubtlist.every_rule")), *self._rules]
        popup = Popup(self.chip)
        picks = PickList()
        picks.show_options(options, self.rule)
        popup.body.addWidget(picks)

        def pick(rule: str) -> None:
            popup.close_popup()
            self.choose_rule(rule)

        picks.picked.connect(pick)
        popup.closed.connect(popup.deleteLater)
        popup.open_under(280, picks.wanted_height(12))
