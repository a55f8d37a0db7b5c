"""Making an office, and opening one: first start, signing in, and what the sign-in page shows before that."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.errors import Problem
from app.operations.book_orders import FUNCTIONS
from app.operations.faults import faults_told
from app.operations.offices import Clerk, Clock, Office, Role, now
from app.operations.packs.laying import office_shelf
from app.paths import forms as forms_folder
from app.paths import private_folder
from app.rules.formfiles import load_forms
from app.rules.places import path_of, villages
from app.rules.villages import normal_village
from app.settings import read_settings, write_settings
from db.archives import Archive
from db.keys import Keys, new_key, read_keys, write_keys
from db.peppers import make_pepper, read_pepper
from db.restores import settle_restore
from db.works import Work

ARCHIVE = "archive.db"
KEYS = "keys.json"
SHORTEST_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What the first start asks. `place`: nine digits of a township, or the typed names from the province down."""

    name: str
    user: str
    full_name: str
    password: str = field(repr=False)
    place: str | tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignIn:
    """A user as the sign-in page shows him, before anything is opened."""

    name: str
    full_name: str
    role: Role
    last: str


def has_office(folder: Path) -> bool:
    """Whether the data folder holds an archive."""
    return (folder / ARCHIVE).exists()


def create_office(folder: Path, wanted: NewOffice, clock: Clock = now) -> tuple[Office, str]:
    """Make the archive, its places and its first user; gives the open office and the recovery code.

    The code is shown once, for the printed sheet. Raises Problem where an archive stands already.
    """
    with faults_told():
        if has_office(folder):
            raise Problem("office.exists", folder=folder)
        key = new_key()
        pepper = make_pepper(private_folder())
        keys, code = (
            Keys(device=_device()).with_user(wanted.user, wanted.password, key, pepper).with_recovery(key)
        )
        folder.mkdir(parents=True, exist_ok=True)
        write_keys(folder / KEYS, keys)
        archive = Archive.create(folder / ARCHIVE, key, FUNCTIONS, device=keys.device)
        with archive.work(wanted.user, at=clock()) as work:
            division = _make_places(work, wanted.place)
            work.create("office", {"name": wanted.name, "division_id": division})
            user = {"name": wanted.user, "full_name": wanted.full_name, "role": "approve"}
            user_id = work.create("user", user)
        clerk = Clerk(user_id, wanted.user, wanted.full_name, "approve")
        _remember(folder, wanted.name, clerk, clock())
    return Office(archive, load_forms(forms_folder()), folder, clerk, clock), code


def _device() -> str:
    from db.epochs import new_device

    return new_device()


def _make_places(work: Work, place: str | tuple[str, ...]) -> str | None:
    """The divisions down to the township, and its villages where the national list knows it."""
    if isinstance(place, str):
        chain = path_of(place)
        if not chain:
            raise Problem("office.unknown_place", place=place)
        named = [(one.code, one.name) for one in chain]
    else:
        named = [("", name) for name in place if name]
    parent, path = None, ""
    for level, (code, name) in zip(("province", "city", "county", "township"), named, strict=False):
        parent, path = add_division(work, level, code, name, name, parent, path)
    if isinstance(place, str):
        for one in villages(place):
            add_division(work, "village", one.code, normal_village(one.name), one.name, parent, path)
    return parent


def add_division(
    work: Work, level: str, code: str, name: str, full_name: str, parent: str | None, path: str
) -> tuple[str, str]:
    """Write one division under `parent`; gives its id and its path."""
    from db.records import id_of

    one = id_of("division", {"code": code})
    own = f"{path}{one}/"
    values = {
        "code": code,
        "name": name,
        "full_name": full_name,
        "level": level,
        "parent_id": parent,
        "path": own,
    }
    work.create("division", {"id": one, **values})
    return one, own


def users_of(folder: Path) -> list[SignIn]:
    """Who can sign in, the last one first; empty where there is no office."""
    with faults_told():
        settle_restore(folder / ARCHIVE, folder / KEYS)
        if not (folder / KEYS).exists():
            return []
        names = read_keys(folder / KEYS).users
    known = read_settings(folder).get("people", {})
    people = [
        SignIn(name, kept.get("full_name", ""), kept.get("role", "enter"), kept.get("last", ""))
        for name in names
        for kept in [known.get(name, {})]
    ]
    return sorted(people, key=lambda one: one.last, reverse=True)


def sign_in(folder: Path, name: str, password: str, clock: Clock = now) -> Office:
    """Open the archive with a user's password. Half a second to a second, by design.

    Raises Problem for a wrong password, a missing or damaged archive, or one of a newer program.
    """
    with faults_told():
        settle_restore(folder / ARCHIVE, folder / KEYS)
        if not has_office(folder):
            raise Problem("office.none_here", folder=folder)
        key = read_keys(folder / KEYS).unlock(name, password, read_pepper(private_folder()))
        archive = Archive.open(folder / ARCHIVE, key, FUNCTIONS)
        try:
            return _enter(archive, folder, name, clock)
        except BaseException:
            archive.close()
            raise


def _enter(archive: Archive, folder: Path, name: str, clock: Clock) -> Office:
    rows = archive.read(
        'SELECT id, full_name, role, villages FROM "user" WHERE name = ? AND closed_on IS NULL', (name,)
    )
    if not rows:
        raise Problem("office.user_closed", user=name)
    user_id, full_name, role, villages = rows[0]
    clerk = Clerk(user_id, name, full_name or "", role, tuple(villages.split(",")) if villages else ())
    shelf = office_shelf(archive.read)
    office = Office(archive, load_forms(shelf), folder, clerk, clock, shelf=shelf)
    with archive.work(name, at=clock()) as work:
        work.act("sign_in", "user", user_id)
    _remember(folder, office.name, clerk, clock())
    return office


def _remember(folder: Path, office: str, clerk: Clerk, at: datetime) -> None:
    settings = read_settings(folder)
    people = settings.setdefault("people", {})
    people[clerk.name] = {
        "full_name": clerk.full_name,
        "role": clerk.role,
        "last": at.isoformat(timespec="minutes"),
    }
    settings["office"] = office
    write_settings(folder, settings)


def password_fault(password: str) -> str | None:
    """The key of the sentence that says why a password is too weak; None for one that will do."""
    if len(password) < SHORTEST_PASSWORD:
        return "office.password_short"
    if password.isdigit() or len(set(password)) < 4:
        return "office.password_simple"
    return None
