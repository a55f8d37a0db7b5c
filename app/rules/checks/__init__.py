"""The doubt list: what the papers of a household contradict, as a table of small named checks.

A check knows one rule. Blank is unknown: a check whose answers or thresholds are not known does not judge.
"""

from app.rules.checks.checklists import CHECKS, Checker, check_dossier, check_township
from app.rules.checks.doubts import Check, Doubt
from app.rules.checks.facts import NO_HELP, Help, Measure
from app.rules.checks.thresholds import Thresholds, load_thresholds

__all__ = [
    "CHECKS",
    "NO_HELP",
    "Check",
    "Checker",
    "Doubt",
    "Help",
    "Measure",
    "Thresholds",
    "check_dossier",
    "check_township",
    "load_thresholds",
]
