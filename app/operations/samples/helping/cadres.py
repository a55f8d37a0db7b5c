"""Units, cadres, and where they are posted: county offices, the township, and those of every village."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.operations.samples.helping.scenes import Kept, Scene
from db.records import new_id
from db.works import Work

# Codes of forms/codes/cadre_rank.toml and team.toml.
SECTION_HEAD, SECTION_DEPUTY, CLERK, EXPERT, VILLAGER = "2", "3", "4", "5", "6"
TEAM, FIRST_SECRETARY, IN_CHARGE, COMMITTEE = "1", "2", "3", "4"
_QUOTA = {SECTION_HEAD: 5, SECTION_DEPUTY: 4, CLERK: 3, EXPERT: 7, VILLAGER: 9}
_EXPERTS = ("doctor", "teacher", "adviser")


@dataclass(slots=True)
class Helper:
    """A cadre as the sample pairs him: how many households he may take, and how many he has."""

    id: str
    name: str
    division_id: str
    most: int
    households: int = 0
    left: date | None = None


@dataclass(slots=True)
class Staff:
    """Everybody who helps: of each village, and the experts by what they are."""

    villages: dict[str, list[Helper]] = field(default_factory=dict)
    experts: dict[str, list[Helper]] = field(default_factory=dict)
    units: list[Kept] = field(default_factory=list)
    cadres: list[Kept] = field(default_factory=list)
    postings: list[Kept] = field(default_factory=list)


def make_staff(scene: Scene) -> Staff:
    """As many cadres as the households of each village ask for; every village has its four teams."""
    staff = Staff()
    counts: dict[str, int] = {}
    for home in scene.homes:
        counts[home.division_id] = counts.get(home.division_id, 0) + 1
    units = [_unit(staff, scene, one, "") for one in scene.words["units"]]
    for division, households in counts.items():
        own = _unit(
            staff, scene, {**scene.words["village"], "name": scene.words["village"]["unit"]}, division
        )
        staff.villages[division] = list(_villagers(staff, scene, division, own, units, households))
    for kind in _EXPERTS:
        name = scene.say(scene.words[kind]["unit"])
        unit = next(one for one in units if one["name"] == name)
        staff.experts[kind] = [
            _cadre(staff, scene, unit, EXPERT, scene.random.choice(unit["posts"]), "")
            for _ in range(2 + len(scene.homes) // 250)
        ]
    return staff


def let_one_go(scene: Scene, staff: Staff) -> None:
    """One cadre who helps households left his office three weeks ago, and nobody took over."""
    busy = (one for helpers in staff.villages.values() for one in helpers[8:] if one.households)
    leaver = next(busy, None)
    if leaver:
        leaver.left = scene.today - timedelta(days=21)
        row = next(one for one in staff.cadres if one["id"] == leaver.id)
        row["to_on"] = leaver.left.isoformat()


def write_staff(work: Work, staff: Staff) -> None:
    """Units, cadres, postings."""
    work.create_many(
        "unit", [{key: one[key] for key in one if key not in ("posts", "trade")} for one in staff.units]
    )
    work.create_many("cadre", staff.cadres)
    work.create_many("posting", staff.postings)


def _unit(staff: Staff, scene: Scene, what: Mapping[str, Any], division: str) -> Kept:
    unit = {
        "id": new_id(),
        "name": scene.say(what["name"], division),
        "level": what["level"],
        "phone": scene.stock.lives["village_phone"].format(number=scene.random.randrange(100_000)),
        "posts": what["posts"],
        "trade": what.get("trade"),
    }
    staff.units.append(unit)
    return unit


def _villagers(
    staff: Staff, scene: Scene, division: str, own: Kept, units: list[Kept], households: int
) -> list[Helper]:
    """The four teams of a village first, then cadres of the units until its households are covered."""
    random, words = scene.random, scene.words["village"]
    sender, town = random.choice(units[:6]), units[6]
    helpers = [_posted(staff, scene, sender, FIRST_SECRETARY, words["first_secretary"], division)]
    helpers += [_posted(staff, scene, sender, TEAM, words["team"], division) for _ in range(2)]
    helpers += [_posted(staff, scene, town, IN_CHARGE, random.choice(town["posts"][1:3]), division)]
    helpers += [_posted(staff, scene, own, COMMITTEE, post, division) for post in words["posts"]]
    while sum(one.most for one in helpers) < households + 6:
        unit = random.choice(units)
        rank = random.choice([SECTION_DEPUTY, CLERK, CLERK, EXPERT])
        helpers.append(_cadre(staff, scene, unit, rank, random.choice(unit["posts"]), division))
    return helpers


def _posted(staff: Staff, scene: Scene, unit: Kept, team: str, post: str, division: str) -> Helper:
    rank = {FIRST_SECRETARY: SECTION_DEPUTY, TEAM: CLERK, IN_CHARGE: SECTION_HEAD, COMMITTEE: VILLAGER}[team]
    helper = _cadre(staff, scene, unit, rank, post, division)
    since = date(scene.random.choice([2021, 2023, 2023, 2025]), scene.random.choice([3, 5, 7]), 1)
    staff.postings.append(
        {"cadre_id": helper.id, "division_id": division, "team": team, "started_on": since.isoformat()}
    )
    return helper


def _cadre(staff: Staff, scene: Scene, unit: Kept, rank: str, post: str, division: str) -> Helper:
    name, sex = scene.person()
    cadre = {
        "id": new_id(),
        "unit_id": unit["id"],
        "name": name,
        "sex": sex,
        "political": "01" if scene.random.random() < 0.78 else "04",
        "rank": rank,
        "post": post,
        "phone": scene.registry.phone(),
        "trade": unit["trade"],
        "from_on": f"{scene.random.randint(2015, 2021)}-03-01",
        "to_on": None,
    }
    staff.cadres.append(cadre)
    return Helper(cadre["id"], name, division, _QUOTA[rank])
