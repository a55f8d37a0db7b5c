"""The catalogue of measures as this office has it: what ships in `forms/measures/`, and the office's own items."""

from app.operations.offices import Office
from app.operations.rows import RowReader
from app.paths import forms as forms_folder
from app.rules.catalogues import Catalogue, Item, answers_of, item_of, load_catalogue
from app.rules.dossiers import Answers
from db.records import id_of

__all__ = ["answers_of", "catalogue", "own_items", "own_rows", "shipped"]

RECORD = "catalogue_item"
TOWNSHIP = 9
"""Digits of a township's code."""


def catalogue(office: Office) -> Catalogue:
    """Every item the office may plan: the shipped ones, and its own in place of those with the same code."""
    return shipped(office).with_own(own_items(office))


def shipped(office: Office) -> Catalogue:
    """The items of `forms/measures/`, read once. Raises Problem naming a file with a mistake."""
    known: Catalogue | None = office.kept.get("measures")
    if known is None:
        known = office.kept["measures"] = load_catalogue(forms_folder(), office.forms)
    return known


def own_items(office: Office) -> list[Item]:
    """What the office added, by code."""
    return [item_of(answers, own=True) for _, answers in own_rows(office).values()]


def own_rows(office: Office) -> dict[str, tuple[str, Answers]]:
    """The office's rows by the item's code: row id and answers."""
    rows = RowReader(office.forms.help[RECORD], ("id",)).rows(office, "1 ORDER BY code", ())
    return {str(row.answers["code"]): (str(row.keys[0]), row.answers) for row in rows}


def id_of_item(office: Office, code: str) -> str:
    """The id of an own item about to be made: one in a township, whichever of its machines makes it.

    Two townships of a county may use one code; their items are two rows.
    """
    rows = office.archive.read("SELECT d.code FROM office o JOIN division d ON d.id = o.division_id")
    town = str(rows[0][0] or "")[:TOWNSHIP] if rows else ""
    return id_of(RECORD, {"town": town, "code": code})
