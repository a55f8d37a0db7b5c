"""A pack before it is installed: what it is, where its words come from, and every word that would differ."""

from datetime import date

from PySide6.QtCore import Signal

from app.operations.packs import FileCompared
from app.rules.packs import Difference
from app.rules.values import show
from app.texts import say
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.labels import Text
from app.ui.kit.tables import Table

MOST_SOURCES = 4  # sources named on the card
LAST_YEAR = 9000  # an end after it is no end


class DifferencesCard(Card):
    """`install_asked` and `left` say what the clerk decided; `found` is what is looked at."""

    install_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(say("pack_page.differences"), flush=True)
        self.found: FileCompared | None = None
        self.leave = Button(say("pack_page.leave"), "quiet", pressed_do=self.left.emit)
        self.install = Button(say("pack_page.install"), "primary", pressed_do=self.install_asked.emit)
        for one in (self.leave, self.install):
            self.tools.addWidget(one)
        self.words = Text("", "note", tone="text2", wrap=True)
        self.words.setContentsMargins(12, 0, 12, 4)
        self.table = Table([
            Column("kind", "", 76, kind="chips"),
            Column("what", say("pack_page.what"), 220, stretch=True),
            Column("word", say("pack_page.word"), 88),
            Column("old", say("pack_page.old"), 190),
            Column("new", say("pack_page.new"), 190),
        ], row_height="two_line_row")  # fmt: skip
        self.body.setContentsMargins(8, 0, 8, 8)
        self.body.addWidget(self.words)
        self.body.addWidget(self.table, 1)

    def show_found(self, found: FileCompared) -> None:
        """Show what a pack would change."""
        self.found, pack = found, found.pack
        self.title.setText(say("pack_page.title", pack=pack.label, version=pack.version))
        count = say("packs.differences", count=len(found.differences))
        self.note.setText(count)
        sources = list(dict.fromkeys(one.source for one in pack.files))
        told = say("window.list_comma").join(sources[:MOST_SOURCES])
        instead = say("pack_page.instead", version=found.below.version) if found.below else ""
        days = span_words(pack.first, pack.last)
        self.words.setText(say("pack_page.about", era=pack.era, days=days, sources=told) + instead)
        self.table.show_rows([Row(str(nth), _cells(one)) for nth, one in enumerate(found.differences)])
        self.install.setEnabled(True)


def span_words(first: date, last: date) -> str:
    """From which day to which, or only from which."""
    if last.year > LAST_YEAR:
        return say("pack_page.from_day", first=show("date", first))
    return say("pack_page.span", first=show("date", first), last=show("date", last))


def _cells(one: Difference) -> tuple[tuple[Mark, ...], Mark, str, str, str]:
    kinds = {
        "added": Mark(say("packs.differs_added"), "ok"),
        "changed": Mark(say("packs.differs_changed"), "warn"),
        "removed": Mark(say("packs.differs_removed"), "bad"),
    }
    what = Mark(one.item or one.form, note=one.form if one.item else "")
    return (kinds[one.kind],), what, one.word_named, one.old, one.new
