"""The catalogue of measures as this office has it: what ships in `forms/measures/`, and the office's own items."""

from datetime import date
from decimal import Decimal

from app.operations.offices import Office
from app.paths import forms as forms_folder
from app.rules.catalogues import Catalogue, Item, load_catalogue


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
    rows = office.archive.read(
        "SELECT code, kind, project, name, causes, risks, amount, unit, department, valid_from, valid_to, basis"
        " FROM catalogue_item ORDER BY code"
    )
    return [_own(*row) for row in rows]


def _own(
    code: str,
    kind: str | None,
    project: str | None,
    name: str | None,
    causes: str | None,
    risks: str | None,
    amount: int | None,
    unit: str | None,
    department: str | None,
    valid_from: str | None,
    valid_to: str | None,
    basis: str | None,
) -> Item:
    return Item(
        code=code,
        kind=kind or "",
        project=project or "",
        name=name or "",
        causes=tuple(causes.split(",")) if causes else (),
        risks=tuple(risks.split(",")) if risks else (),
        amount=None if amount is None else Decimal(amount).scaleb(-2),
        unit=unit or "",
        department=department or "",
        valid_from=date.fromisoformat(valid_from) if valid_from else None,
        valid_to=date.fromisoformat(valid_to) if valid_to else None,
        basis=basis or "",
        own=True,
    )
