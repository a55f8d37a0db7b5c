"""How often which household is to be visited, whom a leader is to see, and what a photo may be: `forms/visiting.toml`.

The amounts and their sources stand in that file; this page only reads and applies them.
"""

import calendar
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.errors import Problem
from app.rules.dossiers import Answers, Value
from app.rules.formfiles import read_toml
from app.rules.forms import Record
from app.rules.needs import Need


@dataclass(frozen=True, slots=True)
class VisitRule:
    """Households that have `need` are visited every `months` months, or every `days` days where that is given."""

    key: str
    need: Need
    months: int
    days: int

    @property
    def label(self) -> str:
        return self.need.label

    def due_after(self, day: date) -> date:
        """The last day for the next visit, counted from that day."""
        return day + timedelta(days=self.days) if self.days else months_later(day, self.months)


@dataclass(frozen=True, slots=True)
class PhotoRule:
    """The longest side in pixels, JPEG quality (1–95), the largest file in MB, and whether its place is kept."""

    longest_side: int = 2560
    quality: int = 85
    most_mb: int = 40
    place: bool = False


@dataclass(frozen=True, slots=True)
class Visiting:
    """The whole file. `modes`: how one must have met for a visit to count; `teams`: who must visit every household
    under the rules `covered`; `finding_days`, `finding_ahead`: a new finding's days, and how early one is warned."""

    rules: tuple[VisitRule, ...] = ()
    care_label: str = ""
    modes: frozenset[str] = frozenset()
    teams: tuple[str, ...] = ()
    covered: frozenset[str] = frozenset()
    finding_days: int = 30
    finding_ahead: int = 7
    photo: PhotoRule = field(default_factory=PhotoRule)

    def rule_for(self, standing: Answers) -> VisitRule | None:
        """The first rule a household falls under; None where nobody asks for visits."""
        return next((rule for rule in self.rules if rule.need.holds(standing)), None)

    def counts(self, mode: Value) -> bool:
        """Whether a visit made that way counts; one whose way nobody wrote does."""
        return mode is None or not self.modes or mode in self.modes

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the standing that the rules look at."""
        asked = [key for rule in self.rules for words in (rule.need.where, rule.need.unless) for key in words]
        return tuple(dict.fromkeys(asked))


def load_visiting(folder: Path, standing: Record) -> Visiting:
    """The rules of a forms folder; none where it has no `visiting.toml`. Raises Problem naming the bad line."""
    path = folder / "visiting.toml"
    if not path.exists():
        return Visiting()
    table = read_toml(path)
    coverage, finding = table.get("coverage", {}), table.get("finding", {})
    rules = tuple(_rule(path, line, standing) for line in table.get("rule", ()))
    _need_known(path, coverage.get("of", ()), {rule.key for rule in rules})
    return Visiting(
        rules=rules,
        care_label=str(table.get("care", {}).get("label", "")),
        modes=frozenset(map(str, table.get("counted", {}).get("modes", ()))),
        teams=tuple(map(str, coverage.get("teams", ()))),
        covered=frozenset(coverage.get("of", ())),
        finding_days=_whole(path, finding, "days", 30),
        finding_ahead=_whole(path, finding, "ahead", 7),
        photo=_photo(path, table.get("photo", {})),
    )


def months_later(day: date, months: int) -> date:
    """The same day some months later; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _rule(path: Path, line: Mapping[str, Any], standing: Record) -> VisitRule:
    key = str(line.get("key", ""))
    months, days = _whole(path, line, "months", 0), _whole(path, line, "days", 0)
    if not (key and line.get("source") and line.get("where") and (months or days)):
        raise Problem("visits.rule_incomplete", file=path.name, key=key)
    for words in (line["where"], line.get("unless", {})):
        _need_known(path, words, standing.by_key)
    need = Need(
        str(line.get("label", key)),
        _words(line["where"]),
        _words(line.get("unless", {})),
        str(line["source"]),
    )
    return VisitRule(key, need, months, days)


def _words(table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """What may stand in each field, yes and no as 1 and 0: as `Need` compares it."""
    return {
        key: tuple(str(int(one)) if isinstance(one, bool) else str(one) for one in several)
        for key, several in table.items()
    }


def _need_known(path: Path, names: Collection[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise Problem("visits.rule_unknown_word", file=path.name, word=name)


def _whole(path: Path, table: Mapping[str, Any], word: str, otherwise: int) -> int:
    value = table.get(word, otherwise)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Problem("visits.rule_not_a_number", file=path.name, word=word, value=str(value))
    return value


def _photo(path: Path, table: Mapping[str, Any]) -> PhotoRule:
    usual = PhotoRule()
    return PhotoRule(
        longest_side=max(320, _whole(path, table, "longest_side", usual.longest_side)),
        quality=min(95, max(40, _whole(path, table, "quality", usual.quality))),
        most_mb=max(1, _whole(path, table, "most_mb", usual.most_mb)),
        place=bool(table.get("place", usual.place)),
    )
