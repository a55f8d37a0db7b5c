"""The places of this office: its township above, its villages below, as the archive keeps them."""

from dataclasses import dataclass

from app.operations.offices import Office
from app.rules.bookorder import group_key
from app.rules.dossiers import Place

LEVELS = ("province", "city", "county", "township", "village")


@dataclass(frozen=True, slots=True)
class Division:
    """One division of the archive; `path` is the ids from the province down, each closed by a slash."""

    id: str
    code: str
    name: str
    level: str
    parent_id: str | None
    path: str
    full_name: str


@dataclass(frozen=True, slots=True)
class VillageCount:
    """A village with its groups and how many open households each has; `groups` in the order of the tree."""

    division: Division
    households: int
    groups: tuple[tuple[str, int], ...]


def divisions(office: Office) -> dict[str, Division]:
    """Every division by id; read again after each change of the archive's places."""
    known = office.kept.get("divisions")
    if known is None:
        rows = office.archive.read(
            "SELECT id, code, name, level, parent_id, path, coalesce(full_name, name) FROM division ORDER BY code, name"
        )
        known = office.kept["divisions"] = {row[0]: Division(*row) for row in rows}
    return dict(known)


def forget_places(office: Office) -> None:
    """Divisions were written: read them anew."""
    office.kept.pop("divisions", None)


def township(office: Office) -> Division | None:
    """The office's own township; None in an office without a place."""
    rows = office.archive.read("SELECT division_id FROM office LIMIT 1")
    return divisions(office).get(rows[0][0]) if rows and rows[0][0] else None


def villages(office: Office) -> list[Division]:
    """The villages the signed-in user may work on, in the order of their codes."""
    mine = office.user.villages
    return [
        one for one in divisions(office).values() if one.level == "village" and (not mine or one.id in mine)
    ]


def place_of(known: dict[str, Division], division_id: str) -> Place:
    """The names above a division, province down."""
    names: dict[str, str] = {}
    one = known.get(division_id)
    village = one
    while one:
        names.setdefault(one.level, one.name)
        one = known.get(one.parent_id or "")
    return Place(
        **{level: names.get(level, "") for level in LEVELS},
        code=village.code if village else "",
        division_id=division_id,
    )


def places_by_division(office: Office) -> dict[str, Place]:
    """The place of every division by its id."""
    known = divisions(office)
    return {one: place_of(known, one) for one in known}


def village_counts(office: Office) -> list[VillageCount]:
    """The village tree: each village with its open households, by group."""
    rows = office.archive.read(
        "SELECT division_id, coalesce(group_name, ''), count(*) FROM household"
        " WHERE closed_on IS NULL GROUP BY division_id, group_name"
    )
    groups: dict[str, list[tuple[str, int]]] = {}
    for division_id, group, count in sorted(rows, key=lambda row: group_key(row[1])):
        groups.setdefault(division_id, []).append((group, count))
    return [
        VillageCount(one, sum(count for _, count in found), tuple(g for g in found if g[0]))
        for one in villages(office)
        for found in [groups.get(one.id, [])]
    ]
