"""The forms as the program knows them: records and their fields, code lists, income blocks, exports.

One definition drives screen rows, checks, PDF, workbooks both ways and the log. The files are read by
`app.rules.formfiles`; this page only says what they hold.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Kind = Literal[
    "name", "text", "long_text", "id_number", "date", "month", "year", "yes_no", "code", "codes",
    "integer", "quantity", "money", "phone", "account",
]  # fmt: skip
Scope = Literal["household", "household_year", "person", "membership", "person_year", "office"]
Storage = Literal["table", "answers"]


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a list: stored as `code`, shown as `name`, read also from the words in `also`."""

    code: str
    name: str
    also: tuple[str, ...] = ()
    valid_from: int | None = None
    valid_to: int | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class CodeList:
    """A list of codes in print order."""

    key: str
    label: str
    values: tuple[Code, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Code]:
        return {value.code: value for value in self.values}

    def name(self, code: str) -> str:
        """The word of a code; a code the list does not know is shown as it came."""
        known = self.by_code.get(code)
        return known.name if known else code


@dataclass(frozen=True, slots=True)
class When:
    """A field is asked only when another field of the record has one of these words."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a record; `path` (`record.key`) names it everywhere. `width` is the print width in mm."""

    record: str
    key: str
    label: str
    kind: Kind
    group: str = ""
    codes: str | None = None
    required: bool = False
    unit: str = ""
    width: float = 24.0
    headers: tuple[str, ...] = ()
    national: str = ""
    sensitive: str = ""
    when: When | None = None
    checks: tuple[str, ...] = ()
    more: bool = False
    readonly: bool = False
    hint: str = ""

    @property
    def path(self) -> str:
        return f"{self.record}.{self.key}"


@dataclass(frozen=True)
class Record:
    """A form: its fields in the order of the paper. `rows`: many lines for one household (income, documents)."""

    key: str
    label: str
    scope: Scope
    storage: Storage
    fields: tuple[Field, ...]
    rows: bool = False

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        return {one.key: one for one in self.fields}

    @cached_property
    def groups(self) -> Mapping[str, tuple[Field, ...]]:
        """Fields by group label, in the order of the paper."""
        found: dict[str, list[Field]] = {}
        for one in self.fields:
            found.setdefault(one.group, []).append(one)
        return {label: tuple(fields) for label, fields in found.items()}


@dataclass(frozen=True, slots=True)
class IncomeKind:
    """A sub-item of a block. `role`: "", "unspecified" (a block without parts) or "difference" (total less parts)."""

    code: str
    name: str
    block: str
    also: tuple[str, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One of the five blocks A–E of the income sheet; `minus` marks the costs."""

    key: str
    letter: str
    name: str
    headers: tuple[str, ...]
    kinds: tuple[IncomeKind, ...]
    minus: bool = False

    def kind(self, role: str) -> IncomeKind:
        """The block's kind with that role. Raises StopIteration if the file has none."""
        return next(kind for kind in self.kinds if kind.role == role)


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column of a workbook: heading, the path it shows, and whether the cell must be text."""

    header: str
    source: str
    text: bool = False
    format: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """A workbook shape: one row per household, person or monitored household."""

    key: str
    label: str
    rows: Literal["household", "person", "monitored"]
    columns: tuple[ExportColumn, ...]


@dataclass(frozen=True)
class Forms:
    """Everything `forms/` holds for the archive.

    `records` are what a dossier is made of and national workbooks speak of; `help` is what is done for a household
    (`forms/help/`): cadres, pairings, plans, measures, visits, findings, checks; `public` what is decided and
    announced in public (`forms/public/`): cases, meetings, notices, objections, projects, payments.
    """

    records: Mapping[str, Record]
    codes: Mapping[str, CodeList]
    blocks: tuple[Block, ...]
    exports: Mapping[str, Export]
    help: Mapping[str, Record] = field(default_factory=dict)
    public: Mapping[str, Record] = field(default_factory=dict)

    def record(self, key: str) -> Record:
        """A form by its key, wherever it lies. Raises KeyError for one that is not there."""
        return self.records.get(key) or self.help.get(key) or self.public[key]

    @cached_property
    def income_kinds(self) -> Mapping[str, IncomeKind]:
        return {kind.code: kind for block in self.blocks for kind in block.kinds}

    @cached_property
    def by_path(self) -> Mapping[str, Field]:
        beside = [*self.help.values(), *self.public.values()]
        every = [*self.every_field(), *(one for record in beside for one in record.fields)]
        return {one.path: one for one in every}

    def every_field(self) -> Iterator[Field]:
        """The fields a household's workbook may hold; those of `help` have workbooks of their own."""
        for record in self.records.values():
            yield from record.fields

    def code_list(self, one: Field) -> CodeList | None:
        """The list a code field picks from; None for other kinds."""
        return self.codes[one.codes] if one.codes else None

    def county_records(self) -> tuple[Record, ...]:
        """Forms a county added: kept as one answer row per field."""
        return tuple(record for record in self.records.values() if record.storage == "answers")
