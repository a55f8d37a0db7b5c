"""Whether a pack may be laid over what lies there: everything is read with it on top, before anything is installed.

Beside what each reader refuses itself (unknown facts, holes and overlaps of dates, comparisons …), a pack may not
speak of other places than its own, change the program's own forms, or take or rename what old records use.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from app.errors import Problem
from app.rules.colours import load_colours
from app.rules.crosschecks.definitions import load_profiles
from app.rules.formfiles import load_forms
from app.rules.forms import Forms, Record
from app.rules.lines import load_lines
from app.rules.notices import NoticeKind, load_notices
from app.rules.packs.definitions import Pack, PackFile
from app.rules.packs.spots import line_of
from app.rules.procedures import Procedure, load_procedures
from app.rules.shelves import Shelf
from app.rules.standards import FACT_LEVELS, Standard, load_editions
from app.rules.warnings import TAKES, askable_fields, load_warnings
from app.rules.workdays import load_workdays
from app.texts import sentence

_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "standard": frozenset((
        "key", "label", "short", "level", "use", "who", "region", "from", "to", "source", "confirmed", "procedures",
    )),
    "item": frozenset((
        "key", "group", "text", "fact", "compare", "amount", "line", "veto", "entrance", "with", "evidence", "source",
        "confirmed",
    )),
    "line": frozenset(("region", "from", "to", "amount", "source", "confirmed")),
}  # fmt: skip
"""Every word that means something in a standard and a line: a misspelt one would quietly mean nothing."""


def prove(pack: Pack, name: str, below: Shelf) -> Shelf:
    """The shelf with the pack on top. Raises Problem packs.refused: file, line, what is wrong and how to mend it."""
    above = replace(below, layers=(*below.layers, pack.layer))
    texts = {one.path: one for one in pack.files}
    try:
        _prove(pack, below, above)
    except Problem as problem:
        at = _file_of(problem, texts)
        raise Problem(
            "packs.refused",
            file=name,
            path=at.path if at else "pack.toml",
            line=line_of(at.text, problem) if at else 1,
            why=sentence(problem),
        ) from problem
    except (KeyError, TypeError, AttributeError, ValueError, ArithmeticError) as error:
        # A list where a word belongs, and the like: the readers of forms/ trust the shape of their files.
        raise Problem("packs.not_understood", file=name, reason=repr(error)) from error
    return above


def _file_of(problem: Problem, texts: Mapping[str, PackFile]) -> PackFile | None:
    """The file of the pack that a complaint names, by its folder if it says one."""
    told = str(problem.values.get("file", ""))
    folder = problem.code.partition(".")[0]
    fitting = [one for path, one in texts.items() if path == told or path.rpartition("/")[2] == told]
    return next((one for one in fitting if one.path.startswith(folder[:5])), next(iter(fitting), None))


def _prove(pack: Pack, below: Shelf, above: Shelf) -> None:
    for one in pack.files:
        _require_known_words(one)
    before, forms = load_forms(below), load_forms(above)
    _require_kept_codes(pack, before, forms)
    _require_kept_records(pack, below, before, forms)
    standards = load_editions(above, load_lines(above), FACT_LEVELS)
    procedures, notices = load_procedures(above, forms), load_notices(above)
    load_workdays(above)
    load_profiles(above, forms)
    load_warnings(above, TAKES, load_lines(above).labels, askable_fields(forms))
    load_colours(above)
    for table, path in _own(pack, "standards"):
        head = table["standard"]
        _require_own_place(pack, path, head)
        for edition in standards[str(head["key"])]:
            if edition.pack == pack.key:
                _require_answerable(edition, path, forms, procedures)
    for table, path in _own(pack, "procedures"):
        _require_own_place(pack, path, table["procedure"])
        _require_notices(procedures[str(table["procedure"]["key"])], path, notices)
    for folder, word in (("lines", "line"), ("warnings", "rule")):
        for table, path in _own(pack, folder):
            for line in table.get(word, ()):
                _require_own_place(pack, path, line)
    for table, path in _own(pack, "colours"):
        _require_own_place(pack, path, table["colours"])


def _own(pack: Pack, folder: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """What the pack's own files of a folder say, with their paths."""
    for one in pack.files:
        if one.path.startswith(f"{folder}/"):
            yield tomllib.loads(one.text), one.path


