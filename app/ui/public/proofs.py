"""Whether a notice somebody brings is genuine: its code pasted, or its file chosen; checked without a network."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog

from app.errors import Problem
from app.operations.notices.checking import check_notice
from app.operations.notices.signing import Verdict
from app.operations.notices.verdicts import told_of
from app.operations.notices.viewing import finding_word
from app.operations.offices import Office
from app.operations.reprints import says_the_same_today
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.kit.buttons import Button
from app.ui.kit.fields import LongTextField
from app.ui.kit.labels import Text


class Checked(NamedTuple):
    """What a code or a file turns out to be, whose it is, and whether a paper says what the archive says today."""

    verdict: Verdict
    whose: str
    same: bool | None


def check(office: Office, told: str) -> Checked:
    """Check a code or a file; of a paper's code alone also whether the archive would print the same today."""
    verdict = check_notice(office, told)
    alone = verdict.paper if verdict.finding == "signed" else None
    return Checked(verdict, told_of(office, verdict), says_the_same_today(office, alone) if alone else None)


class ProofPanel(SidePanel):
    """Says genuine, corrected since, altered or unknown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(say("public.proof"))
        self._desk = desk
        self.code = LongTextField(say("public.code_hint"), 4)
        self.told = ToldLines()
        for part in (Text(say("public.proof_hint"), "label", wrap=True), self.code, self.told):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        self.choose = Button(say("public.choose_pdf"), "quiet", "file-arrow-up", self.choose_file)
        self.go = Button(say("public.check"), "primary", pressed_do=self.check_code)
        for button in (self.choose, self.go):
            self.foot.addWidget(button)

    def check_code(self) -> None:
        """Check what was pasted."""
        if text := str(self.code.answer() or "").strip():
            self.check(text)

    def choose_file(self) -> None:
        """Ask for a PDF and check it."""
        path, _ = QFileDialog.getOpenFileName(
            self, say("public.proof"), str(Path.home()), say("public.file_kinds")
        )
        if path:
            self.check(path)

    def check(self, told: str) -> None:
        """Check a code or a file."""
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: check(office, told), self._show, self._refused, owner=self)

    def _show(self, checked: Checked) -> None:
        verdict = checked.verdict
        tones = {"genuine": "ok", "signed": "ok", "corrected": "warn", "altered": "bad", "unknown": "warn"}
        lines = [Told(checked.whose, finding_word(verdict.finding), tones[verdict.finding])]
        if checked.same is not None:
            words = say("proofs.same") if checked.same else say("proofs.changed_since")
            lines.append(Told("", words, "ok" if checked.same else "warn"))
        self.told.show_lines(lines)

    def _refused(self, problem: Problem) -> None:
        self.told.show_lines([Told("", sentence(problem))])
