"""The catalogue of help measures: kind, project, item; which causes and risks each answers, and when it holds.

The default lies in `forms/measures/`, one file for each kind; an office adds its own or puts one in the place of
another by its code. Source of the three levels: 安庆 2016 第一期建议 (4 途径、5 计划、21 项目、72 措施).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from app.errors import Issue, Problem
from app.rules.dossiers import Answers, Value
from app.rules.formfiles import read_toml
from app.rules.forms import CodeList, Forms
from app.rules.values import show

_WORDS: Final = ("code", "kind", "project", "name", "unit", "department", "basis")


@dataclass(frozen=True, slots=True)
class Item:
    """One measure a plan may take. `amount` in yuan for one `unit`; `basis`: the paper it stands in.

    `valid_from`, `valid_to`: first and last day, None where it is open. `own`: added by the office.
    """

    code: str
    kind: str
    project: str
    name: str
    causes: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    amount: Decimal | None = None
    unit: str = ""
    department: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    basis: str = ""
    own: bool = False

    def holds_in(self, year: int) -> bool:
        """Whether it is in force on any day of a year."""
        begun = self.valid_from is None or self.valid_from.year <= year
        return begun and (self.valid_to is None or self.valid_to.year >= year)


@dataclass(frozen=True)
class Catalogue:
    """Every item in the order of kinds, projects and codes."""

    items: tuple[Item, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Item]:
        return {item.code: item for item in self.items}

    def tree(self, year: int | None = None) -> Mapping[str, Mapping[str, tuple[Item, ...]]]:
        """Items by kind, then by project; with a year only those in force."""
        found: dict[str, dict[str, list[Item]]] = {}
        for item in self.in_force(year):
            found.setdefault(item.kind, {}).setdefault(item.project, []).append(item)
        return {
            kind: {project: tuple(items) for project, items in projects.items()}
            for kind, projects in found.items()
        }

    def in_force(self, year: int | None = None) -> tuple[Item, ...]:
        """The items that hold in a year; all without one."""
        return self.items if year is None else tuple(item for item in self.items if item.holds_in(year))

    def answering(
        self, causes: Iterable[str], risks: Iterable[str], year: int | None = None
    ) -> tuple[Item, ...]:
        """The items that answer one of these causes or risks."""
        wanted, feared = set(causes), set(risks)
        found = self.in_force(year)
        return tuple(one for one in found if wanted & set(one.causes) or feared & set(one.risks))

    def with_own(self, own: Sequence[Item]) -> "Catalogue":
        """The catalogue with an office's items added, each in the place of one with its code."""
        return Catalogue(_ordered([*{**self.by_code, **{item.code: item for item in own}}.values()]))


def _ordered(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (item.kind, item.code)))


def load_catalogue(folder: Path, forms: Forms) -> Catalogue:
    """The catalogue of a forms folder; empty where it has no `measures/`.

    Raises Problem naming the file and item for an unknown kind, cause or risk, a code that stands twice, a
    validity that ends before it begins, or an item without name or source.
    """
    items: dict[str, Item] = {}
    for path in sorted((folder / "measures").glob("*.toml")):
        for item in _items(path, read_toml(path), forms):
            if item.code in items:
                raise Problem("catalogue.code_twice", file=path.name, item=item.code)
            items[item.code] = item
    return Catalogue(_ordered(items.values()))


def _items(path: Path, table: Mapping[str, Any], forms: Forms) -> Iterator[Item]:
    kind = str(table.get("kind", ""))
    if kind not in forms.codes["measure_kind"].by_code:
        raise Problem("catalogue.unknown_kind", file=path.name, kind=kind)
    for project in table.get("project", ()):
        for line in project.get("items", ()):
            yield _item(path, kind, str(project.get("name", "")), line, forms)


def _item(path: Path, kind: str, project: str, line: Mapping[str, Any], forms: Forms) -> Item:
    code, name = str(line.get("code", "")), str(line.get("name", ""))
    if not code or not name or not line.get("source"):
        raise Problem("catalogue.item_incomplete", file=path.name, item=code or name)
    amount = line.get("amount")
    item = Item(
        code=code,
        kind=kind,
        project=project,
        name=name,
        causes=_codes(path, code, line.get("causes", ()), forms.codes["poverty_cause"]),
        risks=_codes(path, code, line.get("risks", ()), forms.codes["risk"]),
        amount=None if amount is None else Decimal(str(amount)),
        unit=str(line.get("unit", "")),
        department=str(line.get("department", "")),
        valid_from=line.get("from"),
        valid_to=line.get("to"),
        basis=str(line["source"]),
    )
    if item.valid_from and item.valid_to and item.valid_to < item.valid_from:
        raise Problem("catalogue.ends_before", file=path.name, item=code)
    return item


def _codes(path: Path, item: str, words: Iterable[object], codes: CodeList) -> tuple[str, ...]:
    found = []
    for word in words:
        code = code_of(codes, word)
        if code is None:
            raise Problem("catalogue.unknown_code", file=path.name, item=item, text=word)
        found.append(code)
    return tuple(found)


def code_of(codes: CodeList, word: object) -> str | None:
    """The code an official means by a word of the list; None for a word the list does not know."""
    return next((one.code for one in codes.values if word == one.name or word in one.also), None)


def item_of(answers: Answers, *, own: bool = False) -> Item:
    """An item from the answers of its form (`forms/help/catalogue_item.toml`)."""
    amount, begins, ends = (answers.get(key) for key in ("amount", "valid_from", "valid_to"))
    causes, risks = (answers.get(key) for key in ("causes", "risks"))
    words = {key: str(answers.get(key) or "") for key in _WORDS}
    return Item(
        **words,
        causes=causes if isinstance(causes, tuple) else (),
        risks=risks if isinstance(risks, tuple) else (),
        amount=amount if isinstance(amount, Decimal) else None,
        valid_from=begins if isinstance(begins, date) else None,
        valid_to=ends if isinstance(ends, date) else None,
        own=own,
    )


def answers_of(item: Item) -> Answers:
    """The answers of an item's form; what it does not say is unknown."""
    words: dict[str, Value] = {key: getattr(item, key) or None for key in _WORDS}
    return {
        **words,
        "causes": item.causes or None,
        "risks": item.risks or None,
        "amount": item.amount,
        "valid_from": item.valid_from,
        "valid_to": item.valid_to,
    }


def item_issues(answers: Answers) -> list[Issue]:
    """What is wrong with an item's answers taken together."""
    begins, ends = answers.get("valid_from"), answers.get("valid_to")
    if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
        return [
            Issue(
                "catalogue.dates_reversed",
                "catalogue_item.valid_to",
                "error",
                {"begins": show("date", begins), "ends": show("date", ends)},
            )
        ]
    return []
