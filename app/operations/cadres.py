"""Those who help: units, cadres and where they are posted. Whom each is paired with: `app.operations.pairings`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.errors import Problem
from app.operations.loads import CadreLine, list_cadres
from app.operations.offices import Office, need_role
from app.operations.pairings.handovers import HandedOver, hand_over_cadre
from app.operations.postings import PostingLine, list_postings, post_cadre
from app.operations.rows import RowReader, kept_answers
from app.rules.dossiers import Answers, Value
from app.rules.names import tidy_name
from db.works import Work

__all__ = [
    "CadreLine",
    "PostingLine",
    "UnitLine",
    "cadre_named",
    "end_cadre",
    "list_cadres",
    "list_postings",
    "list_units",
    "post_cadre",
    "save_cadre",
    "save_unit",
]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit, with how many of its cadres are in office and how many households they answer for."""

    id: str
    name: str
    answers: Answers
    cadres: int
    households: int


def list_units(office: Office, day: date | None = None) -> list[UnitLine]:
    """Every unit by name, with its cadres in office and their households on that day (today)."""
    need_role(office, "view")
    cadres: dict[str, list[CadreLine]] = {}
    for line in list_cadres(office, day):
        cadres.setdefault(line.unit_id, []).append(line)
    rows = RowReader(office.forms.help["unit"], ("id",)).rows(office, "1 ORDER BY name, id", ())
    return [
        UnitLine(
            id=str(row.keys[0]),
            name=str(row.answers.get("name") or ""),
            answers=row.answers,
            cadres=sum(not line.ended for line in cadres.get(str(row.keys[0]), ())),
            households=sum(line.households for line in cadres.get(str(row.keys[0]), ())),
        )
        for row in rows
    ]


def save_unit(office: Office, answers: Mapping[str, Value], *, unit: str | None = None) -> str:
    """Write a new unit (`unit` None) or change one; gives its id.

    Raises Problem for one without a name, or whose name another unit has.
    """
    need_role(office, "enter")
    kept = kept_answers(office.forms.help["unit"], answers)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        if unit is None or "name" in kept:
            kept["name"] = _unit_name(work, str(kept.get("name") or ""), unit)
        if unit is None:
            return work.create("unit", kept)
        work.update("unit", unit, kept)
    return unit


def _unit_name(work: Work, name: str, unit: str | None) -> str:
    tidy = "".join(name.split())
    if not tidy:
        raise Problem("cadres.unit_unnamed")
    if work.read("SELECT 1 FROM unit WHERE name = ? AND id IS NOT ?", (tidy, unit)):
        raise Problem("cadres.unit_twin", name=tidy)
    return tidy


def unit_of(work: Work, name: str) -> str:
    """The id of the unit of that name, made where there is none."""
    tidy = "".join(name.split())
    found = work.read("SELECT id FROM unit WHERE name = ? ORDER BY id LIMIT 1", (tidy,))
    return str(found[0][0]) if found else work.create("unit", {"name": tidy})


def save_cadre(
    office: Office, answers: Mapping[str, Value], unit: str | None = None, *, cadre: str | None = None
) -> str:
    """Write a new cadre (`cadre` None) or change one; gives his id. `unit`: its name, made where it is new;
    "" takes him out of his unit, None leaves it.

    Raises Problem for one without a name, one who is there already (same name and telephone), a term that ends before
    it begins, and a term that ended while households still count on him (`pairings.hand_over` first).
    """
    need_role(office, "enter")
    kept = kept_answers(office.forms.help["cadre"], answers)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        known = work.row_of("cadre", cadre) if cadre else {}
        if known is None:
            raise Problem("cadres.gone")
        if kept.get("name") is not None:
            kept["name"] = tidy_name(str(kept["name"]))
        _need_sound(work, {**known, **kept}, cadre)
        if cadre and kept.get("to_on"):
            _need_handed_over(office, work, cadre, str(kept["to_on"]))
        if unit is not None:
            kept["unit_id"] = unit_of(work, unit) if unit.strip() else None
        if cadre is None:
            return work.create("cadre", kept)
        work.update("cadre", cadre, kept)
    return cadre


def _need_sound(work: Work, said: Mapping[str, object], cadre: str | None) -> None:
    """Refuse a cadre without a name, a second of the same name and telephone, and a term that ends too early."""
    name, phone = str(said.get("name") or ""), said.get("phone")
    if not name:
        raise Problem("cadres.unnamed")
    twins = "SELECT 1 FROM cadre WHERE name = ? AND phone = ? AND id IS NOT ?"
    if phone and work.read(twins, (name, str(phone), cadre)):
        raise Problem("cadres.twin", name=name, phone=phone)
    began, left = said.get("from_on"), said.get("to_on")
    if began and left and str(left) < str(began):
        raise Problem("cadres.term_backwards", name=name)


def _need_handed_over(office: Office, work: Work, cadre: str, left: str) -> None:
    """Refuse an end of term that has come while pairings run on: they must be handed over first."""
    if left > office.clock().date().isoformat():
        return
    sql = (
        "SELECT count(*) FROM pairing p JOIN household h ON h.id = p.household_id"
        " WHERE p.cadre_id = ? AND h.closed_on IS NULL AND (p.ended_on IS NULL OR p.ended_on > ?)"
    )
    (open_lines,) = work.read(sql, (cadre, left))[0]
    if open_lines:
        raise Problem("cadres.still_paired", count=open_lines)


def cadre_named(office: Office, named: str) -> str:
    """The id of a cadre given by our id, his telephone, his name, or name and telephone.

    Of several of one name the only one still in office is meant. Raises Problem where none or several answer to it.
    """
    need_role(office, "view")
    words = set(named.split())
    today = office.clock().date()
    lines = list_cadres(office)
    fitting = [one for one in lines if one.id in words or (words and words <= {one.name, one.phone})]
    standing = [one for one in fitting if not (one.to_on and one.to_on <= today)] or fitting
    if not standing:
        raise Problem("cadres.nobody_named", named=named)
    if len(standing) > 1:
        raise Problem("cadres.several_named", named=named, count=len(standing))
    return standing[0].id


def end_cadre(
    office: Office, cadre: str, on: date, reason: str, *, to: str | None = None, handed: str = ""
) -> HandedOver | None:
    """A cadre's term of office ends that day; his households go to the cadre `to` in the same batch.

    Gives the handover, None where he had no households. Raises Problem where he has some and nobody takes them over.
    """
    need_role(office, "enter")
    if to is not None:
        return hand_over_cadre(office, cadre, to, on, reason, handed, leaves=True)
    save_cadre(office, {"to_on": on}, cadre=cadre)
    return None
