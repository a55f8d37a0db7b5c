"""Whether a child of the age of compulsory schooling is at school: one answer for the ledger and for the doubts.

Source: 义务教育法第十一条, a child of six full years goes to school; a school year begins on 1 September.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from app.rules.forms import Forms
from app.rules.idnumbers import age

LIMITS: Final = ("school_from", "school_to", "school_month", "school_day")
"""The limits of `forms/checks.toml` that say who must be at school."""

Fault = Literal["out", "preschool"]
"""Not at school; still before school."""

_AT_SCHOOL = frozenset({"compulsory", "senior", "higher"})
_PRESCHOOL = "preschool"


class SchoolRule:
    """What the code lists say of schools and education, read once."""

    def __init__(self, forms: Forms) -> None:
        self._stage = {
            one.code: str(one.extra.get("stage", "")) for one in forms.codes["school_state"].values
        }
        self._finished = {one.code for one in forms.codes["education"].values if one.extra.get("finished")}

    def age_of(self, born: date | None, year: int, limits: Mapping[str, Decimal]) -> int | None:
        """Full years on the last day before that year's school begins, where compulsory schooling asks for school.

        None for one of another age, of unknown birth, or where one of `LIMITS` is not known.
        """
        if born is None or not limits.keys() >= set(LIMITS):
            return None
        years = age(born, date(year, int(limits["school_month"]), int(limits["school_day"])))
        return years if limits["school_from"] <= years <= limits["school_to"] else None

    def fault(self, school_state: object, education: object) -> Fault | None:
        """What is wrong with a child of that age; None for one at school, or who has finished 九年级."""
        stage = self._stage.get(str(school_state)) if school_state else None
        if stage in _AT_SCHOOL or (stage is None and education in self._finished):
            return None
        return "preschool" if stage == _PRESCHOOL else "out"
