"""The people who sign in: adding one, closing one, changing a password, a new recovery code."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import Problem
from app.operations.offices import ROLES, Office, Role, need_role
from app.operations.openings import KEYS
from app.paths import private_folder
from db.keys import read_keys, write_keys
from db.peppers import make_pepper, read_pepper


@dataclass(frozen=True, slots=True)
class UserLine:
    """A user as the settings page lists him; `villages` are division ids, empty for the whole township."""

    id: str
    name: str
    full_name: str
    role: Role
    villages: tuple[str, ...]
    closed: bool


def list_users(office: Office) -> list[UserLine]:
    """Everybody who ever signed in here, the closed ones last."""
    rows = office.archive.read(
        'SELECT id, name, full_name, role, villages, closed_on FROM "user" ORDER BY closed_on IS NOT NULL, name'
    )
    return [
        UserLine(
            one, name, full_name or "", role, tuple(villages.split(",")) if villages else (), bool(closed)
        )
        for one, name, full_name, role, villages, closed in rows
    ]


def add_user(
    office: Office, name: str, full_name: str, password: str, role: Role, villages: Sequence[str] = ()
) -> str:
    """Let another person sign in; gives his id. Raises Problem for a name that is taken or a role that is none."""
    need_role(office, "approve")
    if role not in ROLES:
        raise Problem("users.unknown_role", role=role)
    if not name.strip() or any(one.name == name for one in list_users(office)):
        raise Problem("users.name_taken", name=name)
    keys = read_keys(office.folder / KEYS)
    fresh = keys.with_user(name, password, office.archive.key, make_pepper(private_folder()))
    with office.archive.work(office.user.name, at=office.clock()) as work:
        values = {"name": name, "full_name": full_name, "role": role, "villages": ",".join(villages) or None}
        user_id = work.create("user", values)
        write_keys(office.folder / KEYS, fresh)
    return user_id


def change_user(office: Office, user_id: str, full_name: str, role: Role, villages: Sequence[str]) -> None:
    """Change what a user may do and where. Nobody takes the last approving user's rights away."""
    need_role(office, "approve")
    approving = [one for one in list_users(office) if one.role == "approve" and not one.closed]
    if role != "approve" and [one.id for one in approving] == [user_id]:
        raise Problem("users.last_approver")
    with office.archive.work(office.user.name, at=office.clock()) as work:
        values = {"full_name": full_name, "role": role, "villages": ",".join(villages) or None}
        work.update("user", user_id, values)


def close_user(office: Office, user_id: str) -> None:
    """End a user: his wrap of the key is deleted, what he wrote stays under his name."""
    need_role(office, "approve")
    one = next((user for user in list_users(office) if user.id == user_id), None)
    if one is None or one.id == office.user.id:
        raise Problem("users.not_yourself")
    keys = read_keys(office.folder / KEYS).without_user(one.name)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.update("user", user_id, {"closed_on": office.clock().date().isoformat()})
        write_keys(office.folder / KEYS, keys)


def change_password(office: Office, old: str, new: str) -> None:
    """Change the signed-in user's own password. Raises Fault storage.wrong_password for a wrong old one."""
    keys = read_keys(office.folder / KEYS)
    key = keys.unlock(office.user.name, old, read_pepper(private_folder()))
    write_keys(
        office.folder / KEYS, keys.with_user(office.user.name, new, key, make_pepper(private_folder()))
    )


def set_password(office: Office, name: str, new: str) -> None:
    """Give another user a new password, as an approving user may."""
    need_role(office, "approve")
    keys = read_keys(office.folder / KEYS)
    fresh = keys.with_user(name, new, office.archive.key, make_pepper(private_folder()))
    write_keys(office.folder / KEYS, fresh)


def check_password(office: Office, password: str) -> None:
    """Raise Fault storage.wrong_password unless it is the signed-in user's: unlocking the screen."""
    read_keys(office.folder / KEYS).unlock(office.user.name, password, read_pepper(private_folder()))


def renew_recovery(office: Office) -> str:
    """A new recovery code for a new sheet; the old sheet opens nothing from now on."""
    need_role(office, "approve")
    keys, code = read_keys(office.folder / KEYS).with_recovery(office.archive.key)
    write_keys(office.folder / KEYS, keys)
    return code
