"""Rosters into the archive: read the files, compare with what is kept, show what would change, write it in one go."""

from app.operations.imports.previews import Preview, preview_import
from app.operations.imports.problems import export_problems
from app.operations.imports.writing import ImportReport, import_workbooks, write_import

__all__ = ["ImportReport", "Preview", "export_problems", "import_workbooks", "preview_import", "write_import"]
