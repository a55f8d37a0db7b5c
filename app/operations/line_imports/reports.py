"""What an import of lines did, or would do: counts, refusals with their cell, doubts, the batch that takes it back."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.rules.imports.findings import Finding
from app.texts import say

SHOWN_REFUSALS = 50


@dataclass(frozen=True, slots=True)
class LineCounts:
    """Lines by what happened to them."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0

    def document(self) -> dict[str, int]:
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": self.refused,
        }


@dataclass(frozen=True, slots=True)
class LineReport:
    """One call of `import_lines`. One refused row keeps all of it out; `batch` is None where nothing was written.

    `handovers`: lines that took over from another cadre. `cadres`, `units`: made on the way. `ignored`: headings
    nobody knows. `skipped`: sheets without such lines.
    """

    record: str
    files: tuple[str, ...]
    rows: int
    lines: LineCounts
    refusals: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    handovers: int = 0
    cadres: int = 0
    units: int = 0
    mended: int = 0
    ignored: tuple[str, ...] = ()
    skipped: Sequence[str] = field(default_factory=tuple)
    batch: str | None = None
    dry_run: bool = False

    @property
    def refused(self) -> bool:
        """Whether something refused the call: then nothing was written."""
        return bool(self.refusals)

    def text(self) -> str:
        """The report in a few lines, for people."""
        lines = [say("lines.report_rows", rows=self.rows, mended=self.mended, doubts=len(self.doubts))]
        lines.append(say("lines.report_lines", handovers=self.handovers, **self.lines.document()))
        if self.cadres or self.units:
            lines.append(say("lines.report_made", cadres=self.cadres, units=self.units))
        if self.ignored:
            lines.append(say("lines.report_ignored", headings="\u3001".join(self.ignored)))
        lines += map(told, self.refusals[:SHOWN_REFUSALS])
        if len(self.refusals) > SHOWN_REFUSALS:
            lines.append(say("import.report_more", more=len(self.refusals) - SHOWN_REFUSALS))
        lines.append(self._end())
        return "\n".join(lines)

    def _end(self) -> str:
        if self.refusals:
            return say("import.report_refused")
        return say("import.report_batch", batch=self.batch) if self.batch else say("import.report_nothing")

    def document(self) -> dict[str, object]:
        """The report as scripts read it."""
        return {
            "record": self.record,
            "files": list(self.files),
            "rows": self.rows,
            "lines": self.lines.document(),
            "handovers": self.handovers,
            "cadres": self.cadres,
            "units": self.units,
            "refusals": [one.document() for one in self.refusals],
            "doubts": len(self.doubts),
            "doubt_list": [one.document() for one in self.doubts],
            "mended": self.mended,
            "ignored": list(self.ignored),
            "skipped": list(self.skipped),
            "batch": self.batch,
            "dry_run": self.dry_run,
        }


def told(refusal: Finding) -> str:
    """A refusal with its file, sheet, row and column; only the sentence where it is of a whole file."""
    if not refusal.row:
        return refusal.sentence
    return say(
        "import.report_refusal",
        file=refusal.file,
        sheet=refusal.sheet,
        row=refusal.row,
        column=refusal.column,
        why=refusal.sentence,
    )
