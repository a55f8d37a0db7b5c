"""The procedures this office knows, read once from `forms/procedures`."""

from collections.abc import Mapping

from app.operations.offices import Office
from app.paths import forms as forms_folder
from app.rules.procedures import Procedure, load_procedures


def procedures(office: Office) -> Mapping[str, Procedure]:
    """The procedures of the forms folder by key, in the order of their files."""
    known: Mapping[str, Procedure] | None = office.kept.get("procedures")
    if known is None:
        known = office.kept["procedures"] = load_procedures(forms_folder(), office.forms)
    return known
