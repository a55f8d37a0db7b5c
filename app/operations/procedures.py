"""The procedures this office knows, read once from its shelf."""

from collections.abc import Mapping

from app.operations.offices import Office
from app.rules.procedures import Procedure, load_procedures


def procedures(office: Office) -> Mapping[str, Procedure]:
    """The procedures by key, in the order of their files."""
    known: Mapping[str, Procedure] | None = office.kept.get("procedures")
    if known is None:
        known = office.kept["procedures"] = load_procedures(office.shelf, office.forms)
    return known
