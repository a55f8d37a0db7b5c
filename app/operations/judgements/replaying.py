"""Reading kept judgements, and making them again from what they kept: the same words, the same facts, the same day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from app.errors import Problem
from app.operations.judgements.keeping import item_told
from app.operations.judgements.rulebooks import standards_by
from app.operations.offices import Office, need_household
from app.operations.pasts import change_numbered
from app.operations.standards.assessing import rejudge
from app.rules.kept_dossiers import dossier_kept
from app.rules.standards import Judge, Judgement, Standard, Standards, State


@dataclass(frozen=True, slots=True)
class KeptPack:
    """A pack a judgement names."""

    key: str
    label: str
    version: int
    checksum: str


@dataclass(frozen=True, slots=True)
class KeptItem:
    """One item as it came out then. `value`, `needed`: numbers as text, a yes or no, None where unknown."""

    item: str
    text: str
    state: State
    said: str = ""
    value: bool | str | None = None
    needed: str | None = None
    pack: str = ""
    source: str = ""


@dataclass(frozen=True)
class KeptJudgement:
    """A judgement that was used: of whom, by which standard and packs, on which day, from which year's answers.

    `as_of`: the last change it knew, on `machine`; `use`: what for; `rulebook`: the checksum of its words.
    """

    id: str
    household_id: str
    standard: str
    label: str
    on: date
    year: int
    state: State
    as_of: str
    machine: str
    rulebook: str
    packs: tuple[KeptPack, ...]
    items: tuple[KeptItem, ...]
    use: str
    case_id: str


@dataclass(frozen=True)
class Replay:
    """A judgement made again. `same`: as it was kept; `from_log`: so too from this machine's own log, as of then.

    `from_log` is None where the log here does not reach back (it was made on another machine).
    """

    kept: KeptJudgement
    standard: Standard
    judgement: Judgement
    same: bool
    from_log: bool | None


_COLUMNS = (
    "id, household_id, standard, label, judged_on, year, state, as_of, machine, rulebook, packs, results,"
    " coalesce(use, ''), coalesce(case_id, '')"
)


def judgements_of(office: Office, household_id: str) -> list[KeptJudgement]:
    """The judgements of a household that were used, the newest first."""
    need_household(office, household_id, "view")
    sql = f"SELECT {_COLUMNS} FROM judgement WHERE household_id = ? ORDER BY judged_on DESC, id DESC"
    return [_kept(row) for row in office.archive.read(sql, (household_id,))]


def replay(office: Office, judgement_id: str) -> Replay:
    """Make a kept judgement again. Raises Problem judgements.* for one that is gone, or whose words are damaged."""
    rows = office.archive.read(f"SELECT {_COLUMNS}, facts FROM judgement WHERE id = ?", (judgement_id,))
    if not rows:
        raise Problem("judgements.gone")
    kept = _kept(rows[0][:-1])
    need_household(office, kept.household_id, "view")
    by = standards_by(office, kept.rulebook)
    standard = by.at(kept.standard, kept.on) or by.known.get(kept.standard)
    if standard is None:
        raise Problem("judgements.damaged")
    try:
        dossier = dossier_kept(orjson.loads(rows[0][-1]))
    except (KeyError, TypeError, ValueError) as error:
        raise Problem("judgements.damaged") from error
    made = Judge(standard, kept.on, by.meanings, by.limits, by.lines).judge(dossier)
    return Replay(kept, standard, made, _same(kept, standard, made), _from_log(office, kept, by, standard))


def _from_log(office: Office, kept: KeptJudgement, by: Standards, standard: Standard) -> bool | None:
    seq = change_numbered(office, kept.as_of)
    if seq is None:
        return None
    made = rejudge(office, standard, kept.household_id, kept.on, seq, by, kept.year)
    return made is not None and _same(kept, standard, made)


def _same(kept: KeptJudgement, standard: Standard, made: Judgement) -> bool:
    """Whether a judgement came out as it was kept: the whole, and each item with its value and number."""
    again = tuple(_item(item_told(one, standard)) for one in made.results)
    return (kept.state, kept.year, _said_of(kept.items)) == (made.state, made.year, _said_of(again))


def _said_of(items: tuple[KeptItem, ...]) -> list[tuple[object, ...]]:
    # The program's own sentences may be worded better one day; what they say of the household may not.
    return [(one.item, one.state, one.value, one.needed, one.pack, one.source) for one in items]


def _kept(row: tuple[Any, ...]) -> KeptJudgement:
    one, home, standard, label, on, year, state, as_of, machine, rulebook, packs, results, use, case = row
    return KeptJudgement(
        one, home, standard, label, date.fromisoformat(on), year, state, as_of, machine, rulebook,
        tuple(KeptPack(**told) for told in orjson.loads(packs)),
        tuple(map(_item, orjson.loads(results))), use, case,
    )  # fmt: skip


def _item(told: Mapping[str, Any]) -> KeptItem:
    return KeptItem(**told)
