"""A paper as rows for a workbook, from the same definition as its PDF: what a sheet is called and holds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.documents.papers.comparisons import compared_words
from app.documents.papers.definitions import Column, Paper, Part
from app.documents.papers.desks import PaperContext, Tellers
from app.documents.papers.fields import shown_fields
from app.documents.papers.judged import judged_sheet
from app.documents.papers.lines import line_groups, line_words
from app.documents.papers.making import emptied, subjects, title_of
from app.documents.papers.people import asked_members, member_fields
from app.documents.papers.rosters import household_lines, household_totals, village_lines
from app.documents.papers.sources import fill_gaps, on_paper
from app.documents.papers.tabulations import NUMBERS, PaperSheet
from app.errors import Problem
from app.rules.columns import kind_at
from app.rules.dossiers import Dossier
from app.rules.forms import Forms, Kind
from app.rules.incomes import dossier_figures
from app.rules.spots import Spot, spot_of
from app.texts import say

_ROW_PARTS = ("households", "villages", "lines", "letter")
_COLUMN_PARTS = ("people", "check", "check_people", "lines", "opinions", "text")

_OF_WHOM = (("household.code",), ("head.name",))
_WHOLE = (("n",), ("derived.size",), ("derived.age",))


def paper_rows(paper: Paper, dossiers: Iterable[Dossier], context: PaperContext) -> list[PaperSheet]:
    """The paper's sheets: one a village or township for tables; one a part, a line a household, for a household's."""
    tellers = Tellers(context.forms, paper.unsaid)
    if paper.subject != "household" and any(part.kind in _ROW_PARTS for part in paper.parts):
        return [_table_sheet(paper, subject, context, tellers) for subject in _tables(paper, dossiers)]
    chosen = list(dossiers)
    if not chosen:
        raise Problem("papers.nobody")
    if paper.empty:
        chosen = [emptied(chosen[0])]
    return list(_household_sheets(paper, chosen, context, tellers))


def _tables(paper: Paper, dossiers: Iterable[Dossier]) -> Iterable[Sequence[Dossier]]:
    """The households of each sheet: a village's, but of a letter all, with a row for each village."""
    if all(part.kind != "letter" for part in paper.parts):
        return subjects(paper, dossiers)
    everyone = list(dossiers)
    return [everyone] if everyone else []


def _table_sheet(
    paper: Paper, dossiers: Sequence[Dossier], context: PaperContext, tellers: Tellers
) -> PaperSheet:
    part = next(part for part in paper.parts if part.kind in _ROW_PARTS)
    village = Column(("place.village",), label=say("papers.village"))
    part = replace(part, columns=(village, *part.columns)) if part.kind == "letter" else part
    title = next((one.title for one in paper.parts if one.kind in ("title", "letter")), paper.title)
    spot = spot_of(dossiers[0], context.forms)
    return PaperSheet(
        name=paper.title if part.kind == "letter" else title_of(paper, dossiers) or paper.title,
        title=fill_gaps(title.replace("\n", " "), spot, {"office": context.office}),
        heads=[column.label.replace("\n", "") for column in part.columns],
        kinds=[_kind(column, context.forms) for column in part.columns],
        rows=_table_rows(part, dossiers, context.forms, tellers),
    )


def _table_rows(part: Part, dossiers: Sequence[Dossier], forms: Forms, tellers: Tellers) -> list[list[str]]:
    if part.kind == "households":
        return [*household_lines(dossiers, part, tellers), household_totals(dossiers, part, forms)]
    if part.kind == "lines":
        return line_words(line_groups(dossiers, part, forms), part, tellers)
    lines = village_lines(dossiers, part, forms)
    return lines[:-1] if part.kind == "letter" else lines


def _kind(column: Column, forms: Forms) -> Kind:
    """The kind of a column's cells: what it counts, its field's kind, text where several are joined."""
    if column.count in ("households", "persons") or column.sources in _WHOLE:
        return "integer"
    if len(column.sources) != 1 or column.ticks:
        return "text"
    kind = kind_at(forms, column.sources[0])
    return kind if kind in NUMBERS else "text"


def _household_sheets(
    paper: Paper, dossiers: list[Dossier], context: PaperContext, tellers: Tellers
) -> Iterator[PaperSheet]:
    spots = [spot_of(dossier, context.forms) for dossier in dossiers]
    if paper.each:
        every = [one for part in paper.parts for one in _columns(part, dossiers, context, tellers)]
        columns = [one for one in every if one.sources not in _OF_WHOM]
        each = Part(kind="lines", record=paper.each)
        yield _part_sheet(paper.title, columns, _part_spots(each, spots, context.forms), tellers)
        return
    for part in paper.parts:
        columns = _columns(part, dossiers, context, tellers)
        if columns:
            name = _sheet_name(fill_gaps(part.title or part.side or paper.title, spots[0], {}))
            yield _part_sheet(name, columns, _part_spots(part, spots, context.forms), tellers)
        elif part.kind == "income":
            yield _income_sheet(part, dossiers, context)
        elif part.kind == "judged":
            yield judged_sheet(_sheet_name(part.title or paper.title), part, spots, context)
        elif part.kind == "comparison":
            yield _comparison_sheet(part.title or paper.title, dossiers, context)


