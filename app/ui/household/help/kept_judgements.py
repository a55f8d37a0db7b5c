"""用过的判断: by what the household was judged for its batches and papers; each can be made again as it was then."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.judgements import KeptJudgement, Replay, judgements_of, replay
from app.operations.offices import Office
from app.rules.values import show
from app.texts import say, sentence
from app.ui.household.keeping import Keeper
from app.ui.judgements.words import state_tone, state_word
from app.ui.kit.buttons import Button
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Hairline, Text

SHOWN = 5  # the newest


class KeptLines(QWidget):
    """One line for each judgement that was used, hidden where there is none. `kept` are those shown."""

    def __init__(self, keeper: Keeper) -> None:
        super().__init__()
        self._keeper = keeper
        self._household = ""
        self.kept: list[KeptJudgement] = []
        self.told: dict[str, Text] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self.hide()

    def show_household(self, household_id: str) -> None:
        """Read the judgements of a household."""
        self._household, office = household_id, self._keeper.office

        def read(found: list[KeptJudgement]) -> None:
            if household_id == self._household and found != self.kept:
                self._show(found)

        self._keeper.read(lambda: kept_of(office, household_id), read, owner=self)

    def _show(self, found: list[KeptJudgement]) -> None:
        self.kept, self.told = found, {}
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if found:
            self._lines.addWidget(Hairline())
            self._lines.addWidget(Text(say("judgements.title"), "label", "text2"))
        for one in found:
            self._lines.addWidget(self._line(one))
        self.setVisible(bool(found))

    def _line(self, one: KeptJudgement) -> QWidget:
        line = QWidget()
        whole, across = QVBoxLayout(line), QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        across.setSpacing(8)
        use = say("judgements.for_case") if one.use == "case" else say("judgements.for_paper")
        words = say("judgements.line", day=show("date", one.on), standard=one.label, use=use)
        across.addWidget(Text(words, "body", wrap=True), 1)
        across.addWidget(Chip(state_word(one.state), state_tone(one.state)))
        again = Button(say("judgements.again"), "link", pressed_do=partial(self.again, one))
        across.addWidget(again)
        whole.addLayout(across)
        told = self.told[one.id] = Text(pack_line(one), "note", "text2", wrap=True)
        whole.addWidget(told)
        return line

    def again(self, one: KeptJudgement) -> None:
        """Make a judgement again, and say below it whether it comes out as it did."""
        office = self._keeper.office
        self._keeper.read(lambda: replayed(office, one.id), partial(self._tell, one), owner=self)

    def _tell(self, one: KeptJudgement, made: Replay | Problem) -> None:
        if one.id in self.told:
            self.told[one.id].setText(f"{replay_words(made)}\n{pack_line(one)}")


def pack_line(one: KeptJudgement) -> str:
    """The packs a judgement was made by."""
    named = (say("packs.named", pack=pack.label, version=pack.version) for pack in one.packs)
    return say("judgements.by_packs", packs=say("window.list_comma").join(named))


def kept_of(office: Office, household_id: str) -> list[KeptJudgement]:
    """The newest used judgements of a household; none of one that went meanwhile."""
    try:
        return judgements_of(office, household_id)[:SHOWN]
    except Problem:
        return []


def replayed(office: Office, judgement: str) -> Replay | Problem:
    """A judgement made again, or why it cannot be."""
    try:
        return replay(office, judgement)
    except Problem as problem:
        return problem


def replay_words(made: Replay | Problem) -> str:
    """What came of making a judgement again: the whole, then each item with its number and source."""
    if isinstance(made, Problem):
        return sentence(made)
    head = say("judgements.came_same") if made.same else say("judgements.came_other")
    log = (
        ""
        if made.from_log is None
        else say("judgements.log_same")
        if made.from_log
        else say("judgements.log_other")
    )
    items = [
        say("judgements.item", text=one.text, state=state_word(one.state), said=one.said, source=one.source)
        for one in made.kept.items
    ]
    return "\n".join([head + log, *items])
