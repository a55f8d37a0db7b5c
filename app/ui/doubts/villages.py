"""The places beside the doubt list: each village and group with the doubts it has now."""

from collections import Counter

from PySide6.QtCore import Signal

from app.texts import say
from app.ui.doubts.shown import SPLIT
from app.ui.kit.cards import Card
from app.ui.kit.theme import scaled
from app.ui.kit.trees import Branch, Tree

WIDEST = 220  # pixels: with large text the list needs the room more


class DoubtPlaces(Card):
    """`chosen(village, group)`; both "" for the whole township."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(say("doubtlist.villages"), flush=True)
        self.setFixedWidth(min(scaled(204), WIDEST))
        self.tree = Tree()
        self.tree.chosen.connect(self._tell)
        self.body.setContentsMargins(8, 0, 8, 8)
        self.body.addWidget(self.tree)

    def show_counts(self, whole: str, villages: list[str], counts: Counter[tuple[str, str]]) -> None:
        """Show the villages in their order, groups below where there are any; the chosen place stays."""
        below = []
        for village in villages:
            groups = sorted(group for name, group in counts if name == village and group)
            branches = [
                Branch(f"{village}{SPLIT}{group}", group, f"{counts[village, group]:,}") for group in groups
            ]
            total = sum(count for (name, _), count in counts.items() if name == village)
            below.append(Branch(village, village, f"{total:,}", branches))
        self.tree.show_tree([Branch("", whole, f"{sum(counts.values()):,}", below, open=True)])

    def choose(self, village: str) -> None:
        """Stand on a village without telling anyone."""
        self.tree.choose(village)

    def _tell(self, key: str) -> None:
        village, _, group = key.partition(SPLIT)
        self.chosen.emit(village, group)
