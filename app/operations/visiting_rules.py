"""The office's rules of visits and photos, read once from `forms/visiting.toml`."""

from app.operations.offices import Office
from app.paths import forms
from app.rules.visiting import Visiting, load_visiting


def visiting_of(office: Office) -> Visiting:
    """How often which household is visited, what counts, what a photo may be. Raises Problem naming the bad line."""
    known: Visiting | None = office.kept.get("visiting")
    if known is None:
        known = office.kept["visiting"] = load_visiting(forms(), office.forms.records["standing"])
    return known
