"""Reads `forms/` into `Forms`. A file with a mistake is named, with the line to mend, before anything opens."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from app.errors import Problem
from app.rules.forms import (
    Block,
    Code,
    CodeList,
    Export,
    ExportColumn,
    Field,
    Forms,
    IncomeKind,
    Kind,
    Record,
    Scope,
    When,
)
from app.rules.shelves import Folder

_KINDS = frozenset(get_args(Kind))
_SCOPES = frozenset(get_args(Scope))
_CODE_WORDS = frozenset({"code", "name", "also", "valid_from", "valid_to"})


def load_forms(folder: Folder) -> Forms:
    """All forms of a folder. Raises Problem naming the file and field that cannot be understood."""
    codes, blocks = _read_codes(folder / "codes")
    if not codes:
        raise Problem("forms.none_here", folder=folder)
    records = {record.key: record for record in _read_records(folder / "records", codes)}
    exports = {export.key: export for export in _read_exports(folder / "exports")}
    help_records = {record.key: record for record in _read_records(folder / "help", codes)}
    public = {record.key: record for record in _read_records(folder / "public", codes)}
    return Forms(records, codes, blocks, exports, help_records, public)


def read_toml(path: Folder) -> dict[str, Any]:
    """One data file. Raises Problem with the line TOML stumbled over."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Problem("forms.not_toml", file=path.name, reason=str(error)) from error


def _files(folder: Folder) -> Iterator[tuple[Folder, dict[str, Any]]]:
    for path in sorted(folder.glob("*.toml")):
        yield path, read_toml(path)


def _need(path: Folder, table: Mapping[str, Any], word: str, where: str) -> Any:
    if word not in table:
        raise Problem("forms.word_missing", file=path.name, where=where, word=word)
    return table[word]


def _read_codes(folder: Folder) -> tuple[dict[str, CodeList], tuple[Block, ...]]:
    lists: dict[str, CodeList] = {}
    blocks: tuple[Block, ...] = ()
    for path, table in _files(folder):
        key = str(_need(path, table, "key", path.stem))
        if "block" in table:
            blocks = tuple(_block(path, block) for block in table["block"])
            codes = tuple(Code(k.code, k.name, k.also) for block in blocks for k in block.kinds)
        else:
            codes = tuple(_code(path, line) for line in _need(path, table, "values", key))
        below = lists.get(key)
        lists[key] = CodeList(key, str(table.get("label", key)), _laid_over(below, codes))
    return lists, blocks


def _laid_over(below: CodeList | None, codes: tuple[Code, ...]) -> tuple[Code, ...]:
    """The codes of a list with those of the same list below it: none that stood there is lost, each keeps its place."""
    if below is None:
        return codes
    above = {one.code: one for one in codes}
    kept = tuple(above.pop(one.code, one) for one in below.values)
    return (*kept, *above.values())


def _code(path: Folder, line: Mapping[str, Any]) -> Code:
    code = str(_need(path, line, "code", "values"))
    return Code(
        code=code,
        name=str(_need(path, line, "name", code)),
        also=tuple(line.get("also", ())),
        valid_from=line.get("valid_from"),
        valid_to=line.get("valid_to"),
        extra={word: value for word, value in line.items() if word not in _CODE_WORDS},
    )


def _block(path: Folder, table: Mapping[str, Any]) -> Block:
    key = str(_need(path, table, "key", "block"))
    kinds = tuple(
        IncomeKind(
            code=str(_need(path, line, "code", key)),
            name=str(_need(path, line, "name", key)),
            block=key,
            also=_with_national(line, "also"),
            role=str(line.get("role", "")),
        )
        for line in _need(path, table, "values", key)
    )
    return Block(
        key=key,
        letter=str(_need(path, table, "letter", key)),
        name=str(_need(path, table, "name", key)),
        headers=_with_national(table, "headers"),
        kinds=kinds,
        minus=bool(table.get("minus", False)),
    )


def _with_national(line: Mapping[str, Any], words: str) -> tuple[str, ...]:
    """Other words of an income line, the national system's own code for it among them."""
    return (*line.get(words, ()), *((str(line["national"]),) if "national" in line else ()))


def _read_records(folder: Folder, codes: Mapping[str, CodeList]) -> Iterator[Record]:
    for path, table in _files(folder):
        head = _need(path, table, "record", path.stem)
        key = str(_need(path, head, "key", "record"))
        scope = str(head.get("scope", "household"))
        if scope not in _SCOPES:
            raise Problem(
                "forms.unknown_scope", file=path.name, scope=scope, known=", ".join(sorted(_SCOPES))
            )
        fields: list[Field] = []
        groups = table.get("group", [])
        # Written below [record], the list belongs to that table as TOML sees it.
        plain = table.get("fields", head.get("fields"))
        if plain:
            groups = [{"label": "", "fields": plain}, *groups]
        for group in groups:
            for line in _need(path, group, "fields", key):
                fields.append(_field(path, key, str(group.get("label", "")), line, codes))
        _refuse_twins(path, fields)
        yield Record(
            key=key,
            label=str(_need(path, head, "label", "record")),
            scope=scope,  # type: ignore[arg-type]
            storage="table" if head.get("storage") == "table" else "answers",
            fields=tuple(fields),
            rows=bool(head.get("rows", False)),
        )


def _refuse_twins(path: Folder, fields: list[Field]) -> None:
    seen: set[str] = set()
    for one in fields:
        if one.key in seen:
            raise Problem("forms.field_twice", file=path.name, field=one.key)
        seen.add(one.key)


def _field(
    path: Folder, record: str, group: str, line: Mapping[str, Any], codes: Mapping[str, CodeList]
) -> Field:
    key = str(_need(path, line, "key", record))
    kind = str(line.get("kind", "text"))
    if kind not in _KINDS:
        raise Problem(
            "forms.unknown_kind", file=path.name, field=key, kind=kind, known=", ".join(sorted(_KINDS))
        )
    chosen = line.get("codes")
    if kind in ("code", "codes") and chosen not in codes:
        raise Problem("forms.unknown_codes", file=path.name, field=key, codes=chosen)
    when = line.get("when")
    return Field(
        record=record,
        key=key,
        label=str(_need(path, line, "label", key)),
        kind=kind,  # type: ignore[arg-type]
        group=group,
        codes=chosen,
        required=bool(line.get("required", False)),
        unit=str(line.get("unit", "")),
        width=float(line.get("width", 24)),
        headers=tuple(line.get("headers", ())),
        national=str(line.get("national", "")),
        sensitive=str(line.get("sensitive", "")),
        when=When(str(when["field"]), tuple(when["is"])) if when else None,
        checks=tuple(line.get("checks", ())),
        more=bool(line.get("more", False)),
        readonly=bool(line.get("readonly", False)),
        hint=str(line.get("hint", "")),
    )


def _read_exports(folder: Folder) -> Iterator[Export]:
    for path, table in _files(folder):
        columns = tuple(
            ExportColumn(
                header=str(_need(path, line, "header", "columns")),
                source=str(_need(path, line, "from", "columns")),
                text=bool(line.get("text", False)),
                format=str(line.get("format", "")),
            )
            for line in _need(path, table, "columns", path.stem)
        )
        yield Export(
            key=str(_need(path, table, "key", path.stem)),
            label=str(table.get("label", path.stem)),
            rows=table.get("rows", "household"),
            columns=columns,
        )
