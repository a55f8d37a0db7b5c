"""What a path of a column names: a field of a form, the head, a place, the year, a total or a line of the income sheet.

The same paths as everywhere (`app.rules.columns`): `household.phone`, `head.name`, `place.village`, `derived.year`,
`income.wages` (a block), `income.transfer.dibao` (a kind); and `row.id`, the number of a line.
"""

from app.rules.forms import Field, Forms

PLACES = ("province", "city", "county", "township", "village", "code", "whole")
YEAR, ROW = "derived.year", "row.id"
BLOCK, PART = "block", "part"


def area_of(path: str, forms: Forms) -> str:
    """Where the answers of a path go: a record's key, `head`, `place`, `derived`, `row`; a total or line of income."""
    area, _, key = path.partition(".")
    if area == "income" and path not in forms.by_path:
        return PART if key in forms.income_kinds else BLOCK
    return area


def field_of(path: str, forms: Forms) -> Field | None:
    """The field whose kind a path's cells have; None for places and other text that is not kept as an answer."""
    area = area_of(path, forms)
    if area in (BLOCK, PART):
        return forms.records["income"].by_key["amount"]
    if area == "head":
        return forms.records["person"].by_key.get(path.partition(".")[2])
    if path == YEAR:
        return forms.records["standing"].by_key["exit_year"]
    return forms.by_path.get(path)


def is_path(path: str, forms: Forms) -> bool:
    """Whether a path means anything: a remembered choice may name a field that is gone."""
    area, _, key = path.partition(".")
    if area == "place":
        return key in PLACES
    if area == "income" and area_of(path, forms) == BLOCK:
        return key in {block.key for block in forms.blocks}
    return path == ROW or field_of(path, forms) is not None
