"""The band under the figures: where things stand in one sentence, and how far a round is, with 停止."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.texts import say
from app.ui.kit.bars import Bar
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.labels import Sign, Text
from app.ui.kit.theme import scaled
from app.ui.sync.couriers import Courier
from app.ui.sync.words import state_said

_ICONS = {"ok": "check-circle", "warn": "warning", "bad": "warning-circle", "accent": "arrows-clockwise"}


class StateBand(Surface):
    """Always of the same height, so that nothing moves when a round begins and ends."""

    def __init__(self, courier: Courier) -> None:
        super().__init__("sunken", "line")
        self._courier = courier
        self.setFixedHeight(scaled(48))
        self._sign, self.words = Sign("check-circle", "ok", 18), Text("", "body", wrap=True)
        self.count, self.bar = Text("", "note"), Bar(-1)
        self.stop = Button(say("window.stop"), "quiet", "stop-circle", courier.stop, high=scaled(32))
        self.stop.setToolTip(say("sync_page.stop_hint"))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 2, 12, 2)
        whole.setSpacing(12)
        whole.addWidget(self._sign)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.words)
        words.addWidget(self.bar)
        words.addStretch(1)
        whole.addLayout(words, 1)
        whole.addWidget(self.count)
        whole.addWidget(self.stop)
        courier.moved.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say it as it is now."""
        courier = self._courier
        sentence, tone = state_said(courier)
        self._sign.show_icon(_ICONS[tone], tone)
        self.words.setText(sentence)
        self.words.setToolTip(sentence)
        edge = {"ok": ("card", "line"), "accent": ("tint2", "tint_line")}
        self.set_ground(*edge.get(tone, (f"{tone}_ground", f"{tone}_line")))
        running = courier.under_way and (courier.by_hand or courier.total > 0)
        for part in (self.bar, self.stop):
            part.setVisible(running)
        self.stop.setEnabled(not courier.stopping)
        self.count.setVisible(running and courier.total > 0)
        self.bar.show_share(courier.done / courier.total if courier.total else -1)
        doing = {
            "sync.receiving": say("sync_page.receiving"),
            "sync.mending": say("sync_page.mending"),
            "sync.carrying": say("sync_page.carrying"),
        }
        what = doing.get(courier.step_key, say("sync_page.sending"))
        self.count.setText(
            say("sync_page.working_part", what=what, done=f"{courier.done:,}", total=f"{courier.total:,}")
        )
