"""The warning rules of this office's shelf with what judges by them, read once."""

from app.operations.offices import Office
from app.operations.standards.known import standards
from app.rules.warnings import TAKES, Rules, Watcher, askable_fields, load_warnings


def warning_rules(office: Office) -> Rules:
    """The rules of the shelf. Raises Problem naming the file and what to mend."""
    known: Rules | None = office.kept.get("warning_rules")
    if known is None:
        lines, fields = standards(office).lines.labels, askable_fields(office.forms)
        known = office.kept["warning_rules"] = load_warnings(office.shelf, TAKES, lines, fields)
    return known


def make_watcher(office: Office) -> Watcher:
    """The rules as they are in force today."""
    return Watcher(warning_rules(office), standards(office).lines, office.clock().date())
