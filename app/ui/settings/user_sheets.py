"""The sheets about one user: a new one, what he may do, a new password, closing him."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.operations.offices import ROLES
from app.operations.openings import password_fault
from app.operations.users import UserLine, add_user, change_user, close_user, set_password
from app.texts import say
from app.ui.desks import Desk, role_word
from app.ui.kit.choices import ChoiceField, MultiChoiceField
from app.ui.kit.dialogs import ask
from app.ui.kit.fields import TextField
from app.ui.kit.popups import Option
from app.ui.kit.secret_fields import PasswordField
from app.ui.kit.theme import scaled
from app.ui.settings.asking import AskSheet, Fields


class UserSheets:
    """`places`: villages by id, for what a user is kept to."""

    def __init__(self, part: QWidget, desk: Desk) -> None:
        self._part, self._desk = part, desk
        self.places: dict[str, str] = {}

    def _role_fields(self) -> list[tuple[str, str, Any]]:
        roles = ChoiceField([Option(role, role_word(role)) for role in reversed(ROLES)])
        where = MultiChoiceField([Option(*one) for one in self.places.items()], say("settings.villages_hint"))
        return [
            ("full_name", say("settings.user_name"), TextField()),
            ("role", say("settings.user_role"), roles),
            ("villages", say("settings.user_villages"), where),
        ]

    def ask_new(self) -> AskSheet:
        """Ask for a new user."""
        name, role, where = self._role_fields()
        role[2].set_answer("enter")
        login = ("login", say("settings.user_login"), TextField())
        sheet = AskSheet(
            self._part, say("settings.add_user_title"), say("settings.add_user_body"), say("settings.add"),
            [name, login, role, where, *password_fields()], lambda fields: self._add(sheet, fields),
            optional=("villages",),
        )  # fmt: skip
        sheet.faults = lambda: {
            **_wanted(sheet.fields, "full_name", "login", "role"),
            **password_faults(sheet.fields),
        }
        sheet.ask()
        return sheet

    def ask_change(self, one: UserLine) -> AskSheet:
        """Ask what shall be changed of a user."""
        rows = self._role_fields()
        for (_, _, field), value in zip(rows, (one.full_name, one.role, one.villages), strict=True):
            field.set_answer(value)
        mine = one.id == self._desk.office.user.id
        more = [
            ("reset", say("settings.reset_password"), "quiet"),
            ("end", say("settings.close_user"), "quiet"),
        ]
        sheet = AskSheet(
            self._part, say("settings.edit_user_title"), "", say("settings.save"), rows,
            lambda fields: self._change(sheet, one, fields), [] if mine else more,
            lambda key: self.ask_password(one) if key == "reset" else self.ask_close(one), ("villages",),
        )  # fmt: skip
        sheet.faults = partial(_wanted, sheet.fields, "full_name", "role")
        sheet.ask()
        return sheet

    def ask_password(self, one: UserLine) -> AskSheet:
        """Ask for a new password of another user."""
        title = say("settings.reset_title", name=one.full_name or one.name)
        sheet = AskSheet(
            self._part, title, say("settings.reset_body"), say("settings.reset_password"), password_fields(),
            lambda fields: self._reset(sheet, one, fields),
        )  # fmt: skip
        sheet.faults = lambda: password_faults(sheet.fields)
        sheet.ask()
        return sheet

    def ask_close(self, one: UserLine) -> None:
        """Ask whether a user shall be closed."""
        name, office = one.full_name or one.name, self._desk.office
        told = say("settings.user_is_closed", name=name)
        ask(self._part, say("settings.close_user_title", name=name), say("settings.close_user_body"),
            say("settings.close_user"), say("settings.close_user_no"),
            lambda: self._run(lambda _: close_user(office, one.id), told), grave=True)  # fmt: skip

    # writing

    def _add(self, sheet: AskSheet, fields: Fields) -> None:
        office, name = self._desk.office, str(fields["full_name"].answer())
        login, role = str(fields["login"].answer()), fields["role"].answer()
        where, password = fields["villages"].answer() or (), fields["password"].text()
        self._run(lambda _: add_user(office, login, name, password, role, where),
                  say("settings.user_added", name=name), sheet)  # fmt: skip

    def _change(self, sheet: AskSheet, one: UserLine, fields: Fields) -> None:
        office, name = self._desk.office, str(fields["full_name"].answer())
        role, where = fields["role"].answer(), fields["villages"].answer() or ()
        self._run(lambda _: change_user(office, one.id, name, role, where),
                  say("settings.user_changed", name=name), sheet)  # fmt: skip

    def _reset(self, sheet: AskSheet, one: UserLine, fields: Fields) -> None:
        office, password = self._desk.office, fields["password"].text()
        told = say("settings.reset_done", name=one.full_name or one.name)
        self._run(lambda _: set_password(office, one.name, password), told, sheet)

    def _run(self, work: Callable[[Any], object], told: str, sheet: AskSheet | None = None) -> None:
        def done(_: Any) -> None:
            if sheet is not None:
                sheet.close()
            self._desk.tell(told)
            self._desk.changed.emit("users")

        failed = sheet.refuse if sheet is not None else self._desk.complain
        self._desk.lanes.run("writer", work, done, failed, owner=self._part)


def password_fields() -> list[tuple[str, str, Any]]:
    """A new password, twice."""
    fields = [PasswordField(judged=True), PasswordField(judged=True)]
    for field in fields:
        field.setFixedHeight(scaled(34))
    return [
        ("password", say("settings.password"), fields[0]),
        ("again", say("settings.password_again"), fields[1]),
    ]


def password_faults(fields: Fields) -> dict[str, str]:
    """What is wrong with a new password typed twice."""
    new, again = fields["password"].text(), fields["again"].text()
    weak = password_fault(new)
    return {
        "password": say(weak) if weak else "",
        "again": "" if new == again else say("settings.password_differs"),
    }


def _wanted(fields: Fields, *keys: str) -> dict[str, str]:
    return {key: "" if fields[key].answer() else say("settings.wanted") for key in keys}
