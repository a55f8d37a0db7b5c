"""What a plan has behind it, in one line: who signed and reviewed when, and with what result it ended."""

from app.rules.dossiers import Answers
from app.rules.forms import Forms
from app.rules.plans import STAMPS
from app.rules.values import show
from app.texts import say


def step_lines(forms: Forms, answers: Answers) -> str:
    """The steps taken, each with its day and who took it; below them the result with what was said of it."""
    record, states = forms.help["plan"], forms.codes["plan_state"]
    parts = []
    for state, keys in STAMPS.items():
        said = [answers.get(key) for key in (keys[:1] if state == "closed" else keys)]
        if said[0] is not None:
            words = [show(record.by_key[key].kind, one) for key, one in zip(keys, said, strict=False) if one]
            parts.append(" ".join([states.name(state), *words]))
    lines = [say("household_plan.dot").join(parts)] if parts else []
    result = answers.get("result")
    if result:
        lines.append(say("household_plan.result", result=forms.codes["plan_result"].name(str(result))))
    for key in ("achieved", "unfinished"):
        if answers.get(key):
            lines.append(say("household_plan.said", label=record.by_key[key].label, words=answers[key]))
    return "\n".join(lines)
