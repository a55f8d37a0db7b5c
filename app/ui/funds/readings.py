"""A payment list out of a workbook: first its sums by subsidy and village, in capitals, then written as one batch."""

from collections.abc import Sequence
from pathlib import Path

from app.operations.catalogue_tables import CatalogueReport
from app.operations.line_imports import LineReport
from app.operations.payment_lines import Weighed, weigh_payments
from app.operations.payments import import_payments
from app.progress import Progress
from app.rules.capitals import in_capitals
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.funds.shown import total
from app.ui.help.panels import Told, ToldLines
from app.ui.help.reading_panels import ReadingPanel


class PaymentReading(ReadingPanel):
    """As every workbook of lines is read, with the sums to compare with the list's own."""

    def __init__(self, desk: Desk) -> None:
        self.weighed: list[Weighed] = []
        self.sums = ToldLines()
        super().__init__(desk, say("funds.import_list"), say("funds.import_hint"), self._read_them)
        self.page.body.insertWidget(1, self.sums)

    def _read_them(self, paths: Sequence[Path], look: bool, progress: Progress) -> LineReport:
        office = self._desk.office
        if not look:
            return import_payments(office, paths, progress=progress)
        report, self.weighed = weigh_payments(office, paths, progress=progress)
        return report

    def _show_report(self, report: LineReport | CatalogueReport | None) -> None:
        super()._show_report(report)
        lines = [Told("", _words(one), "accent") for one in self.weighed] if report is not None else []
        if lines:
            amount = total([one.amount for one in self.weighed])
            words = in_capitals(amount)
            lines.append(
                Told(say("funds.preview_total", amount=show("money", amount), words=words), "", "accent")
            )
        self.sums.show_lines(lines)


def _words(one: Weighed) -> str:
    told = {"scheme": one.scheme, "village": one.village, "lines": one.lines, "households": one.households}
    return say("funds.preview_sum", **told, amount=show("money", one.amount))
