"""用户: who can sign in, what each may do and where; adding, changing, closing, a new password."""

from app.operations.places import villages
from app.operations.users import UserLine, list_users
from app.progress import Progress
from app.texts import say
from app.ui.desks import Desk, role_word
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.tables import Table
from app.ui.kit.theme import height
from app.ui.settings.user_sheets import UserSheets


class UsersPart(ScrollPage):
    """The table of users; a press on a row changes one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__((0, 0, 0, 0))
        self._desk = desk
        self.may = desk.office.user.role == "approve"
        self.users: dict[str, UserLine] = {}
        self.sheets = UserSheets(self, desk)
        self.add = Button(say("settings.add_user"), "primary", "user-plus", self.sheets.ask_new)
        self.add.setEnabled(self.may)
        self.table = Table(
            [
                Column("name", say("settings.user_name"), 150),
                Column("role", say("settings.user_role"), 170),
                Column("villages", say("settings.user_villages"), 100, stretch=True),
                Column("state", say("settings.user_state"), 84, kind="chips"),
            ],
            row_height="two_line_row",
        )
        self.table.opened.connect(self._open)
        note = say("settings.users_note") if self.may else say("settings.need_approve")
        card = Card(say("settings.users_card"), note, [self.add], flush=True)
        card.body.setContentsMargins(8, 0, 8, 8)
        card.body.addWidget(self.table)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def refresh(self) -> None:
        """Read the users again."""
        office = self._desk.office

        def read(_: Progress) -> tuple[list[UserLine], dict[str, str]]:
            return list_users(office), {one.id: one.name for one in villages(office)}

        self._desk.lanes.run("errand", read, self._show, owner=self)

    def _show(self, found: tuple[list[UserLine], dict[str, str]]) -> None:
        users, places = found
        self.users = {one.id: one for one in users}
        self.sheets.places = places
        self.table.show_rows([self._row(one, places) for one in users])
        lines = max(1, len(users))
        self.table.setFixedHeight(height("table_head") + height("two_line_row") * lines + 4)

    def _row(self, one: UserLine, places: dict[str, str]) -> Row:
        mine = one.id == self._desk.office.user.id
        state = say("settings.user_closed") if one.closed else say("settings.user_active")
        tone = "neutral" if one.closed else "accent" if mine else "ok"
        where = "\u3001".join(places.get(key, "") for key in one.villages) or say("settings.whole_town")
        return Row(one.id, (
            Mark(one.full_name or one.name, note=one.name),
            Mark(role_word(one.role), note=role_note(one.role)),
            where,
            (Mark(say("settings.user_me") if mine else state, tone),),
        ))  # fmt: skip

    def _open(self, key: str) -> None:
        one = self.users.get(key)
        if one is not None and self.may and not one.closed:
            self.sheets.ask_change(one)


def role_note(role: str) -> str:
    """What a role may do."""
    words = {
        "view": say("settings.role_view_note"),
        "enter": say("settings.role_enter_note"),
        "approve": say("settings.role_approve_note"),
    }
    return words.get(role, "")
