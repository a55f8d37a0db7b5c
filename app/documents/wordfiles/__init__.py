"""Papers as Word files, for those an office goes on editing: the same parts and readings as the PDF's."""

from app.documents.wordfiles.making import make_word
from app.documents.wordfiles.proceedings import make_word_proceeding

__all__ = ["make_word", "make_word_proceeding"]
