"""The ledgers beside the table, each with how many of its lines ask for something."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.operations.ledgers import Ledger
from app.texts import say
from app.ui.kit.cards import Card
from app.ui.kit.theme import scaled
from app.ui.kit.trees import Branch, Tree

WIDEST = 216  # pixels: with large text the table needs the room more


class LedgerShelf(Card):
    """`chosen(key)` when a ledger is picked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(say("help_ledgers.ledgers"), say("help_ledgers.to_do"), flush=True)
        self.setFixedWidth(min(scaled(204), WIDEST))
        self.tree = Tree()
        self.tree.chosen.connect(self.chosen)
        self.body.setContentsMargins(8, 0, 8, 8)
        self.body.addWidget(self.tree)

    def show_ledgers(self, ledgers: Sequence[Ledger], chosen: str) -> None:
        """Show these with their counts; `chosen` stands out."""
        self.tree.show_tree([Branch(one.name, one.title, _count(one)) for one in ledgers], chosen)

    def key(self) -> str:
        """The key of the chosen ledger."""
        return self.tree.key()


def _count(one: Ledger) -> str:
    return f"{one.alerts:,}" if one.alerts else ""
