"""Judging households by a standard on a day, from what the archive knew then."""

from app.operations.standards.assessing import Assessment, Judged, Question, assess, rejudge
from app.operations.standards.known import default_standard, standard_named, standards

__all__ = [
    "Assessment", "Judged", "Question", "assess", "default_standard", "rejudge", "standard_named",
    "standards",
]  # fmt: skip
