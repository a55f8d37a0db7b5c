"""What may not stand on a sheet that leaves the office: numbers and words that identify or expose a person.

`Listed` says whom the office knows and what it may say itself; `find_leaks` reads finished text, never intentions.
"""

from app.rules.leaks.finding import Leak, find_leaks
from app.rules.leaks.listed import Listed, listed_in

__all__ = ["Leak", "Listed", "find_leaks", "listed_in"]
