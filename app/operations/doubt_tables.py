"""The doubt list as a workbook or a page, and the words its lines are told in on screen and paper alike."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.documents.papers import ListColumn, make_list
from app.documents.workbooks import Sheet, SheetColumn
from app.documents.workbooks_targets import replacing
from app.documents.workbooks_writing import write_workbook
from app.operations.doubts import FoundDoubt, make_checker
from app.operations.offices import Office
from app.operations.papers import paper_context
from app.operations.places import township
from app.operations.years import working_year
from app.progress import Progress
from app.rules.checks import Check
from app.texts import messages, say

STEP = 500
_SENTENCE = 7
_WIDTHS = (12.0, 20.0, 16.0, 20.0, 34.0, 18.0, 34.0, 92.0, 34.0)


def rule_word(rule: str) -> str:
    """The short name of a check; a check that a county's form brings along shares one name."""
    key = f"doubtlist.rule_{rule}"
    return say(key) if key in messages() else say("doubtlist.rule_of_forms")


def level_word(level: str) -> str:
    """The word of a doubt's level."""
    return say("doubtlist.error") if level == "error" else say("doubtlist.doubt")


def unjudged_checks(office: Office) -> tuple[int, list[Check]]:
    """The working year, and the checks that cannot judge in it because a local line is not known."""
    town, year = township(office), working_year(office)
    return year, make_checker(office).unjudged(town.code if town else "", year)


def write_doubts(
    office: Office,
    doubts: Sequence[FoundDoubt],
    out: Path,
    title: str,
    filter_words: str = "",
    progress: Progress | None = None,
) -> int:
    """Write the doubts to `out`: a workbook where it ends in .xlsx, else a PDF; gives the number of rows.

    An internal paper: watermarked, and logged as an export.
    """
    rows = list(_lines(doubts, progress))
    heads = _heads()
    if out.suffix.lower() == ".xlsx":
        columns = [
            SheetColumn(head, "long_text" if at == _SENTENCE else "text") for at, head in enumerate(heads)
        ]
        notes = (filter_words,) if filter_words else ()
        sheet = Sheet(name=title, title=title, notes=notes, columns=columns, rows=rows)
        write_workbook(out, [sheet], made=office.clock())
    else:
        listed = [ListColumn(head, width) for head, width in zip(heads, _WIDTHS, strict=True)]
        pdf = make_list(title, listed, rows, paper_context(office), filter_words)
        with replacing(out) as fresh:
            fresh.write_bytes(pdf)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("export", list=title, doubts=len(rows))
    return len(rows)


def _lines(doubts: Sequence[FoundDoubt], progress: Progress | None) -> Iterator[list[str]]:
    for done, one in enumerate(doubts, 1):
        yield _line(one)
        if progress and done % STEP == 0:
            progress.step(done, len(doubts))


def _heads() -> list[str]:
    return [
        say("doubtlist.level"),
        say("doubtlist.village"),
        say("doubtlist.group"),
        say("doubtlist.head"),
        say("doubtlist.code"),
        say("doubtlist.person"),
        say("doubtlist.rule"),
        say("doubtlist.sentence"),
        say("doubtlist.reason"),
    ]


def _line(one: FoundDoubt) -> list[str]:
    doubt = one.doubt
    return [
        level_word(doubt.level),
        one.village,
        one.group,
        one.head,
        one.code,
        one.person,
        rule_word(doubt.rule),
        doubt.sentence,
        one.settled,
    ]
