"""The cadres, and how many households each answers for, against the quota of his rank.

The quotas stand in `forms/codes/cadre_rank.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.operations.help_needs import help_rules
from app.operations.offices import Office, need_role
from app.operations.rows import RowReader
from app.rules.dossiers import Answers, Value
from app.rules.forms import Forms

Limit = tuple[int, int]
Load = Literal["over", "under", "ok", "unknown"]


def count_households(office: Office, day: date) -> dict[str, int]:
    """Open households by the cadre who answers for them on that day, the whole office's whoever asks."""
    kinds = help_rules(office).counted
    sql = (
        "SELECT p.cadre_id, count(DISTINCT p.household_id) FROM pairing p JOIN household h ON h.id = p.household_id"
        f" WHERE p.kind IN ({','.join('?' * len(kinds))}) AND (h.closed_on IS NULL OR h.closed_on > ?)"
        " AND (p.started_on IS NULL OR p.started_on <= ?) AND (p.ended_on IS NULL OR p.ended_on > ?)"
        " GROUP BY p.cadre_id"
    )
    on = day.isoformat()
    return {str(cadre): int(count) for cadre, count in office.archive.read(sql, (*kinds, on, on, on))}


def limit_of(forms: Forms, rank: Value) -> Limit | None:
    """The least and most households of a rank; None where the rank is not known or its line names no quota."""
    code = forms.codes["cadre_rank"].by_code.get(str(rank or ""))
    quota = code.extra.get("quota") if code else None
    if not isinstance(quota, list | tuple) or len(quota) != 2:
        return None
    return int(quota[0]), int(quota[1])


def judge_load(households: int, limit: Limit | None) -> Load:
    """Whether that many households lie within a quota; "unknown" where there is none."""
    if limit is None:
        return "unknown"
    if households > limit[1]:
        return "over"
    return "under" if households < limit[0] else "ok"


@dataclass(frozen=True, slots=True)
class CadreLine:
    """A cadre with his load: `households` he answers for, `limit` the least and most of his rank (None: not known).

    `standing` compares the two; of one whose term is over, or whose rank is not known, it is "unknown".
    """

    id: str
    name: str
    unit_id: str
    unit: str
    rank: str
    post: str
    phone: str
    from_on: date | None
    to_on: date | None
    ended: bool
    households: int
    limit: Limit | None
    standing: Load
    answers: Answers


def list_cadres(office: Office, day: date | None = None) -> list[CadreLine]:
    """Every cadre by unit and name, with his load on that day (today)."""
    need_role(office, "view")
    on = day or office.clock().date()
    counts = count_households(office, on)
    units = _unit_names(office)
    rows = RowReader(office.forms.help["cadre"], ("id", "unit_id")).rows(office, "1 ORDER BY id", ())
    lines = [
        _cadre_line(office, str(row.keys[0]), row.keys[1], row.answers, units, counts, on) for row in rows
    ]
    return sorted(lines, key=lambda line: (line.unit == "", line.unit, line.name, line.id))


def load_of_cadres(office: Office, day: date | None = None) -> list[CadreLine]:
    """The cadres in office, and those who left but still have households: too many first, then too few.

    Within that by how many they have, the most first.
    """
    order = {"over": 0, "under": 1, "unknown": 2, "ok": 3}
    lines = [line for line in list_cadres(office, day) if line.households or not line.ended]
    return sorted(lines, key=lambda line: (order[line.standing], -line.households))


def _cadre_line(
    office: Office,
    one: str,
    unit_id: str | None,
    answers: Answers,
    units: Mapping[str, str],
    counts: Mapping[str, int],
    on: date,
) -> CadreLine:
    left = answers.get("to_on")
    to_on = left if isinstance(left, date) else None
    began = answers.get("from_on")
    ended = to_on is not None and to_on <= on
    limit = limit_of(office.forms, answers.get("rank"))
    households = counts.get(one, 0)
    return CadreLine(
        id=one,
        name=str(answers.get("name") or ""),
        unit_id=unit_id or "",
        unit=units.get(unit_id or "", ""),
        rank=str(answers.get("rank") or ""),
        post=str(answers.get("post") or ""),
        phone=str(answers.get("phone") or ""),
        from_on=began if isinstance(began, date) else None,
        to_on=to_on,
        ended=ended,
        households=households,
        limit=limit,
        standing="unknown" if ended else judge_load(households, limit),
        answers=answers,
    )


def _unit_names(office: Office) -> dict[str, str]:
    return {str(one): str(name) for one, name in office.archive.read("SELECT id, name FROM unit")}
