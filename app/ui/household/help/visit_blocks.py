"""One visit as it is read: when, who and how, what was seen, asked for and wrong, its photos."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.visit_lines import VisitLine
from app.rules.values import show
from app.texts import say
from app.ui.household.help.photos import PhotoRow
from app.ui.household.keeping import Keeper
from app.ui.kit.buttons import Button
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Hairline, Line, Text

_SAID = ("seen", "needs", "problem", "handled", "note")


class VisitBlock(QWidget):
    """A visit; `change` is called by its link."""

    def __init__(self, keeper: Keeper, line: VisitLine, locked: bool, change: Callable[[], object]) -> None:
        super().__init__()
        forms = keeper.office.forms
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Text(show("date", line.visited_on) or say("household_visits.no_day"), "strong"))
        head.addWidget(Chip(forms.codes["visit_kind"].name(str(line.answers.get("kind") or "")) or "—"))
        if line.open_findings:
            head.addWidget(Chip(say("household_visits.open_findings", count=line.open_findings), "warn"))
        elif line.findings:
            head.addWidget(Chip(say("household_visits.closed_findings"), "ok"))
        head.addWidget(Line(visit_facts(keeper, line), "note", tone="text2"), 1)
        if not locked:
            head.addWidget(Button(say("household_visits.change_link"), "link", pressed_do=change))
        whole.addLayout(head)
        form = forms.help["visit"]
        for key in _SAID:
            words = line.answers.get(key)
            if words:
                tone = "warn" if key == "problem" else ""
                label = form.by_key[key].label
                said = str(words) if key == "seen" else say("household_visits.said", label=label, words=words)
                whole.addWidget(Text(said, "body" if key == "seen" else "note", tone, wrap=True))
        pictures = [*line.photos, *([line.signature] if line.signature else [])]
        if pictures:
            whole.addWidget(PhotoRow(keeper, pictures))
        whole.addSpacing(8)
        whole.addWidget(Hairline())


def visit_facts(keeper: Keeper, line: VisitLine) -> str:
    """How and with whom: mode, hour, who went, who was met, whether it was signed."""
    forms, said = keeper.office.forms, line.answers
    people = [" ".join(part for part in (one.name, one.post) if part) for one in line.visitors]
    parts = [
        forms.codes["visit_mode"].name(str(said.get("mode") or "")),
        str(said.get("clock") or ""),
        say("window.list_comma").join(people),
        say("household_visits.met", name=said.get("met")) if said.get("met") else "",
        say("household_visits.signed") if said.get("signed") else "",
    ]
    return " · ".join(part for part in parts if part)
