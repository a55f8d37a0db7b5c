"""Keeping a judgement when it is used: what it says, by which packs, from what the archive said, and when that was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson

from app.operations.judgements.rulebooks import keep_rulebook
from app.operations.offices import Office
from app.operations.packs.naming import Named, pack_names
from app.operations.pasts import change_named, office_as_of
from app.operations.standards.assessing import Question, judged_dossiers, moment, standard_for
from app.rules.dossiers import Dossier
from app.rules.kept_dossiers import kept_dossier
from app.rules.standards import ItemResult, Judgement, Standard
from db.works import Work

CASE, PAPER = "case", "paper"
"""What a judgement was used for."""


@dataclass(frozen=True)
class Used:
    """Judgements about to be used: by which standard, each with what it was made from; `seq`: the last change read."""

    standard: Standard
    seq: int
    judged: tuple[tuple[Dossier, Judgement], ...]


def weigh(office: Office, question: Question) -> Used:
    """Judge these households to use the result. Raises Problem as `assess`."""
    standard = standard_for(office, question)
    seq = moment(office, question.as_of)
    with office_as_of(office, seq, question.households) as then:
        found = tuple(judged_dossiers(then, standard, question, None))
    return Used(standard, seq, found)


def keep_judgements(
    work: Work, office: Office, used: Used, use: str, case_id: str | None = None
) -> list[str]:
    """Write judgements in the caller's unit of work; gives the ids. `use`: what for, CASE or PAPER."""
    if not used.judged:
        return []
    rulebook = keep_rulebook(work, office)
    names = pack_names(office)
    as_of, machine = change_named(office, used.seq)
    made = []
    for dossier, judgement in used.judged:
        row: dict[str, str | int | None] = {
            "household_id": judgement.household_id,
            "standard": used.standard.key,
            "label": used.standard.label,
            "judged_on": judgement.on.isoformat(),
            "year": judgement.year,
            "state": judgement.state,
            "as_of": as_of,
            "machine": machine,
            "rulebook": rulebook,
            "packs": _json([_pack(one) for one in _packs(used.standard, judgement, names)]),
            "results": _json([item_told(one, used.standard) for one in judgement.results]),
            "facts": _json(kept_dossier(dossier)),
            "use": use,
            "case_id": case_id,
        }
        if use != PAPER or not _said_already(work, row):
            made.append(work.create("judgement", row))
    return made


def _said_already(work: Work, row: Mapping[str, str | int | None]) -> bool:
    """Whether a paper of the day said the same already: printed again, nothing is kept again."""
    names = ("household_id", "standard", "judged_on", "year", "rulebook", "results", "use")
    where = " AND ".join(f'"{name}" = ?' for name in names)
    return bool(work.read(f"SELECT 1 FROM judgement WHERE {where} LIMIT 1", [row[name] for name in names]))


def _packs(standard: Standard, judgement: Judgement, names: dict[str, Named]) -> list[Named]:
    """The packs whose words decided: that of the standard, those of its lines."""
    keys = [standard.pack, *(one.line.pack for one in judgement.results if one.line)]
    return [names[key] for key in dict.fromkeys(keys) if key in names]


def _pack(one: Named) -> dict[str, Any]:
    return {"key": one.key, "label": one.label, "version": one.version, "checksum": one.checksum}


def item_told(one: ItemResult, standard: Standard) -> dict[str, Any]:
    """One item's result as it is kept: numbers as text."""
    told = {
        "item": one.item.key,
        "text": one.item.text,
        "state": one.state,
        "value": _number(one.fact.value),
        "said": one.fact.said,
        "needed": _number(one.needed),
        "pack": one.line.pack if one.line else standard.pack,
        "source": one.line.source if one.line else one.item.source or standard.source,
    }
    return {word: value for word, value in told.items() if value not in (None, "")}


def _number(value: bool | Decimal | None) -> bool | str | None:
    return format(value, "f") if isinstance(value, Decimal) else value


def _json(told: Sequence[Any] | dict[str, Any] | Iterable[Any]) -> str:
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS).decode()
