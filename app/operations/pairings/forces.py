"""帮扶力量清单: unit → village → cadre → the households he helps there. Source: 安庆 2016, 建立了帮扶力量清单."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from app.operations.finding import village_named
from app.operations.offices import Office, need_role
from app.operations.places import places_by_division
from app.operations.stored_help import read_cadres
from app.rules.dossiers import HEAD, Answers


@dataclass(frozen=True, slots=True)
class Helped:
    """A household on a cadre's line."""

    household_id: str
    head: str
    group: str


@dataclass(frozen=True, slots=True)
class Force:
    """A cadre in a village: whose he is, what he does there, and whom he helps. `teams`: of his postings there."""

    unit: str
    level: str
    village: str
    division_id: str
    cadre_id: str
    cadre: Answers
    kinds: tuple[str, ...]
    teams: tuple[str, ...]
    households: tuple[Helped, ...]

    @property
    def name(self) -> str:
        return str(self.cadre.get("name") or "")


def forces(office: Office, village: str | None = None, day: date | None = None) -> list[Force]:
    """Who helps where on that day (today): by unit, village, cadre; those posted to a village without a household too.

    `village`: twelve digits, an id or a name; a village's user sees his own.
    """
    need_role(office, "view")
    on = day or office.clock().date()
    place = village_named(office, village)
    mine = {place.id} if place else set(office.user.villages)
    helped, kinds = _helped(office, on)
    teams = _teams(office, on)
    cadres, places = read_cadres(office), places_by_division(office)
    names = office.forms.codes["unit_level"]
    lines = []
    for cadre_id, division in {**dict.fromkeys(helped), **dict.fromkeys(teams)}:
        if mine and division not in mine:
            continue
        cadre, unit = cadres[cadre_id]
        at = (cadre_id, division)
        lines.append(
            Force(
                unit=str(unit.get("name") or ""),
                level=names.name(str(unit.get("level") or "")),
                village=places[division].village or places[division].township,
                division_id=division,
                cadre_id=cadre_id,
                cadre=cadre,
                kinds=tuple(sorted(kinds.get(at, ()))),
                teams=tuple(sorted(teams.get(at, ()))),
                households=tuple(sorted(helped.get(at, {}).values(), key=lambda one: (one.group, one.head))),
            )
        )
    return sorted(
        lines,
        key=lambda line: (
            line.unit == "",
            line.unit,
            places[line.division_id].code,
            line.name,
            line.cadre_id,
        ),
    )


At = tuple[str, str]
"""A cadre and a village."""


def _helped(office: Office, on: date) -> tuple[dict[At, dict[str, Helped]], dict[At, set[str]]]:
    rows = office.archive.read(
        "SELECT p.cadre_id, h.division_id, p.kind, h.id, h.group_name, person.name FROM pairing p"
        " JOIN household h ON h.id = p.household_id"
        " LEFT JOIN membership m ON m.household_id = h.id AND m.relation = ? AND m.left_on IS NULL"
        " LEFT JOIN person ON person.id = m.person_id"
        " WHERE (p.started_on IS NULL OR p.started_on <= ?) AND (p.ended_on IS NULL OR p.ended_on > ?)"
        " AND (h.closed_on IS NULL OR h.closed_on > ?)",
        (HEAD, *(on.isoformat(),) * 3),
    )
    helped: dict[At, dict[str, Helped]] = defaultdict(dict)
    kinds: dict[At, set[str]] = defaultdict(set)
    for cadre, division, kind, household, group, head in rows:
        helped[cadre, division][household] = Helped(household, head or "", group or "")
        kinds[cadre, division].add(kind or "")
    return helped, kinds


def _teams(office: Office, on: date) -> dict[At, set[str]]:
    rows = office.archive.read(
        "SELECT cadre_id, division_id, team FROM posting"
        " WHERE (started_on IS NULL OR started_on <= ?) AND (ended_on IS NULL OR ended_on > ?)",
        (on.isoformat(),) * 2,
    )
    teams: dict[At, set[str]] = defaultdict(set)
    for cadre, division, team in rows:
        teams[cadre, division].add(team or "")
    return teams
