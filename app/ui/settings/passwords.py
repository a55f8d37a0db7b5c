"""口令与恢复页: changing the own password, and a new recovery sheet in the place of the old one."""

from pathlib import Path

from app.operations.papers import recovery_sheet
from app.operations.users import renew_recovery
from app.texts import say
from app.ui.desks import Desk
from app.ui.entry.first_runs import WAITING
from app.ui.entry.recovery_sheets import print_pdf
from app.ui.entry.wizard_steps import RecoveryStep
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.dialogs import Dialog, ask
from app.ui.kit.theme import scaled
from app.ui.settings.rows import SettingRow, add_rows
from app.ui.shell.password_changes import PasswordChange


class PasswordPart(ScrollPage):
    """Two lines; the code is shown once, in a sheet that stays until somebody says it is on paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__((0, 0, 0, 0))
        self._desk = desk
        change = Button(say("settings.change_password"), "primary", "key", self._change)
        self.renew = Button(say("settings.renew"), "quiet", "file-text", self.ask_renew)
        may = desk.office.user.role == "approve"
        self.renew.setEnabled(may)
        note = say("settings.recovery_note") if may else say("settings.need_approve")
        card = Card()
        add_rows(card, [
            SettingRow(say("settings.password_card"), say("settings.password_note"), [change]),
            SettingRow(say("settings.recovery_card"), note, [self.renew]),
        ])  # fmt: skip
        self.body.addWidget(card)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Nothing here changes by itself."""

    def _change(self) -> None:
        PasswordChange(self, self._desk).ask()

    def ask_renew(self) -> None:
        """Ask whether the old sheet shall be void."""
        office = self._desk.office

        def renew() -> None:
            self._desk.lanes.run("writer", lambda _: renew_recovery(office), self.show_code, owner=self)

        ask(self, say("settings.renew_title"), say("settings.renew_body"), say("settings.renew_yes"),
            say("settings.renew_no"), renew)  # fmt: skip

    def show_code(self, code: str) -> Dialog:
        """Show the new code; the sheet closes only when it is said to be on paper."""
        answers = [("close", say("settings.renewed_close"), "primary")]
        title, body = say("settings.renewed_title"), say("settings.renewed_body")
        dialog = Dialog(self, title, body, answers, self._put_away, wide=scaled(640))
        self._desk.set_setting(WAITING, True)  # a power cut now: the next sign-in makes a new sheet
        step = RecoveryStep()
        step.plate.show_code(code)
        dialog.accepts = lambda _: step.confirmed.isChecked()
        dialog.buttons["close"].setEnabled(False)
        step.settled.connect(dialog.buttons["close"].setEnabled)
        step.print_asked.connect(lambda: self._with_sheet(code, lambda pdf: self._print(step, pdf)))
        step.save_asked.connect(lambda path: self._with_sheet(code, lambda pdf: self._save(step, pdf, path)))
        dialog.content.addWidget(step)
        dialog.ask(step.print)
        return dialog

    def _put_away(self, _: str) -> None:
        self._desk.set_setting(WAITING, False)

    def _with_sheet(self, code: str, use: object) -> None:
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: recovery_sheet(office, code), use, owner=self)  # type: ignore[arg-type]

    def _print(self, step: RecoveryStep, pdf: bytes) -> None:
        if print_pdf(self, pdf):
            step.told.setText(say("login.recovery_printed"))

    def _save(self, step: RecoveryStep, pdf: bytes, path: str) -> None:
        try:
            Path(path).write_bytes(pdf)
        except OSError as fault:
            why = fault.strerror or type(fault).__name__
            step.told.setText(say("login.not_saved", file=Path(path).name, why=why), "bad")
        else:
            step.told.setText(say("login.recovery_saved", file=Path(path).name), "ok")
