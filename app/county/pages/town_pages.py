"""各乡镇: how every township stands, its machines, codes for new ones."""

from collections.abc import Callable

from app.county.devices import make_code, revoke
from app.county.hellos import server_of
from app.county.pages.asks import Answer, Ask, Shown, Went
from app.county.pages.townships import Township, mark_of, townships
from app.county.places import LEVELS
from app.errors import Problem
from app.texts import say

_SUMS: dict[str, Callable[[Township], int]] = {
    "unsent": lambda town: town.unsent,
    "conflicts": lambda town: town.disputed,
    "doubts": lambda town: town.said("doubts"),
    "notices": lambda town: town.notices,
}


def show_towns(ask: Ask) -> Answer:
    """Every township in the visitor's places, the silent ones told apart."""
    found = townships(ask.connection, ask.user.code)
    marks = [town.mark(ask.now) for town in found]
    sums = {name: sum(count(town) for town in found) for name, count in _SUMS.items()}
    server = server_of(ask.connection)
    return Shown(
        "towns.html",
        {
            "server": server,
            "towns": list(zip(found, marks, strict=True)),
            "sums": sums,
            "households": sum(town.households for town in found),
            "late": marks.count("late"),
            "lost": marks.count("lost") + marks.count("never"),
            "may": _may(ask),
        },
    )


def show_town(ask: Ask) -> Answer:
    """One township's machines; who keeps machines sees buttons beside them."""
    town = _town(ask)
    devices = [(one, mark_of(one["last_seen"], ask.now)) for one in town.devices]
    values = {"town": town, "devices": devices, "mark": town.mark(ask.now), "may": _may(ask)}
    return Shown("town.html", values)


def give_code(ask: Ask) -> Answer:
    """Make a code for one more machine; its line is shown once, here, and kept nowhere."""
    code = ask.asked("code")
    if not (code.isdigit() and len(code) in LEVELS and ask.reaches(code)):
        raise Problem("county.division_code", division=code)
    made = make_code(ask.connection, [code], ask.asked("note"), ask.now)
    ask.note("enrol", codes=[code])
    url, fingerprint = ask.county.served
    line = f"{url}/#{made}" + (f".{fingerprint}" if fingerprint else "")
    return Shown("code.html", {"line": line, "code": code, "back": f"/towns/{code[:9]}"})


def revoke_machine(ask: Ask) -> Answer:
    """Take a machine off the list, at once and for good."""
    town, device = _town(ask), ask.asked("device")
    name = next((str(one["name"]) for one in town.live if one["id"] == device), None)
    if name is None:
        raise Problem("county.no_device", device=device)
    revoke(ask.connection, device, ask.now)
    ask.note("revoke", device=device)
    ask.tell(say("county.revoked_done", device=name))
    return Went(f"/towns/{town.code}")


def _may(ask: Ask) -> bool:
    return ask.user.role == "admin"


def _town(ask: Ask) -> Township:
    """The township named in the path; one of another's places is not there."""
    code = ask.path["code"]
    found = next((one for one in townships(ask.connection, ask.user.code) if one.code == code), None)
    if found is None:
        raise Problem("county_pages.no_town")
    return found
