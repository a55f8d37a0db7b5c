"""Which households must have a helper, and why: `forms/pairing.toml` read and asked. Knows no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import Problem
from app.rules.dossiers import Value
from app.rules.formfiles import read_toml

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Need:
    """One reason to need a helper. `where`: fields of the standing and the words one of which must stand there."""

    label: str
    where: Words
    unless: Words
    source: str

    def holds(self, standing: Mapping[str, Value]) -> bool:
        """Whether a household of that standing needs a helper for this reason; what is unknown never holds."""
        return _all_stand(self.where, standing) and not (self.unless and _all_stand(self.unless, standing))


@dataclass(frozen=True, slots=True)
class HelpRules:
    """`kinds` of pairing a needing household must have, `counted` towards a cadre's load, and who needs one."""

    kinds: tuple[str, ...] = ("1",)
    counted: tuple[str, ...] = ("1",)
    ahead_days: int = 60
    needs: tuple[Need, ...] = ()

    def need_of(self, standing: Mapping[str, Value]) -> Need | None:
        """The first need that holds; None for a household that may go without."""
        return next((need for need in self.needs if need.holds(standing)), None)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the standing that decide, none twice."""
        asked = [key for need in self.needs for words in (need.where, need.unless) for key in words]
        return tuple(dict.fromkeys(asked))


def _all_stand(words: Words, standing: Mapping[str, Value]) -> bool:
    return all(_word(standing.get(key)) in allowed for key, allowed in words.items())


def _word(value: Value) -> str:
    """An answer as the file writes it: yes and no as 1 and 0, unknown as nothing."""
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else str(value)


def load_help_rules(folder: Path, known: Sequence[str]) -> HelpRules:
    """The rules of a forms folder; none where it has no `pairing.toml`. `known`: the fields of a standing.

    Raises Problem needs.line_incomplete, needs.field_unknown naming the line.
    """
    path = folder / "pairing.toml"
    if not path.exists():
        return HelpRules()
    table = read_toml(path)
    return HelpRules(
        kinds=tuple(map(str, table.get("kinds", ("1",)))),
        counted=tuple(map(str, table.get("counted", ("1",)))),
        ahead_days=int(table.get("ahead_days", 60)),
        needs=tuple(_need(path, line, known) for line in table.get("need", ())),
    )


def _need(path: Path, line: Mapping[str, Any], known: Sequence[str]) -> Need:
    label = str(line.get("label", ""))
    if not (label and line.get("where") and line.get("source")):
        raise Problem("needs.line_incomplete", file=path.name, label=label)
    tables = [line["where"], line.get("unless", {})]
    for key in (key for table in tables for key in table):
        if key not in known:
            raise Problem("needs.field_unknown", file=path.name, label=label, field=key)
    where, unless = ({key: tuple(map(_word, words)) for key, words in table.items()} for table in tables)
    return Need(label, where, unless, str(line["source"]))
