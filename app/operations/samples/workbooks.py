"""The invented township as files: the workbooks the national system would export, and the township's ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.documents.workbooks import Sheet, SheetColumn
from app.documents.workbooks_writing import write_workbook
from app.operations.samples.stocks import read_stock
from app.operations.samples.tables import Row, column_kind, register_shape
from app.operations.samples.townships import SampleTownship
from app.paths import resources
from app.progress import Progress
from app.rules.forms import Export, Forms


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """Where the workbooks of a sample lie."""

    households: Path
    persons: Path
    monitored: Path
    register: Path


def write_sample(
    folder: Path, township: SampleTownship, forms: Forms, progress: Progress | None = None
) -> SampleFiles:
    """Write the four workbooks, named by town and year. Raises Problem where the folder cannot be written."""
    names = read_stock(resources() / "sample").lives
    town, year, later = township.town.township, township.year, township.monitored_year
    files = SampleFiles(
        folder / names["household_file"].format(town=town, year=year),
        folder / names["person_file"].format(town=town, year=year),
        folder / names["monitored_file"].format(town=town, year=later),
        folder / names["register_file"].format(town=town, year=year),
    )
    shapes = forms.exports
    _write(files.households, forms, shapes["national-households"], township.household_rows, progress)
    _write(files.persons, forms, shapes["national-persons"], township.person_rows, progress)
    _write(files.monitored, forms, shapes["national-monitored"], township.monitored_rows, progress)
    _write(files.register, forms, register_shape(forms), township.register_rows, progress)
    return files


def _write(path: Path, forms: Forms, export: Export, rows: Sequence[Row], progress: Progress | None) -> None:
    columns = [SheetColumn(column.header, column_kind(forms, column)) for column in export.columns]
    write_workbook(path, [Sheet("Sheet1", columns, rows)], progress)
