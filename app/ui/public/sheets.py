"""A notice's sheet beside the board: as it will hang, what the gate found in it, and the way to the printer."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.documents.posters import LETTER, POSTER_SIZES
from app.operations.gates import kind_word
from app.operations.notices.printing import print_notice
from app.operations.notices.trying import Found, Tried
from app.operations.offices import Office
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Sign, Text
from app.ui.kit.popups import Option
from app.ui.kit.theme import scaled
from app.ui.printing.printers import page_sizes
from app.ui.printing.stages import PageStage
from app.ui.public.works import Looked, look_at_notice

MOST = 3  # places named at once


class GateBand(Surface):
    """What the gate says of the sheet: green when it may hang, red with what was found."""

    def __init__(self) -> None:
        super().__init__("sunken", "line")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 10, 14, 10)
        whole.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._sign, self._word = Sign("shield-check", "ok", 18), Text("", "strong", "ok")
        head.addWidget(self._sign)
        head.addWidget(self._word, 1)
        whole.addLayout(head)
        self.more = Text("", "note", wrap=True)
        whole.addWidget(self.more)

    def show_tried(self, tried: Tried) -> None:
        """Say whether it may hang; of what may not, where it stands."""
        tone = "ok" if tried.clean else "warn" if tried.issues else "bad"
        self.set_ground(f"{tone}_ground", f"{tone}_line")
        self._sign.show_icon("shield-check" if tried.clean else "warning-circle", tone)
        self._word.set_tone(tone)
        words, more = _verdict(tried)
        self._word.setText(words)
        self.more.setText(more)
        self.setToolTip("\n".join(found_words(one) for one in tried.found))


def _counts(rows: int) -> str:
    """What the gate did not find; of a list also that nobody is taken for another."""
    return say("public.gate_counts", rows=rows) if rows else say("public.gate_nothing")


def _verdict(tried: Tried) -> tuple[str, str]:
    """The gate's word and what stands below it."""
    if tried.clean and tried.example:
        return say("wordings.example_passed"), say("wordings.example_note")
    if tried.clean:
        return say("public.gate_passed"), _counts(tried.rows)
    if tried.issues:
        return say("wordings.not_yet"), say("wordings.mend_left")
    if not tried.found:
        return say("public.gate_refused"), tried.refused
    lines = [found_words(one) for one in tried.found[:MOST]]
    if len(tried.found) > MOST:
        lines.append(say("wordings.more_found", count=len(tried.found) - MOST))
    own = all(one.part in ("title", "text") for one in tried.found)
    return say("public.gate_refused"), "\n".join(
        [*lines, say("wordings.mend_words" if own else "wordings.mend_rows")]
    )


def found_words(one: Found) -> str:
    """Where the gate found what."""
    told = {"number": one.number, "what": kind_word(one.kind), "shown": one.shown}
    words = {
        "title": say("wordings.in_title", **told),
        "text": say("wordings.in_text", **told),
        "row": say("wordings.in_row", **told),
        "page": say("wordings.in_page", **told),
    }
    return words[one.part]


class SheetPanel(SidePanel):
    """`printed(sentence)` when it was written to a file."""

    printed = Signal(str)

    def __init__(self, desk: Desk, notice_id: str) -> None:
        super().__init__(say("public.sheet"))
        self._desk, self.notice_id = desk, notice_id
        self.seen: Tried | None = None
        self.sizes = ChoiceField([Option(key, size_word(key)) for key in (*POSTER_SIZES, LETTER)])
        self.sizes.set_answer("A4")
        self.sizes.answered.connect(self.refresh)
        self.stage = PageStage(desk.lanes)
        self.stage.fit = "page"
        self.stage.setMinimumHeight(scaled(260))
        self.gate = GateBand()
        self.page.hide()
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(16, 0, 16, 12)
        whole.setSpacing(10)
        for part in (self.sizes, self.gate):
            whole.addWidget(part)
        whole.insertWidget(1, self.stage, 1)
        self.body.insertWidget(0, inner, 1)
        self.save = Button(say("public.save_pdf"), "primary", "printer", self.choose_file)
        self.why = Text("", "note")
        self.foot.addWidget(self.why)
        self.foot.addWidget(self.save)
        self.refresh()

    def refresh(self) -> None:
        """Make the sheet anew."""
        office, notice, size = self._desk.office, self.notice_id, str(self.sizes.answer() or "A4")
        self.save.setEnabled(False)
        self.stage.show_words(say("public.making"))
        self._desk.lanes.run("errand", lambda _: look_at_notice(office, notice, size), self._show, owner=self)

    def _show(self, looked: Looked) -> None:
        self.seen = seen = looked.tried
        self.gate.show_tried(seen)
        if seen.pdf:
            self.stage.show_pdf(seen.pdf, page_sizes(seen.pdf))
        else:
            self.stage.show_words(say("public.no_sheet"))
        self.save.setEnabled(looked.printable)
        self.why.setText("" if looked.printable or not seen.clean else say("wordings.approve_first"))

    def choose_file(self) -> None:
        """Ask where the sheet goes."""
        kinds = say("public.file_kinds")
        path, _ = QFileDialog.getSaveFileName(
            self, say("public.save_pdf"), str(Path.home() / "notice.pdf"), kinds
        )
        if path:
            self.write(Path(path))

    def write(self, out: Path) -> None:
        """Write the sheet to a file; the gate reads it once more."""
        office, notice, size = self._desk.office, self.notice_id, str(self.sizes.answer() or "A4")

        def deed(office: Office) -> None:
            print_notice(office, notice, out, size)

        self._desk.lanes.run(
            "writer",
            lambda _: deed(office),
            lambda _: self.printed.emit(say("public.saved", file=out)),
            owner=self,
        )


def size_word(key: str) -> str:
    """A size of paper as it is chosen."""
    if key == LETTER:
        return say("posters.as_letter")
    large, _, small = key.partition("/")
    return say("public.size_cut", large=large, small=small) if small else say("public.size", large=large)
