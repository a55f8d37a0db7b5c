"""Who must agree before a conflict is decided: another person for identities, the supervisor for money.

`forms/merging.toml` says which fields; the other one signs in for this one deed at the same PC.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import Problem
from app.operations.offices import ROLES, Office
from app.operations.openings import KEYS
from app.operations.users import UserLine, list_users
from app.paths import forms, private_folder
from app.rules.merging import Classes, FieldClass, load_classes
from app.rules.merging.classes import Confirm
from db.keys import read_keys
from db.peppers import read_pepper

_LEAST = {"second": "enter", "supervisor": "approve"}


@dataclass(frozen=True, slots=True)
class Witness:
    """The other person, with his own password."""

    name: str
    password: str


def class_of(office: Office, record: str, field: str) -> FieldClass:
    """The class of a field: who must agree, and the reason to show."""
    found: Classes = office.kept.get("merging") or load_classes(forms() / "merging.toml")
    office.kept["merging"] = found
    return found.of(record, field)


def asks_for(office: Office, confirm: Confirm) -> Confirm:
    """Who must agree with the signed-in user; "" also where he is the supervisor who is asked for."""
    return "" if confirm == "supervisor" and office.user.role == "approve" else confirm


def witnesses(office: Office, confirm: Confirm) -> Sequence[UserLine]:
    """Who may agree here: everybody else who signs in at this PC and has the rights it takes."""
    if not confirm:
        return ()
    least = ROLES.index(_LEAST[confirm])
    return [
        one
        for one in list_users(office)
        if not one.closed and one.name != office.user.name and ROLES.index(one.role) >= least
    ]


def confirm_with(office: Office, confirm: Confirm, witness: Witness | None) -> str:
    """The name of who agreed; "" where nobody had to.

    Raises Problem conflicts.second_wanted, conflicts.supervisor_wanted, conflicts.not_a_witness, and
    Fault storage.wrong_password.
    """
    asked = asks_for(office, confirm)
    if not asked:
        return ""
    if witness is None:
        raise Problem("conflicts.second_wanted" if asked == "second" else "conflicts.supervisor_wanted")
    who = next((one for one in witnesses(office, asked) if one.name == witness.name), None)
    if who is None:
        raise Problem("conflicts.not_a_witness", name=witness.name)
    read_keys(office.folder / KEYS).unlock(who.name, witness.password, read_pepper(private_folder()))
    return who.full_name or who.name
