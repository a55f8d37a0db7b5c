"""The samples that were drawn, their households with what was found there, and the rates of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import orjson

from app.errors import Problem
from app.operations.book_orders import BOOK_ORDER
from app.operations.campaigns import mine_only
from app.operations.offices import Office, need_role
from app.operations.rows import RowReader
from app.operations.spotchecks.drawing import frame_of
from app.rules.dossiers import HEAD, Answers
from app.rules.spotchecks import KINDS, Finding, Kind, Rate, Stratum, frame_hash, rates, token_of


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A sample: how it was drawn, and how many of its households are checked."""

    id: str
    name: str
    seed: str
    drawn_on: date
    frame_hash: str
    frame_size: int
    year: int
    size: int
    kinds: tuple[Kind, ...]
    division_ids: tuple[str, ...]
    strata: tuple[Stratum, ...]
    checked: int
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class SampledLine:
    """A household of a sample; `token` is what it was ordered by, `answers` as in `forms/help/sampled.toml`."""

    id: str
    household_id: str
    division_id: str
    village: str
    group: str
    code: str
    head: str
    kind: Kind
    rank: int
    token: str
    answers: Answers

    @property
    def checked(self) -> bool:
        """Whether its check was entered."""
        return self.answers.get("checked_on") is not None

    @property
    def finding(self) -> Finding:
        """What its check found, for the rates."""
        said: Mapping[str, Any] = self.answers
        return Finding(
            self.kind,
            self.checked,
            said.get("poor_now"),
            said.get("meets"),
            said.get("asked"),
            said.get("content"),
        )


def samples(office: Office) -> list[SampleLine]:
    """The samples, the newest first."""
    need_role(office, "view")
    rows = office.archive.read(
        "SELECT s.id, s.name, s.seed, s.drawn_on, s.frame_hash, s.frame_size, s.year, s.size, s.kinds, s.division_ids,"
        " s.strata, s.closed_on, count(x.checked_on) FROM sample s LEFT JOIN sampled x ON x.sample_id = s.id"
        " GROUP BY s.id ORDER BY s.drawn_on DESC, s.id DESC"
    )
    return [
        SampleLine(
            id=row[0],
            name=row[1],
            seed=row[2],
            drawn_on=date.fromisoformat(row[3]),
            frame_hash=row[4],
            frame_size=row[5],
            year=row[6],
            size=row[7],
            kinds=tuple(one for one in KINDS if one in str(row[8] or "").split(",")) or KINDS,
            division_ids=tuple(filter(None, str(row[9] or "").split(","))),
            strata=tuple(Stratum(**one) for one in orjson.loads(row[10] or "[]")),
            checked=row[12],
            closed_on=date.fromisoformat(row[11]) if row[11] else None,
        )
        for row in rows
    ]


def sample_named(office: Office, word: str) -> SampleLine:
    """A sample by its id or name. Raises Problem where none or several are called so."""
    every = samples(office)
    found = [one for one in every if one.id == word] or [one for one in every if one.name == word.strip()]
    if not found:
        raise Problem("spotchecks.no_such", name=word)
    if len(found) > 1:
        raise Problem("spotchecks.several", name=word, count=len(found))
    return found[0]


def sampled_of(office: Office, sample: SampleLine) -> list[SampledLine]:
    """The households of a sample in the order of the village book."""
    need_role(office, "view")
    mine, villages = mine_only(office)
    heads: dict[str, str] = dict(
        office.archive.read(
            "SELECT m.household_id, coalesce(p.name, '') FROM membership m JOIN person p ON p.id = m.person_id"
            " JOIN sampled x ON x.household_id = m.household_id"
            " WHERE m.relation = ? AND m.left_on IS NULL AND x.sample_id = ?",
            (HEAD, sample.id),
        )
    )
    rows = office.archive.read(
        "SELECT x.id, h.id, d.id, d.name, coalesce(h.group_name, ''), coalesce(h.code, ''), x.stratum, x.rank"
        " FROM sampled x JOIN household h ON h.id = x.household_id JOIN division d ON d.id = h.division_id"
        f" WHERE x.sample_id = ?{mine} {BOOK_ORDER}",
        (sample.id, *villages),
    )
    reader = RowReader(office.forms.help["sampled"], ("id",))
    said = {str(row.keys[0]): row.answers for row in reader.rows(office, "sample_id = ?", (sample.id,))}
    return [
        SampledLine(
            id=row[0],
            household_id=row[1],
            division_id=row[2],
            village=row[3],
            group=row[4],
            code=row[5],
            head=heads.get(row[1], ""),
            kind=cast(Kind, str(row[6]).rpartition("/")[2]),
            rank=row[7],
            token=token_of(sample.seed, row[5] or row[1]),
            answers=said.get(row[0], {}),
        )
        for row in rows
    ]


def frame_stands(office: Office, sample: SampleLine) -> bool:
    """Whether the households that might have been drawn are the same today: then the draw can be made again here."""
    frame = frame_of(office, sample.kinds, sample.division_ids, sample.year)
    return frame_hash(frame) == sample.frame_hash


def rates_of(lines: Sequence[SampledLine]) -> tuple[Rate, ...]:
    """漏评率, 错退率, 满意度 of these households."""
    return rates([one.finding for one in lines])


def rates_by_village(lines: Sequence[SampledLine]) -> dict[str, tuple[Rate, ...]]:
    """The rates of each village, in the order of the lines."""
    found: dict[str, list[SampledLine]] = defaultdict(list)
    for one in lines:
        found[one.village].append(one)
    return {village: rates_of(some) for village, some in found.items()}
