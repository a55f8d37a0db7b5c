"""比对结果表 and 疑点清单: what a comparison found, and the doubts with who answers for them, on paper."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.documents.papers import ListColumn, make_list
from app.documents.workbooks import Sheet, SheetColumn
from app.documents.workbooks_targets import replacing
from app.documents.workbooks_writing import write_workbook
from app.operations.crosschecks.comparing import CrossChecked
from app.operations.crosschecks.listing import DifferenceLine
from app.operations.crosschecks.runs import CrossCheckLine
from app.operations.crosschecks.settling import conflict_words
from app.operations.crosschecks.telling import (
    check_text,
    how_word,
    kept_text,
    said_words,
    value_kind,
)
from app.operations.offices import Office
from app.operations.papers import paper_context
from app.operations.places import divisions
from app.operations.targets import need_target
from app.rules.crosschecks.outcomes import Difference, Guess, Spot, Stranger
from app.rules.values import show
from app.texts import say

_RESULT_WIDTHS = (24.0, 16.0, 20.0, 24.0, 62.0, 26.0, 30.0, 30.0, 34.0)
_DOUBT_WIDTHS = (24.0, 14.0, 20.0, 20.0, 56.0, 26.0, 26.0, 20.0, 24.0, 46.0)


def write_result(office: Office, done: CrossChecked, out: Path) -> int:
    """The result of a comparison as 比对结果表; gives its rows. An internal paper, logged as an export.

    Raises Problem where the file ends neither in .xlsx nor in .pdf.
    """
    rows = list(result_rows(office, done))
    title = say("crosscheck_paper.result_title", list=done.profile.label)
    head = summary_words(
        done.counts(), done.profile.department, "\u3001".join(done.read.files), done.read.digest
    )
    if not done.profile.confirmed:
        head += say("crosscheck_paper.unconfirmed")
    _write(office, out, title, head, _result_heads(), _RESULT_WIDTHS, rows)
    return len(rows)


def write_doubt_list(office: Office, lines: Sequence[DifferenceLine], out: Path, words: str = "") -> int:
    """The doubts of comparisons as 疑点清单, each with owner, deadline and what came of it; gives its rows.

    What still waits leaves room for the pen. Raises Problem where the file ends neither in .xlsx nor in .pdf.
    """
    rows = [_doubt_row(one) for one in lines]
    title = say("crosscheck_paper.doubts_title")
    _write(office, out, title, words, _doubt_heads(), _DOUBT_WIDTHS, rows)
    return len(rows)


def _write(
    office: Office,
    out: Path,
    title: str,
    words: str,
    heads: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
) -> None:
    need_target(out, (".xlsx", ".pdf"))
    if out.suffix.lower() == ".xlsx":
        columns = [SheetColumn(head, "text") for head in heads]
        notes = (words,) if words else ()
        sheet = Sheet(name=title[:28], title=title, notes=notes, columns=columns, rows=rows)
        write_workbook(out, [sheet], made=office.clock())
    else:
        listed = [ListColumn(head, width) for head, width in zip(heads, widths, strict=True)]
        pdf = make_list(title, listed, rows, paper_context(office), words)
        with replacing(out) as fresh:
            fresh.write_bytes(pdf)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("export", list=title, rows=len(rows))


def summary_words(counts: Mapping[str, int], department: str, files: str, digest: str) -> str:
    """How the rows of a list came out, in words that name the file: nobody can put another in its place."""
    return say(
        "crosscheck_paper.summary",
        department=department,
        files=files,
        rows=counts.get("rows", 0),
        matched=counts.get("matched", 0) + counts.get("accepted", 0),
        guesses=counts.get("guesses", 0),
        strangers=counts.get("strangers", 0),
        outside=counts.get("outside", 0),
        left_out=counts.get("left_out", 0),
        differences=counts.get("differences", 0),
        digest=digest[:16],
    )


def kept_summary(one: CrossCheckLine) -> str:
    """The same of a comparison that was kept."""
    return summary_words(one.counts, one.department, one.files, one.hash)


def result_rows(office: Office, done: CrossChecked) -> Iterator[list[str]]:
    """Differences first, then guesses, then who of these villages is on the list and in no household here."""
    places = {one.id: one.name for one in divisions(office).values()}
    for difference in done.compared.differences:
        yield _difference_row(office, done, difference, places)
    for guess in done.compared.guesses:
        yield _guess_row(guess, places)
    for stranger in done.compared.strangers:
        if stranger.division_id is not None or stranger.damaged:
            yield _stranger_row(stranger, places)


def _difference_row(
    office: Office, done: CrossChecked, one: Difference, places: Mapping[str, str]
) -> list[str]:
    label = office.forms.by_path[one.path].label if one.path else ""
    kind = value_kind(done.profile, one.check)
    return [
        places.get(one.who.division_id, ""),
        one.who.group,
        one.who.name,
        how_word(one.how),
        check_text(done.profile, one.check, one.how),
        label,
        said_words(office.forms, one.path, kept_text(one.was)),
        said_words(office.forms, one.path, kept_text(one.value), kind),
        spot_words(one.spot),
    ]


def _guess_row(guess: Guess, places: Mapping[str, str]) -> list[str]:
    why = say("crosscheck_paper.damaged") if guess.damaged else say("crosscheck_paper.no_number")
    told = say("crosscheck_paper.fitting", why=why, count=len(guess.fitting))
    row = [places.get(guess.division_id, ""), "", guess.name, say("crosscheck_paper.guess"), told]
    return [*row, "", "", "", spot_words(guess.spot)]


def _stranger_row(stranger: Stranger, places: Mapping[str, str]) -> list[str]:
    why = say("crosscheck_paper.damaged") if stranger.damaged else say("crosscheck_paper.nobody")
    place = places.get(stranger.division_id or "", "")
    row = [place, "", stranger.name, say("crosscheck_paper.stranger"), why]
    return [*row, "", "", "", spot_words(stranger.spot)]


def spot_words(spot: Spot | None) -> str:
    """Where a row stands in the clerk's own file."""
    return say("crosscheck_paper.spot", sheet=spot[1], row=spot[2]) if spot else ""


