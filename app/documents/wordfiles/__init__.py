"""Papers as Word files, for those an office goes on editing: the same parts and readings as the PDF's."""

from app.documents.wordfiles.making import make_word

__all__ = ["make_word"]
