"""The sheet of a household's check as it is entered: what it asks, what the archive says, what was marked.

An answer that is typed is read by the kind of its field; one that cannot be read is an issue beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.errors import Issue, Problem
from app.operations.answering import refuse
from app.operations.archived import Spotted, archived, as_answer, as_kept, field_of, year_for
from app.operations.dossiers import Choice, dossiers
from app.operations.offices import Office
from app.paths import forms
from app.rules.checks.fields import NAMED
from app.rules.checksheets import INCOME, SheetBlock, income_field, load_sheet
from app.rules.dossiers import Dossier, Member, Value
from app.rules.forms import Field
from app.rules.values import read as read_value
from app.rules.values import show


@dataclass(frozen=True, slots=True)
class Marked:
    """What the sheet says of one field: typed text, or an answer of the field's kind; None is unknown.

    `form` and `field` as on the sheet (for an income "income" and the kind), `subject` whom it is about.
    """

    form: str
    subject: str
    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One field of the sheet: whom it is about ("" the household), what the archive says, and what was marked.

    `marked` tells whether the sheet said otherwise; then `value` is what it said, else what the archive says.
    """

    spot: Spotted
    field: Field
    who: str
    archive: Value
    value: Value
    marked: bool


@dataclass(frozen=True, slots=True)
class EnteredBlock:
    """A block with its lines, in the order of the sheet."""

    block: SheetBlock
    lines: tuple[SheetLine, ...]


def sheet(office: Office) -> tuple[SheetBlock, ...]:
    """The blocks of the sheet, from `forms/checksheet.toml`; read once."""
    blocks: tuple[SheetBlock, ...] | None = office.kept.get("check_sheet")
    if blocks is None:
        blocks = office.kept["check_sheet"] = load_sheet(forms(), office.forms)
    return blocks


def sheet_spots(office: Office, known: Dossier, block: SheetBlock) -> Iterator[tuple[Spotted, Field, str]]:
    """What a block asks of a household: the spot, its field, and of whom ("" is the household)."""
    for field in block.fields:
        yield _spot(office, known, field, known.household_id), field, ""
    for member in known.members if block.members else ():
        for field in block.members:
            yield _spot(office, known, field, _subject(field, office, member)), field, member.name
    kinds = {field.key for field in block.incomes}
    more = [
        one.kind for one in known.incomes if one.kind not in kinds and one.kind in office.forms.income_kinds
    ]
    for kind in dict.fromkeys(more if block.incomes else ()):
        kinds.add(kind)
    for kind in office.forms.income_kinds:
        if kind in kinds:
            field = income_field(office.forms, kind)
            yield Spotted(INCOME, known.household_id, known.year, kind), field, ""


def _spot(office: Office, known: Dossier, field: Field, subject: str) -> Spotted:
    return Spotted(field.record, subject, year_for(office.forms, field.record, known.year), field.key)


def _subject(field: Field, office: Office, member: Member) -> str:
    scope = office.forms.records[field.record].scope
    return member.membership_id if scope == "membership" else member.person_id


def entered_sheet(office: Office, task_id: str, household_id: str, year: int) -> tuple[EnteredBlock, ...]:
    """The household's sheet: what the archive says today, with what was marked so far in its place."""
    known = _dossier(office, household_id, year)
    asked = [(block, list(sheet_spots(office, known, block))) for block in sheet(office)]
    spots = [spot for _, some in asked for spot, _, _ in some]
    now = archived(office.archive.read, office.forms, spots)
    rows = office.archive.read(
        "SELECT form, subject_id, year, field, value FROM mark WHERE task_id = ?", (task_id,)
    )
    marks = {Spotted(form, subject, its_year, field): value for form, subject, its_year, field, value in rows}
    return tuple(
        EnteredBlock(block, tuple(_line(spot, field, who, now, marks) for spot, field, who in some))
        for block, some in asked
    )


def _dossier(office: Office, household_id: str, year: int) -> Dossier:
    """Who belongs to the household and what it earns: all of it that a sheet needs beside the archive's fields."""
    choice = Choice(households=(household_id,), closed=True)
    known = next(dossiers(office, choice, year, records=("membership", "person", "income")), None)
    if known is None:
        raise Problem("edit.gone")
    return known


def _line(
    spot: Spotted,
    field: Field,
    who: str,
    now: Mapping[Spotted, str | None],
    marks: Mapping[Spotted, str | None],
) -> SheetLine:
    said, archive = marks.get(spot), as_answer(field, now[spot])
    marked = spot in marks and said != now[spot]
    return SheetLine(spot, field, who, archive, as_answer(field, said) if marked else archive, marked)


def need_marks_right(
    office: Office, household_id: str, year: int, marks: Sequence[Marked]
) -> dict[Spotted, str | None]:
    """The marks as spots and kept texts. Raises Refused with an issue for each that is not on the sheet or not right.

    An issue's `field` is what `mark_key` gives.
    """
    known = _dossier(office, household_id, year)
    issues: list[Issue] = []
    found: dict[Spotted, str | None] = {}
    for mark in marks:
        field = _field(office, known, mark)
        if field is None:
            name = f"{mark.form}.{mark.field}"
            issues.append(Issue("campaigns.not_asked", mark_key(mark), "error", {"label": name}))
            continue
        value, issue = _read(office, field, mark)
        issues += [issue] if issue else []
        spot = Spotted(mark.form, mark.subject, year_for(office.forms, mark.form, year), mark.field)
        found[spot] = as_kept(field, value)
    refuse(issues)
    return found


def mark_key(mark: Marked | Spotted) -> str:
    """What an issue about a mark names as its field."""
    return f"{mark.form}.{mark.field}@{mark.subject}"


def _field(office: Office, known: Dossier, mark: Marked) -> Field | None:
    """The field a mark is about; None where no form has it, or it is not about somebody of this household."""
    try:
        field = field_of(office.forms, mark.form, mark.field)
    except (KeyError, Problem):
        return None
    scope = "household" if mark.form == INCOME else office.forms.records[mark.form].scope
    subjects: Mapping[str, set[str]] = {
        "person": {one.person_id for one in known.members},
        "person_year": {one.person_id for one in known.members},
        "membership": {one.membership_id for one in known.members},
    }
    return field if mark.subject in subjects.get(scope, {known.household_id}) else None


def _read(office: Office, field: Field, mark: Marked) -> tuple[Value, Issue | None]:
    """The answer of a mark, and what is wrong with it."""
    value, codes, today = mark.value, office.forms.code_list(field), office.clock().date()
    key, label = mark_key(mark), field.label
    if isinstance(value, str):
        value, issue, _ = read_value(field.kind, value, codes, key, today)
        unknown_code = codes is not None and isinstance(value, str) and value not in codes.by_code
        if issue is not None and (value is None or unknown_code):
            return None, Issue("campaigns.not_readable", key, "error", {"label": label, "text": mark.value})
    wrong = value is not None and any(
        name in NAMED and not NAMED[name](value, today) for name in field.checks
    )
    if wrong:
        text = show(field.kind, value, codes)
        return None, Issue("campaigns.odd_value", key, "error", {"label": label, "text": text})
    return value, None
