"""What every line about to be written must keep to: its keys, what its form asks, and the room's own rules."""

from collections.abc import Iterator, Sequence

from app.errors import Issue
from app.operations.line_imports.landings import Landing
from app.operations.line_imports.lines import SaidLine
from app.operations.line_imports.sheets import LineSheet
from app.operations.line_imports.vocabularies import MEMBERS, VISITORS
from app.rules.checks.fields import NAMED
from app.rules.values import show

_PEOPLE = {"cadre_ids": VISITORS, "person_ids": MEMBERS, "cadre_id": "finding.owner"}
_GRAVE = frozenset({"not_future", "not_negative"})


def check_line(landing: Landing, sheet: LineSheet, row: int, line: SaidLine, keys: Sequence[str]) -> None:
    """Note what is wrong with a line in its sheet, each column once."""
    told: set[str] = set()
    for issue in (*_form_issues(landing, line, keys), *(landing.check(line) if landing.check else ())):
        path = path_of(line.record, issue.field)
        if path not in told:
            told.add(path)
            sheet.find(row, issue, path, sheet.of(path, row))


def path_of(record: str, field: str) -> str:
    """The column an issue speaks of."""
    if field in _PEOPLE:
        return _PEOPLE[field]
    return field if "." in field else f"{record}.{field}"


def _form_issues(landing: Landing, line: SaidLine, keys: Sequence[str]) -> Iterator[Issue]:
    form = landing.office.forms.record(line.record)
    for one in form.fields:
        value = line.answers.get(one.key)
        if value is None:
            blank = line.kept.get(one.key) is None and not line.id
            if blank and (one.key in keys or one.required):
                level = "error" if one.key in keys else "doubt"
                code = "lines.key_missing" if one.key in keys else "lines.required_blank"
                yield Issue(code, one.key, level, {"label": one.label})  # type: ignore[arg-type]
            continue
        for name in one.checks:
            if name in NAMED and not NAMED[name](value, landing.today):
                said: dict[str, object] = {"label": one.label, "text": show(one.kind, value)}
                yield Issue(f"lines.is_{name}", one.key, "error" if name in _GRAVE else "doubt", said)
