"""The village tree beside the list: township, villages, groups, each with its open households."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.operations.offices import Office
from app.operations.places import VillageCount, township
from app.texts import say
from app.ui.kit.cards import Card
from app.ui.kit.theme import scaled
from app.ui.kit.trees import Branch, Tree

ALL = ""
_SPLIT = "|"


class VillageCard(Card):
    """`chosen(key)`: "" for the whole township, a division's id, or "id|group"."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("households.villages"), flush=True)
        self.setFixedWidth(scaled(204))
        self._tree = Tree()
        self._tree.chosen.connect(self.chosen)
        self._words: dict[str, str] = {}
        self.body.setContentsMargins(8, 0, 8, 8)
        self.body.addWidget(self._tree)

    def show_counts(self, office: Office, counts: Sequence[VillageCount]) -> None:
        """Show the places with their counts; the chosen one stays."""
        town = township(office)
        name = town.name if town else say("households.whole")
        self._words = {ALL: name}
        below = []
        for one in counts:
            key = one.division.id
            self._words[key] = one.division.name
            groups = []
            for group, count in one.groups:
                self._words[f"{key}{_SPLIT}{group}"] = f"{one.division.name} {group}"
                groups.append(Branch(f"{key}{_SPLIT}{group}", group, f"{count:,}"))
            below.append(Branch(key, one.division.name, f"{one.households:,}", groups))
        whole = Branch(ALL, name, f"{sum(one.households for one in counts):,}", below, open=True)
        self._tree.show_tree([whole])

    def choose(self, division: str) -> None:
        """Stand on a division without telling anyone."""
        self._tree.choose(division)

    def words(self) -> str:
        """The name of the chosen place."""
        return self._words.get(self._tree.key(), "")

    @staticmethod
    def place(key: str) -> tuple[str | None, str | None]:
        """The division id and the group a key stands for; None for the whole township or village."""
        division, _, group = key.partition(_SPLIT)
        return division or None, group or None