def _doubt_row(one: DifferenceLine) -> list[str]:
    outcome = one.outcome if one.state in ("kept", "closed") else ""
    return [
        one.village,
        one.group,
        one.head,
        one.who,
        say("crosscheck_paper.doubt", list=one.list, text=one.text),
        _labelled(one.label, one.now),
        _labelled(one.label, one.value),
        one.owner,
        show("date", one.due_on),
        {
            "open": conflict_words(one) if one.conflict in ("changed", "status") else "",
            "overdue": say("crosscheck_paper.overdue"),
            "applied": say("crosscheck_paper.applied"),
            "kept": say("crosscheck_paper.kept", reason=outcome),
            "closed": outcome or say("crosscheck_paper.closed"),
        }[one.state],
    ]


def _labelled(label: str, words: str) -> str:
    return say("crosscheck_paper.labelled", label=label, words=words or "\u2014") if label else words


def _result_heads() -> list[str]:
    return [
        say("crosscheck_paper.village"),
        say("crosscheck_paper.group"),
        say("crosscheck_paper.person"),
        say("crosscheck_paper.how"),
        say("crosscheck_paper.check"),
        say("crosscheck_paper.field"),
        say("crosscheck_paper.archive"),
        say("crosscheck_paper.list"),
        say("crosscheck_paper.row"),
    ]


def _doubt_heads() -> list[str]:
    return [
        say("crosscheck_paper.village"),
        say("crosscheck_paper.group"),
        say("crosscheck_paper.head"),
        say("crosscheck_paper.person"),
        say("crosscheck_paper.check"),
        say("crosscheck_paper.archive_now"),
        say("crosscheck_paper.list"),
        say("crosscheck_paper.owner"),
        say("crosscheck_paper.due"),
        say("crosscheck_paper.outcome"),
    ]
