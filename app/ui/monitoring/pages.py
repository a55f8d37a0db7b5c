"""The page 监测预警: its sections, laid out like those of 帮扶计划."""

from typing import ClassVar

from app.texts import say
from app.ui.help.pages import HelpPage
from app.ui.help.sections import Section

SECTIONS = (
    Section("warnings", "monitoring.warnings", "app.ui.monitoring.warnings.sections:WarningsSection"),
    Section("clues", "monitoring.clues", "app.ui.monitoring.clues.sections:CluesSection"),
    Section("colours", "monitoring.colours", "app.ui.monitoring.colours.sections:ColoursSection"),
    Section("statement", "monitoring.statement", "app.ui.monitoring.statement.sections:StatementSection"),
)


class MonitoringPage(HelpPage):
    """Opened by `desk.go("monitoring", section="clues", village=…, state=…)`."""

    parts: ClassVar[tuple[Section, ...]] = SECTIONS

    def title(self) -> str:
        """监测预警."""
        return say("monitoring.title")
