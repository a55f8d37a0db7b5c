"""What an assessment found as a workbook or a page: a line for each household, a column for each item."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.documents.papers import ListColumn, make_list
from app.documents.workbooks import Sheet, SheetColumn
from app.documents.workbooks_targets import replacing
from app.documents.workbooks_writing import write_workbook
from app.operations.offices import Office
from app.operations.papers import paper_context
from app.operations.standards import Assessment, Judged
from app.progress import Progress
from app.rules.standards import Judgement, State
from app.texts import say

STEP = 500
_PLACES = (24.0, 18.0, 24.0, 30.0, 14.0, 20.0)  # mm on paper, before the items
_ITEM, _SHORT = 22.0, 70.0


def write_assessment(
    office: Office,
    found: Assessment,
    households: Sequence[Judged],
    out: Path,
    filter_words: str = "",
    second: tuple[str, Mapping[str, Judgement]] | None = None,
    progress: Progress | None = None,
) -> int:
    """Write these households to `out`: a workbook where it ends in .xlsx, else a PDF; gives the number of rows.

    `second`: the name of a standard to stand beside, and its judgements by household. An internal paper: watermarked,
    and logged as an export.
    """
    rows = [_line(one, second) for one in _told(households, progress)]
    heads, title = _heads(found, second), say("assess_table.title", standard=found.standard.short)
    if out.suffix.lower() == ".xlsx":
        columns = [SheetColumn(head, "text") for head in heads[:-1]] + [SheetColumn(heads[-1], "long_text")]
        notes = (filter_words,) if filter_words else ()
        sheet = Sheet(name=title, title=title, notes=notes, columns=columns, rows=rows)
        write_workbook(out, [sheet], made=office.clock())
    else:
        widths = [*_PLACES, *[_ITEM] * (len(heads) - len(_PLACES) - 1), _SHORT]
        listed = [ListColumn(head, width) for head, width in zip(heads, widths, strict=True)]
        pdf = make_list(title, listed, rows, paper_context(office), filter_words)
        with replacing(out) as fresh:
            fresh.write_bytes(pdf)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("export", list=title, households=len(rows))
    return len(rows)


def _told(households: Sequence[Judged], progress: Progress | None) -> Iterator[Judged]:
    for done, one in enumerate(households, 1):
        yield one
        if progress and done % STEP == 0:
            progress.step(done, len(households))


def _heads(found: Assessment, second: tuple[str, Mapping[str, Judgement]] | None) -> list[str]:
    return [
        say("assess_table.village"),
        say("assess_table.group"),
        say("assess_table.head"),
        say("assess_table.code"),
        say("assess_table.size"),
        say("assess_table.result"),
        *([second[0]] if second else []),
        *(item.text for item in found.standard.items),
        say("assess_table.mend"),
    ]


def _line(one: Judged, second: tuple[str, Mapping[str, Judgement]] | None) -> list[str]:
    cells = [one.village, one.group, one.head, one.code, str(one.size), _word(one.state)]
    if second:
        beside = second[1].get(one.household_id)
        cells.append(_word(beside.state) if beside else "")
    cells += [_word(result.state) for result in one.judgement.results]
    return [*cells, "\uff1b".join(dict.fromkeys(result.mend for result in one.judgement.short))]


def _word(state: State) -> str:
    return {"pass": say("assess.pass"), "fail": say("assess.fail"), "unknown": say("assess.unknown")}[state]
