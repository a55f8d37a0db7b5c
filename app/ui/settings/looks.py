"""外观与锁定: the size of the text, and how long nobody may be there before the screen locks."""

from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.segments import Choice, Segments
from app.ui.settings.rows import SettingRow, add_rows
from app.ui.visits import LOCK_MINUTES

PERCENTS = (100, 115, 130)
MINUTES = (3, 5, 10, 20, 0)


class LookPart(ScrollPage):
    """Two choices, kept as soon as they are made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__((0, 0, 0, 0))
        self._desk = desk
        self.percent = Segments([Choice(str(one), say("settings.percent", percent=one)) for one in PERCENTS])
        self.percent.chosen.connect(self._set_percent)
        self.minutes = Segments([Choice(str(one), minutes_word(one)) for one in MINUTES])
        self.minutes.chosen.connect(self._set_minutes)
        card = Card()
        add_rows(card, [
            SettingRow(say("settings.look_card"), say("settings.look_note"), [self.percent]),
            SettingRow(say("settings.lock_card"), say("settings.lock_note"), [self.minutes]),
        ])  # fmt: skip
        self.body.addWidget(card)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Show what this PC's settings say."""
        settings = self._desk.settings()
        self.percent.choose(str(settings.get("text_percent", PERCENTS[0])))
        self.minutes.choose(str(settings.get("lock_minutes", LOCK_MINUTES)))

    def _set_percent(self, percent: str) -> None:
        self._desk.set_setting("text_percent", int(percent))
        self._desk.tell(say("settings.look_saved", percent=percent))

    def _set_minutes(self, minutes: str) -> None:
        self._desk.set_setting("lock_minutes", int(minutes))
        self._desk.changed.emit("settings")
        self._desk.tell(say("settings.lock_saved"))


def minutes_word(minutes: int) -> str:
    """So many minutes; 0 for never."""
    return say("settings.minutes", count=minutes) if minutes else say("settings.never")
