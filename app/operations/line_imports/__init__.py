"""Workbooks of lines of help into the archive: pairings, plans, measures, visits, findings; cadres, units, postings.

`import_lines(office, files, "visit", check=…)`: all of a call or nothing, one batch.
"""

from app.operations.line_imports.importing import import_lines
from app.operations.line_imports.lines import Check, SaidLine
from app.operations.line_imports.reports import LineCounts, LineReport

__all__ = ["Check", "LineCounts", "LineReport", "SaidLine", "import_lines"]
