"""The gate of this office: what hangs on a wall is read again as finished, and held back if it says too much."""

from collections.abc import Iterable
from functools import cache

from app.documents.gates import hold
from app.errors import Problem
from app.operations.offices import Office
from app.rules.dossiers import Dossier
from app.rules.leaks import listed_in
from app.rules.places import children, provinces
from app.texts import say


def pass_gate(office: Office, content: bytes, dossiers: Iterable[Dossier]) -> None:
    """Raise Problem gate.held where a finished PDF or workbook about these households says what must not leave.

    The phones of the office, of the villages and of the cadres may be shown.
    """
    listed = listed_in(dossiers, office.forms, own_phones(office), county_codes())
    held = hold(content, listed, office.clock().date())
    if held:
        first = held[0]
        what = _said(first.leak.kind)
        raise Problem("gate.held", where=first.where, what=what, shown=first.leak.shown, count=len(held))


def own_phones(office: Office) -> list[str]:
    """The phones an office may print: its own, its villages', those of the units and cadres."""
    sql = (
        "SELECT phone FROM office UNION SELECT complaint_phone FROM office UNION SELECT village_phone FROM household"
        " UNION SELECT phone FROM unit UNION SELECT phone FROM cadre"
    )
    return [str(phone) for (phone,) in office.archive.read(sql) if phone]


@cache
def county_codes() -> frozenset[str]:
    """The six digits every county's ID numbers begin with."""
    return frozenset(
        county.code
        for province in provinces()
        for city in children(province.code)
        for county in children(city.code)
    )


def _said(kind: str) -> str:
    words = {
        "id": say("gate.id"),
        "account": say("gate.account"),
        "contact": say("gate.contact"),
        "birth": say("gate.birth"),
        "health": say("gate.health"),
        "place": say("gate.place"),
    }
    return words[kind]
