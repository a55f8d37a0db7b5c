"""Drawing a sample: the households that may be drawn, the draw itself, and whether it can be drawn again today."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from app.errors import Problem
from app.operations.book_orders import BOOK_ORDER
from app.operations.offices import Office, need_role, need_village
from app.operations.places import divisions, township
from app.operations.years import working_year
from app.rules.checks.meanings import LIFTED_KIND, LIFTED_STATES, POOR_KINDS
from app.rules.spotchecks import KINDS, Draw, Framed, Kind, draw_sample
from app.texts import say
from db.records import new_id

MOST = 5_000
"""Nobody checks more households at home in one go."""


@dataclass(frozen=True, slots=True)
class SampleAsked:
    """What to draw: how many households of these kinds and villages, by which seed ("" for one of the day and place).

    `least`: so many of each village at least.
    """

    name: str
    size: int
    seed: str = ""
    kinds: tuple[Kind, ...] = KINDS
    division_ids: tuple[str, ...] = ()
    year: int | None = None
    least: int = 1


@dataclass(frozen=True, slots=True)
class SampleDrawn:
    """A sample that was drawn and kept: its id, the batch (for undo), the seed it came from, and the draw."""

    id: str
    batch: str
    seed: str
    draw: Draw


def frame_of(office: Office, kinds: Sequence[Kind], division_ids: Sequence[str], year: int) -> list[Framed]:
    """The open households of these kinds and places, in the order of the village book, as known up to the year."""
    known = divisions(office)
    paths = tuple(known[one].path for one in division_ids)
    rows = office.archive.read(
        "SELECT h.id, coalesce(h.code, ''), d.id, d.code, d.path, s.attribute, s.poverty_status, s.household_kind,"
        " s.formerly_poor, s.monitor_class IS NOT NULL AND coalesce(s.risk_cleared, 0) != 1"
        " FROM household h JOIN division d ON d.id = h.division_id LEFT JOIN standing s ON s.household_id = h.id"
        " AND s.year = (SELECT max(y.year) FROM standing y WHERE y.household_id = h.id AND y.year <= ?)"
        f" WHERE h.closed_on IS NULL {BOOK_ORDER}",
        (year,),
    )
    mine = office.user.villages
    found = []
    for one, code, division, village, path, *standing in rows:
        kind = kind_of(*standing)
        if kind in kinds and (not paths or path.startswith(paths)) and (not mine or division in mine):
            found.append(Framed(one, code or one, village or division, kind))
    return found


def kind_of(
    attribute: str | None, status: str | None, kind: str | None, formerly: int | None, monitored: int | None
) -> Kind:
    """What a household is for a check: whoever was lifted counts as that, also while it is monitored again."""
    if status in LIFTED_STATES or kind == LIFTED_KIND or formerly:
        return "exited"
    if attribute or status or kind in POOR_KINDS:
        return "poor"
    return "monitored" if monitored else "ordinary"


def draw_check(office: Office, asked: SampleAsked) -> SampleDrawn:
    """Draw and keep a sample; what is drawn follows from the frame and the seed alone.

    Raises Problem for a user who may not approve, a size that makes no sense, no name, or nobody to draw from.
    """
    need_role(office, "approve")
    for one in asked.division_ids:
        if divisions(office)[one].level == "village":
            need_village(office, one)
    if not asked.name.strip():
        raise Problem("spotchecks.no_name")
    if not 1 <= asked.size <= MOST:
        raise Problem("spotchecks.bad_size", size=asked.size, most=MOST)
    year = asked.year or working_year(office)
    frame = frame_of(office, asked.kinds, asked.division_ids, year)
    if not frame:
        raise Problem("spotchecks.nobody")
    seed = asked.seed.strip() or usual_seed(office)
    draw = draw_sample(frame, asked.size, seed, asked.least)
    batch = new_id()
    reason = say("spotchecks.batch_drawn", name=asked.name.strip())
    with office.archive.work(office.user.name, reason, at=office.clock(), batch=batch) as work:
        sample = work.create(
            "sample",
            {
                "name": asked.name.strip(),
                "seed": seed,
                "drawn_on": office.clock().date().isoformat(),
                "frame_hash": draw.frame_hash,
                "year": year,
                "size": len(draw.households),
                "frame_size": draw.frame_size,
                "kinds": ",".join(asked.kinds),
                "division_ids": ",".join(asked.division_ids) or None,
                "strata": _strata(draw),
            },
        )
        work.create_many(
            "sampled",
            [
                {
                    "sample_id": sample,
                    "household_id": one.framed.household_id,
                    "stratum": f"{one.framed.village}/{one.framed.kind}",
                    "rank": one.rank,
                }
                for one in draw.households
            ],
        )
    return SampleDrawn(sample, batch, seed, draw)


def usual_seed(office: Office) -> str:
    """A seed nobody chose: the day and the place, to be read out before the draw."""
    town = township(office)
    return f"{office.clock():%Y-%m-%d}-{town.code if town else office.name}"


def _strata(draw: Draw) -> str:
    return orjson.dumps(
        [{"village": one.village, "households": one.households, "drawn": one.drawn} for one in draw.strata]
    ).decode()
