"""A sheet of a paper's workbook, before it is a workbook."""

from dataclasses import dataclass, field

from app.rules.forms import Kind

NUMBERS = ("integer", "quantity", "money")
"""The kinds of cells that can be added up."""


@dataclass(slots=True)
class PaperSheet:
    """A sheet of a workbook: name, title line, heads, the kind of each column's cells, rows of words."""

    name: str
    title: str
    heads: list[str]
    kinds: list[Kind]
    rows: list[list[str]] = field(default_factory=list)

    @property
    def numbers(self) -> frozenset[int]:
        """Which columns hold numbers."""
        return frozenset(at for at, kind in enumerate(self.kinds) if kind in NUMBERS)
