"""What the program suggests for a household's plan, and taking a suggestion: only a person's word writes one."""

from app.errors import Problem
from app.operations.catalogues import catalogue, shipped
from app.operations.dossiers import dossier
from app.operations.offices import Office, need_household
from app.operations.plan_records import save_measure
from app.paths import forms as forms_folder
from app.rules.suggestion_rules import Rule, load_suggestion_rules
from app.rules.suggestions import Suggestion, suggest


def suggestions(office: Office, household_id: str, year: int) -> list[Suggestion]:
    """The measures the facts of a household speak for, each with its reason; nothing is written.

    Raises Problem for a household that is gone or not in the user's villages, or for a mistake in the rules' file.
    """
    need_household(office, household_id, "view")
    known = dossier(office, household_id, year)
    if known is None:
        raise Problem("edit.gone")
    return list(suggest(known, catalogue(office), suggestion_rules(office), office.forms))


def suggestion_rules(office: Office) -> tuple[Rule, ...]:
    """The rules of `forms/suggestions.toml`, read once."""
    known: tuple[Rule, ...] | None = office.kept.get("suggestion_rules")
    if known is None:
        known = load_suggestion_rules(forms_folder(), office.forms, shipped(office))
        office.kept["suggestion_rules"] = known
    return known


def take_suggestion(office: Office, household_id: str, year: int, item: str, *, reason: str = "") -> str:
    """Put a suggested item into the plan, with those it is about; gives the measure's id.

    The sentence of the suggestion is kept in the history, after the person's own `reason`. Raises Problem for an item
    that is not suggested or planned already, and Refused as `save_measure` does.
    """
    chosen = next((one for one in suggestions(office, household_id, year) if one.item.code == item), None)
    if chosen is None:
        raise Problem("plans.not_suggested", item=item)
    if chosen.taken:
        raise Problem("plans.taken_already", name=chosen.item.name)
    return save_measure(
        office,
        household_id,
        year,
        {"item": item},
        person_ids=chosen.person_ids,
        reason=reason,
        because=chosen.reason,
    )
