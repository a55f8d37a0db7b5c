"""When answers of a plan are refused: an error always, a doubt unless somebody gives a reason, which is kept."""

from collections.abc import Sequence

from app.errors import Issue
from app.operations.answering import Refused, issue_words


def need_right(issues: Sequence[Issue], reason: str = "") -> None:
    """Raise Refused with every issue, the errors first, unless there are only doubts and a reason."""
    if any(one.level == "error" or not reason.strip() for one in issues):
        raise Refused(sorted(issues, key=lambda one: one.level != "error"))


def told(issues: Sequence[Issue]) -> str:
    """The sentences of issues one after another, none twice."""
    return "".join(dict.fromkeys(map(issue_words, issues)))
