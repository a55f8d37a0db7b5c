"""The papers of the archive: `forms/papers/*.toml` and dossiers made into PDF, or into rows for a workbook."""

from app.documents.papers.definitions import Column, Paper, Part, find_paper
from app.documents.papers.desks import PaperContext
from app.documents.papers.files import make_files
from app.documents.papers.lists import ListColumn, make_list, make_recovery_sheet
from app.documents.papers.making import file_name, make_paper, make_volume, subjects, title_of
from app.documents.papers.readings import load_papers
from app.documents.papers.rows import paper_rows
from app.documents.papers.tabulations import PaperSheet

__all__ = [
    "Column",
    "ListColumn",
    "Paper",
    "PaperContext",
    "PaperSheet",
    "Part",
    "file_name",
    "find_paper",
    "load_papers",
    "make_files",
    "make_list",
    "make_paper",
    "make_recovery_sheet",
    "make_volume",
    "paper_rows",
    "subjects",
    "title_of",
]