def _require_known_words(file: PackFile) -> None:
    table = tomllib.loads(file.text)
    if not file.path.startswith(("standards/", "lines/")):
        return
    for word, known in _WORDS.items():
        told = table.get(word, {})
        for one in told if isinstance(told, list) else [told]:
            if not isinstance(one, dict):
                raise Problem("packs.not_a_table", file=file.path, word=word)
            if strange := sorted(one.keys() - known):
                where = one.get("key", one.get("from", ""))
                raise Problem("packs.unknown_word", file=file.path, where=where, word=strange[0],
                              known=", ".join(sorted(known)))  # fmt: skip


def _require_own_place(pack: Pack, path: str, told: Mapping[str, Any]) -> None:
    region = str(told.get("region", ""))
    if not region.startswith(pack.region):
        item = str(told.get("key", told.get("from", "")))
        raise Problem("packs.other_place", file=path, item=item, region=region or "-", own=pack.region)


def _require_answerable(one: Standard, path: str, forms: Forms, procedures: Mapping[str, Procedure]) -> None:
    """Refuse an item that asks for a field no form has, and a procedure nobody knows."""
    for item in one.items:
        asked = [str(item.options["field"])] if "field" in item.options else []
        asked += [f"standing.{item.options['question']}"] if "question" in item.options else []
        if item.fact == "answered" and "field" not in item.options:
            raise Problem("packs.no_field", file=path, item=item.key)
        for field in asked:
            if field not in forms.by_path:
                raise Problem("packs.unknown_field", file=path, item=item.key, field=field)
    for key in one.procedures:
        if key not in procedures:
            raise Problem("packs.unknown_procedure", file=path, procedure=key, known=", ".join(procedures))


def _require_notices(one: Procedure, path: str, notices: Mapping[str, NoticeKind]) -> None:
    for step in one.steps:
        if step.notice and step.notice not in notices:
            raise Problem("packs.unknown_notice", file=path, step=step.key, notice=step.notice)


def _require_kept_codes(pack: Pack, before: Forms, forms: Forms) -> None:
    """Refuse another name for a code that stands: old records would say another thing than was meant."""
    for file in pack.files:
        if not file.path.startswith("codes/"):
            continue
        table = tomllib.loads(file.text)
        key = str(table.get("key", ""))
        if "block" in table:
            raise Problem("packs.income_list", file=file.path)
        known = before.codes[key].by_code if key in before.codes else {}
        for code, one in forms.codes[key].by_code.items():
            was = known.get(code)
            if was is not None and was.name != one.name:
                raise Problem("packs.code_renamed", file=file.path, value=code, was=was.name, name=one.name)


def _require_kept_records(pack: Pack, below: Shelf, before: Forms, forms: Forms) -> None:
    """Refuse a change of the program's own forms, and of a form of the county's what old answers lie under."""
    own = {record.key for record in load_forms(replace(below, layers=())).records.values()}
    for file in pack.files:
        if not file.path.startswith("records/"):
            continue
        key = str(tomllib.loads(file.text)["record"]["key"])
        made = forms.records[key]
        if key in own or key in forms.help or key in forms.public or made.storage == "table":
            raise Problem("packs.own_record", file=file.path, record=key)
        if was := before.records.get(key):
            _require_kept_fields(file.path, was, made)


def _require_kept_fields(path: str, was: Record, made: Record) -> None:
    if was.scope != made.scope:
        raise Problem("packs.scope_changed", file=path, record=made.key, was=was.scope)
    for one in was.fields:
        now = made.by_key.get(one.key)
        if now is None:
            raise Problem("packs.field_dropped", file=path, field=one.key, label=one.label)
        if now.kind != one.kind:
            raise Problem("packs.kind_changed", file=path, field=one.key, was=one.kind)


def readable(shelf: Shelf) -> Problem | None:
    """Why a shelf cannot be read; None for one that can."""
    try:
        forms = load_forms(shelf)
        load_editions(shelf, load_lines(shelf), FACT_LEVELS)
        load_procedures(shelf, forms)
        load_notices(shelf)
        load_workdays(shelf)
        load_profiles(shelf, forms)
        load_warnings(shelf, TAKES, load_lines(shelf).labels, askable_fields(forms))
        load_colours(shelf)
    except Problem as problem:
        return problem
    return None
