"""A list in its card: what narrows it above, the rows or what is said in their place, what is done with them below."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.kit.cards import Card
from app.ui.kit.labels import Hairline
from app.ui.kit.theme import scaled


class ListCard(Card):
    """`left` and `right` stand in the head, which keeps its height while they are away; of `parts` the first is in
    sight, and the keyboard's; `foot` lies below. Who shows another part hides this one."""

    def __init__(
        self,
        left: Sequence[QWidget],
        right: Sequence[QWidget],
        parts: Sequence[QWidget],
        foot: Sequence[QWidget],
    ) -> None:
        super().__init__(flush=True)
        self.body.setSpacing(0)
        self.body.addWidget(_head(left, right))
        self.body.addWidget(Hairline())
        for part in parts:
            self.body.addWidget(part, 1)
            part.setVisible(part is parts[0])
        for part in foot:
            self.body.addWidget(part)
        self.setFocusProxy(parts[0])


def _head(left: Sequence[QWidget], right: Sequence[QWidget]) -> QWidget:
    head = QWidget()
    head.setFixedHeight(scaled(52))
    tools = QHBoxLayout(head)
    tools.setContentsMargins(16, 0, 16, 0)
    tools.setSpacing(12)
    for one in left:
        tools.addWidget(one)
    tools.addStretch(1)
    for one in right:
        tools.addWidget(one)
    return head
