"""样本表, its check pack and the words of its formulas: what a third party takes along and brings back."""

from collections.abc import Sequence
from pathlib import Path

from app.documents.papers import ListColumn, make_list
from app.documents.workbooks import Sheet, SheetColumn
from app.documents.workbooks_targets import replacing
from app.documents.workbooks_writing import write_workbook
from app.operations.offices import Office
from app.operations.papers import Made, Order, make_papers, paper_context
from app.operations.spotchecks.listing import SampledLine, SampleLine, rates_of, sampled_of
from app.operations.targets import need_target
from app.progress import Progress
from app.rules.spotchecks import Rate
from app.rules.values import show
from app.texts import say

PACK_PAPER = "house-check"
"""The paper that is filled in at home: 入户核查表."""

_WIDTHS = (24.0, 14.0, 22.0, 34.0, 22.0, 14.0, 26.0, 26.0, 18.0, 20.0, 22.0, 40.0)
_SHORT = 12
"""So many characters of a household's number are enough to see that it is the same."""


def kind_word(kind: str) -> str:
    """The word of a household's kind."""
    return {
        "exited": say("spotchecks.exited"),
        "poor": say("spotchecks.poor"),
        "monitored": say("spotchecks.monitored"),
        "ordinary": say("spotchecks.ordinary"),
    }[kind]


def rate_words(rate: Rate) -> str:
    """A rate with its formula and counts: 错退率 = 不达标的脱贫户 ÷ 查清的脱贫户 = 1 ÷ 40 = 2.50%."""
    formulas = {
        "missed": say("spotchecks.formula_missed"),
        "wrong_exit": say("spotchecks.formula_wrong_exit"),
        "content": say("spotchecks.formula_content"),
    }
    counts = say("spotchecks.counts", part=rate.part, whole=rate.whole)
    percent = (
        say("spotchecks.percent", percent=rate.percent)
        if rate.percent is not None
        else say("spotchecks.no_rate")
    )
    unknown = say("spotchecks.unknown_left", count=rate.unknown) if rate.unknown else ""
    return f"{formulas[rate.key]} = {counts} = {percent}{unknown}"


def rate_label(key: str) -> str:
    """The word of a rate."""
    return {
        "missed": say("spotchecks.missed"),
        "wrong_exit": say("spotchecks.wrong_exit"),
        "content": say("spotchecks.content"),
    }[key]


def draw_words(sample: SampleLine) -> str:
    """How a sample was drawn, so that anybody can draw it again."""
    return say(
        "spotchecks.drawn",
        frame=sample.frame_size,
        size=sample.size,
        seed=sample.seed,
        hash=sample.frame_hash[:16],
        day=show("date", sample.drawn_on),
    )


def write_sample(office: Office, sample: SampleLine, out: Path) -> int:
    """The sample as 样本表 with seed, hash and formula, and the rates once something was found; gives its rows.

    Raises Problem where the file ends neither in .xlsx nor in .pdf.
    """
    need_target(out, (".xlsx", ".pdf"))
    lines = sampled_of(office, sample)
    rows = [_row(one) for one in lines]
    title, heads = say("spotchecks.table_title", name=sample.name), _heads()
    words = [draw_words(sample), *(map(rate_words, rates_of(lines)) if sample.checked else ())]
    if out.suffix.lower() == ".xlsx":
        columns = [SheetColumn(head, "text") for head in heads]
        sheet = Sheet(name=title[:28], title=title, notes=tuple(words), columns=columns, rows=rows)
        write_workbook(out, [sheet], made=office.clock())
    else:
        listed = [ListColumn(head, width) for head, width in zip(heads, _WIDTHS, strict=True)]
        pdf = make_list(title, listed, rows, paper_context(office), "\n".join(words))
        with replacing(out) as fresh:
            fresh.write_bytes(pdf)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act("export", list=title, households=len(rows))
    return len(rows)


def make_pack(office: Office, sample: SampleLine, out: Path, progress: Progress | None = None) -> Made:
    """The pre-filled sheets of the drawn households in one file, in the order of the sample."""
    homes = tuple(one.household_id for one in sampled_of(office, sample))
    return make_papers(office, Order(PACK_PAPER, households=homes, year=sample.year), out, progress)


def _row(one: SampledLine) -> list[str]:
    said = one.answers
    asked, content = said.get("asked"), said.get("content")
    return [
        one.village,
        one.group,
        one.head,
        one.code,
        kind_word(one.kind),
        str(one.rank),
        one.token[:_SHORT],
        show("date", said.get("checked_on")),
        show("yes_no", said.get("poor_now")),
        show("yes_no", said.get("meets")),
        say("spotchecks.of", content=content, asked=asked)
        if asked is not None and content is not None
        else "",
        str(said.get("found") or ""),
    ]


def _heads() -> Sequence[str]:
    return [
        say("spotchecks.village"),
        say("spotchecks.group"),
        say("spotchecks.head"),
        say("spotchecks.code"),
        say("spotchecks.kind"),
        say("spotchecks.rank"),
        say("spotchecks.token"),
        say("spotchecks.checked_on"),
        say("spotchecks.poor_now"),
        say("spotchecks.meets"),
        say("spotchecks.asked"),
        say("spotchecks.found"),
    ]
