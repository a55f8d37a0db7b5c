"""The gate of this office: what hangs on a wall is read again as finished, and held back if it says too much."""

from collections.abc import Collection, Iterable
from functools import cache

from app.documents.gates import Held, hold
from app.errors import Problem
from app.operations.offices import Office
from app.rules.dossiers import Dossier
from app.rules.leaks import Listed, find_leaks, listed_in
from app.rules.places import children, provinces
from app.texts import say


def find_held(office: Office, content: bytes, dossiers: Iterable[Dossier]) -> list[Held]:
    """What the gate would hold back in a finished PDF or workbook about these households."""
    return hold(content, known_to(office, dossiers), office.clock().date())


def pass_gate(office: Office, content: bytes, dossiers: Iterable[Dossier], but: Collection[str] = ()) -> None:
    """Raise Problem gate.held where a finished PDF or workbook about these households says what must not leave.

    The phones of the office, of the villages and of the cadres may be shown. `but`: kinds that may pass here.
    """
    held = [one for one in find_held(office, content, dossiers) if one.leak.kind not in but]
    if held:
        leak = held[0].leak
        raise Problem(
            "gate.held", where=held[0].where, what=kind_word(leak.kind), shown=leak.shown, count=len(held)
        )


def need_clean(office: Office, text: str, dossiers: Iterable[Dossier]) -> None:
    """As `pass_gate`, for a text before any paper is made of it."""
    leaks = find_leaks(text, known_to(office, dossiers), office.clock().date())
    if leaks:
        row = text[: leaks[0].at].count("\n") + 1
        raise Problem(
            "gate.held_text", row=row, what=kind_word(leaks[0].kind), shown=leaks[0].shown, count=len(leaks)
        )


def known_to(office: Office, dossiers: Iterable[Dossier]) -> Listed:
    """What the office knows of these households, and the phones it may show."""
    return listed_in(dossiers, office.forms, own_phones(office), county_codes())


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


def kind_word(kind: str) -> str:
    """What kind of leak it is, in a word."""
    words = {
        "id": say("gate.id"),
        "account": say("gate.account"),
        "contact": say("gate.contact"),
        "birth": say("gate.birth"),
        "health": say("gate.health"),
        "place": say("gate.place"),
        "hidden": say("gate.hidden"),
    }
    return words[kind]
