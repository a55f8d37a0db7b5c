"""Who helps which household since when: handovers without a gap, a few gaps all the same, experts beside."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from app.operations.samples.helping.cadres import Helper, Staff
from app.operations.samples.helping.scenes import Home, Kept, Scene
from app.operations.samples.lives import CHRONIC, SERIOUS
from db.records import new_id

# Codes of forms/codes/help_kind.toml and handover_reason.toml.
HELPER, CONTACT, DOCTOR, TEACHER, ADVISER = "1", "2", "3", "4", "6"
_UNPAIRED, _HANDED_OVER, _EXPERT = 0.012, 0.12, 0.3
_REASONS = ("1", "1", "2", "3", "4")


@dataclass(slots=True)
class Pairs:
    """The pairings made, and who helps each household now."""

    rows: list[Kept] = field(default_factory=list)
    helpers: dict[str, Helper] = field(default_factory=dict)

    def add(self, home: Home, helper: Helper, kind: str, since: date, follows: Kept | None = None) -> Kept:
        """One line; the line it follows ends the same day."""
        row: Kept = {
            "id": new_id(),
            "household_id": home.id,
            "cadre_id": helper.id,
            "follows_id": follows["id"] if follows else None,
            "kind": kind,
            "started_on": since.isoformat(),
            "ended_on": None,
            "reason": None,
        }
        self.rows.append(row)
        return row


def make_pairings(scene: Scene, staff: Staff) -> Pairs:
    """Every household with a helper of its village, but for a few; those watched with a contact besides."""
    pairs = Pairs()
    turns: dict[str, int] = {}
    for home in scene.homes:
        random = scene.random
        if random.random() < _UNPAIRED:
            continue
        pool = staff.villages[home.division_id]
        helper = _next(pool, turns, home.division_id)
        since = date(random.choice([2021, 2022, 2023]), random.randint(1, 12), random.choice([1, 5, 10, 15]))
        row = pairs.add(home, helper, HELPER, since)
        if random.random() < _HANDED_OVER:
            helper = _hand_over(scene, pairs, home, row, pool, turns)
        helper.households += 1
        pairs.helpers[home.id] = helper
        if home.watched:
            pairs.add(home, random.choice(pool[4:8]), CONTACT, max(since, date(2024, 1, 5)))
        _experts(scene, staff, pairs, home)
    return pairs


def _next(pool: list[Helper], turns: dict[str, int], division: str) -> Helper:
    """The helpers of a village in turn, those who have their number left out while another has not."""
    for _ in pool:
        turns[division] = turns.get(division, -1) + 1
        helper = pool[turns[division] % len(pool)]
        if helper.households < helper.most:
            return helper
    return pool[0]


def _hand_over(
    scene: Scene, pairs: Pairs, home: Home, old: Kept, pool: list[Helper], turns: dict[str, int]
) -> Helper:
    day = scene.today - timedelta(days=scene.random.randint(40, 600))
    helper = _next(pool, turns, home.division_id)
    old["ended_on"], old["reason"] = day.isoformat(), scene.random.choice(_REASONS)
    pairs.add(home, helper, HELPER, day, old)
    return helper


def _experts(scene: Scene, staff: Staff, pairs: Pairs, home: Home) -> None:
    random = scene.random
    wanted = (
        (DOCTOR, "doctor", any(one.suffers(CHRONIC, SERIOUS) for one in home.people)),
        (TEACHER, "teacher", home.fits("pupil") is not None),
        (ADVISER, "adviser", home.fits("labour") is not None),
    )
    for kind, experts, fits in wanted:
        if fits and random.random() < _EXPERT:
            pairs.add(home, random.choice(staff.experts[experts]), kind, date(2024, random.randint(1, 9), 1))