def _part_sheet(name: str, columns: list[Column], spots: Iterable[Spot], tellers: Tellers) -> PaperSheet:
    """A sheet with a row for each spot: whose household it is, then the part's columns."""
    forms = tellers.forms
    key = Column(("household.code",), label=forms.by_path["household.code"].label)
    head = Column(("head.name",), label=say("papers.head_name"))
    told = [tellers.bare(column) for column in (key, head, *columns)]
    return PaperSheet(
        name=name,
        title=name,
        heads=[_head(column) for column in (key, head, *columns)],
        kinds=[_kind(column, forms) for column in (key, head, *columns)],
        rows=[[tell(spot) for tell in told] for spot in spots],
    )


def _part_spots(part: Part, spots: Sequence[Spot], forms: Forms) -> Iterator[Spot]:
    """What each row of a part speaks of: the household, its members, or its lines of help."""
    for spot in spots:
        if part.kind == "people":
            yield from asked_members(spot, part, forms)
        elif part.kind in ("matrix", "check_people"):
            yield from _member_spots(spot)
        elif part.kind == "lines":
            yield from (group[0] for group in line_groups([spot.dossier], part, forms))
        else:
            yield spot


def _member_spots(spot: Spot) -> list[Spot]:
    members = enumerate(spot.dossier.members, 1)
    return [Spot(spot.dossier, spot.figures, member, number) for number, member in members]


def _columns(
    part: Part, dossiers: Sequence[Dossier], context: PaperContext, tellers: Tellers
) -> list[Column]:
    columns = (
        [column for row in part.rows for column in row if column.sources] if part.kind == "cells" else []
    )
    columns += [column for column in part.columns if part.kind in _COLUMN_PARTS and column.sources]
    if part.record and part.kind != "lines":
        answers = [dossier.answers(part.record) for dossier in dossiers]
        fields = shown_fields(context.forms.record(part.record).fields, answers)
        columns += [tellers.column(one) for one in fields]
    if part.kind == "county":
        for record in context.forms.county_records():
            if record.scope in ("household", "household_year"):
                columns += [tellers.column(one) for one in record.fields]
    if part.kind == "matrix":
        members = [member for dossier in dossiers for member in dossier.members]
        columns += [tellers.column(one) for _, some in member_fields(context.forms, members) for one in some]
    return columns


def _head(column: Column) -> str:
    return say("papers.with_unit", label=column.label, unit=column.unit) if column.unit else column.label


def _sheet_name(name: str) -> str:
    return "".join(character for character in name if character not in "[]:*?/\\{}")[:28]


def _income_sheet(part: Part, dossiers: Sequence[Dossier], context: PaperContext) -> PaperSheet:
    """A line for each income item, then the household's figures."""
    forms = context.forms
    fields = forms.records["income"].fields
    labels = [forms.by_path["household.code"].label, say("papers.head_name")]
    kinds: list[Kind] = ["text", "text", *(one.kind if one.kind in NUMBERS else "text" for one in fields)]
    sheet = PaperSheet(part.title, part.title, [*labels, *(one.label for one in fields)], kinds)
    for dossier in dossiers:
        code = str(dossier.household.get("code") or "")
        start = [code, dossier.head.name if dossier.head else ""]
        for item in dossier.incomes:
            answers = {**item.answers, "kind": item.kind, "amount": item.amount}
            sheet.rows.append([*start, *(on_paper(one, answers.get(one.key), forms) for one in fields)])
        figures = dossier_figures(dossier, forms.blocks)
        if figures:
            for word, value in (("papers.net", figures.net), ("papers.per_person", figures.per_person)):
                cells = [say(word), on_paper(None, value, forms)]
                sheet.rows.append([*start, *cells, *[""] * (len(fields) - 2)])
    return sheet


def _comparison_sheet(name: str, dossiers: Sequence[Dossier], context: PaperContext) -> PaperSheet:
    """A line for each line of the two results of every household that has them."""
    labels = (
        "papers.section",
        "papers.member",
        "papers.item",
        "papers.before",
        "papers.after",
        "papers.change",
    )
    heads = [context.forms.by_path["household.code"].label, say("papers.head_name"), *map(say, labels)]
    sheet = PaperSheet(name, name, heads, ["text"] * len(heads))
    for dossier in dossiers:
        found = context.comparisons.get(dossier.household_id)
        for section in found.sections if found else ():
            for line in section.lines:
                told = (section.label, line.who, line.label, line.old, line.new)
                sheet.rows.append([found.code, found.head, *told, compared_words(line)] if found else [])
    return sheet
