"""Whether a notice somebody brings is genuine: its code pasted, or its file chosen; checked without a network."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.errors import Problem
from app.operations.notices.checking import check_notice
from app.operations.notices.signing import Verdict
from app.operations.notices.verdicts import told_of
from app.operations.notices.viewing import finding_word
from app.operations.offices import Office
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.kit.buttons import Button
from app.ui.kit.fields import LongTextField
from app.ui.kit.labels import Text


def check(office: Office, told: str) -> tuple[Verdict, str]:
    """What a code or a file turns out to be, and whose it is."""
    verdict = check_notice(office, told)
    return verdict, told_of(office, verdict)


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

    def _show(self, checked: tuple[Verdict, str]) -> None:
        verdict, who = checked
        tones = {"genuine": "ok", "signed": "ok", "corrected": "warn", "altered": "bad", "unknown": "warn"}
        self.told.show_lines([Told(who, finding_word(verdict.finding), tones[verdict.finding])])

    def _refused(self, problem: Problem) -> None:
        self.told.show_lines([Told("", sentence(problem))])
