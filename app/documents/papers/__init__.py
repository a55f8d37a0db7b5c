"""The papers of the archive: `forms/papers/*.toml` and dossiers made into PDF, or into rows for a workbook."""

from app.documents.papers.definitions import Column, Paper, Part, find_paper, load_papers
from app.documents.papers.desks import PaperContext
from app.documents.papers.making import file_name, make_paper, make_volume, subjects, title_of

__all__ = [
    "Column",
    "Paper",
    "PaperContext",
    "Part",
    "file_name",
    "find_paper",
    "load_papers",
    "make_paper",
    "make_volume",
    "subjects",
    "title_of",
]
