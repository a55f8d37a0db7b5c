"""A dossier as plain JSON data and back, so that a judgement can keep what it was made from.

Days, numbers and sets of codes are marked as such; what is empty is left out.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from app.rules.dossiers import Answers, Dossier, IncomeItem, Line, Member, Place

_DAY, _NUMBER, _CODES = "day", "number", "codes"


def kept_dossier(dossier: Dossier) -> dict[str, Any]:
    """A dossier as objects, lists, text and whole numbers."""
    told: dict[str, Any] = _plain(asdict(dossier))
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    if isinstance(value, Decimal):
        return {_NUMBER: str(value)}
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items() if one is not None}
    if isinstance(value, tuple | list):
        plain = [_plain(one) for one in value]
        return {_CODES: plain} if value and all(isinstance(one, str) for one in value) else plain
    return value


def dossier_kept(told: Mapping[str, Any]) -> Dossier:
    """The dossier behind such data. Raises KeyError, TypeError or ValueError for what is none."""
    return Dossier(
        household_id=told["household_id"],
        year=told["year"],
        years=tuple(told.get("years", ())),
        place=Place(**told["place"]),
        household=_answers(told.get("household", {})),
        standing=_answers(told.get("standing", {})),
        conditions=_answers(told.get("conditions", {})),
        members=tuple(map(_member, told.get("members", ()))),
        others=told.get("others", 0),
        incomes=tuple(map(_income, told.get("incomes", ()))),
        documents=tuple(map(_answers, told.get("documents", ()))),
        extra=_groups(told.get("extra", {})),
        version=told.get("version", 0),
        spoken=dict(told.get("spoken", {})),
        help={record: tuple(map(_line, lines)) for record, lines in told.get("help", {}).items()},
    )


def _answers(told: Mapping[str, Any]) -> Answers:
    return {key: _value(one) for key, one in told.items()}


def _groups(told: Mapping[str, Any]) -> dict[str, Answers]:
    return {record: _answers(one) for record, one in told.items()}


def _value(told: Any) -> Any:
    if not isinstance(told, dict):
        return tuple(told) if isinstance(told, list) else told
    if _DAY in told:
        return date.fromisoformat(told[_DAY])
    return Decimal(told[_NUMBER]) if _NUMBER in told else tuple(told[_CODES])


def _member(told: Mapping[str, Any]) -> Member:
    return Member(
        told["person_id"], told["membership_id"], _answers(told.get("person", {})),
        _answers(told.get("membership", {})), _answers(told.get("year", {})), _groups(told.get("extra", {})),
        told.get("spoken", 0),
    )  # fmt: skip


def _income(told: Mapping[str, Any]) -> IncomeItem:
    return IncomeItem(
        told["id"],
        told["kind"],
        _value(told["amount"]),
        told.get("person_id"),
        _answers(told.get("answers", {})),
    )


def _line(told: Mapping[str, Any]) -> Line:
    linked = {record: tuple(map(_answers, lines)) for record, lines in told.get("linked", {}).items()}
    return Line(told["record"], told["id"], _answers(told.get("answers", {})), linked, told.get("year", 0))
