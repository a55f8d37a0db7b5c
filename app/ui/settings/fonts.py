"""打印字体: which file prints each role; another one can be chosen for a role, and given back."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.documents.fonts import RoleFound, describe_fonts, read_font_list
from app.errors import Problem
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.labels import Text
from app.ui.settings.rows import SettingRow, add_rows

Described = tuple[list[RoleFound], set[str]]


class FontsPart(ScrollPage):
    """A line for each role. `roles` holds them as they print now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__((0, 0, 0, 0))
        self._desk = desk
        self.roles: list[RoleFound] = []
        self.rows: dict[str, SettingRow] = {}
        self._backs: dict[str, Button] = {}
        self.card = Card(say("settings.fonts_card"), say("settings.fonts_note"))
        self.told = Text("", "note", wrap=True)
        self.card.body.addWidget(self.told)
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    def _chosen(self) -> dict[str, str]:
        return dict(self._desk.settings().get("fonts") or {})

    def refresh(self) -> None:
        """Look for the fonts again."""
        chosen = self._chosen()
        self._desk.lanes.run("errand", lambda _: described(chosen), self._show, self._refuse, owner=self)

    def _show(self, found: Described) -> None:
        self.roles, lacking = found
        if not self.rows:
            self._build()
        for one in self.roles:
            self._say_role(one, one.role in lacking)
            self._backs[one.role].setVisible(one.chosen)
        names = "\u3001".join(one.label for one in self.roles if one.role in lacking)
        self.told.setText(
            say("settings.fonts_lacking", roles=names) if names else say("settings.fonts_whole")
        )
        self.told.set_tone("warn" if names else "")

    def _build(self) -> None:
        for one in self.roles:
            role = one.role
            back = Button(say("settings.font_back"), "plain", pressed_do=partial(self.give_back, role))
            choose = Button(say("settings.font_choose"), "quiet", "folder-open", partial(self._choose, role))
            self._backs[role] = back
            self.rows[role] = SettingRow(one.label, " ", [back, choose])
        add_rows(self.card, list(self.rows.values()))

    def _say_role(self, one: RoleFound, lacking: bool) -> None:
        if lacking:
            self.rows[one.role].say(say("settings.font_instead", file=one.file.name), "warn")
        else:
            whose = say("settings.font_chosen") if one.chosen else say("settings.font_own")
            self.rows[one.role].say(f"{one.file.name} \u00b7 {whose}")

    def _label(self, role: str) -> str:
        return next((one.label for one in self.roles if one.role == role), role)

    def _choose(self, role: str) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self._label(role), str(Path.home()), say("settings.font_kinds")
        )
        if path:
            self.take(role, Path(path))

    def take(self, role: str, file: Path) -> None:
        """Print that role by this file, if it can be used; a file that cannot is refused in words."""
        chosen = {**self._chosen(), role: str(file)}

        def done(found: Described) -> None:
            self._desk.set_setting("fonts", chosen)
            self._desk.tell(say("settings.font_taken", role=self._label(role), file=file.name))
            self._show(found)

        self._desk.lanes.run("errand", lambda _: described(chosen), done, owner=self)

    def give_back(self, role: str) -> None:
        """Print that role as this PC would by itself."""
        chosen = {key: file for key, file in self._chosen().items() if key != role}
        self._desk.set_setting("fonts", chosen)
        self._desk.tell(say("settings.font_given_back", role=self._label(role)))
        self.refresh()

    def _refuse(self, problem: Problem) -> None:
        """A chosen file went away: say it, and offer the PC's own again."""
        self.told.setText(sentence(problem))
        self.told.set_tone("bad")
        if self._chosen():
            self._desk.tell(sentence(problem), "bad", say("settings.font_back"), self._forget)

    def _forget(self) -> None:
        self._desk.set_setting("fonts", {})
        self.refresh()


def described(chosen: dict[str, str]) -> Described:
    """What prints each role, and the roles whose own faces are not on this PC."""
    listed, found = read_font_list(), describe_fonts(chosen)
    lacking = set[str]()
    for one in found:
        named = listed["roles"][one.role]
        own = {
            str(file).partition("#")[0].lower()
            for key in ("windows", "shipped", "linux")
            for file in named.get(key, ())
        }
        if not one.chosen and one.file.name.lower() not in own:
            lacking.add(one.role)
    return found, lacking
