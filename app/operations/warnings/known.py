"""The warning rules of this office's forms with what judges by them, read once."""

from app.operations.offices import Office
from app.operations.standards.known import standards
from app.paths import forms as forms_folder
from app.rules.forms import Forms
from app.rules.warnings import SIGNS, Rules, Watcher, load_warnings

_SCOPES = frozenset({"household", "household_year"})


def warning_rules(office: Office) -> Rules:
    """The rules of the forms folder. Raises Problem naming the file and what to mend."""
    known: Rules | None = office.kept.get("warning_rules")
    if known is None:
        takes = {name: needs for name, (_, needs) in SIGNS.items()}
        lines, fields = standards(office).lines.labels, askable_fields(office.forms)
        known = office.kept["warning_rules"] = load_warnings(forms_folder(), takes, lines, fields)
    return known


def make_watcher(office: Office) -> Watcher:
    """The rules as they are in force today."""
    return Watcher(warning_rules(office), standards(office).lines, office.clock().date())


def askable_fields(forms: Forms) -> tuple[str, ...]:
    """The fields a rule may ask: the household's own and of its years, and of a member's year."""
    return tuple(
        field.path
        for record in forms.records.values()
        if (record.scope in _SCOPES and not record.rows) or record.key == "member_year"
        for field in record.fields
    )
