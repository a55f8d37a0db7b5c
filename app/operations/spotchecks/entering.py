"""What a check at home found in a household of a sample, and locking a sample when all is entered."""

from collections.abc import Mapping

from app.errors import Issue, Problem
from app.operations.answering import answer_issues, refuse
from app.operations.offices import Office, need_household, need_role
from app.operations.rows import kept_answers
from app.operations.spotchecks.listing import SampledLine, SampleLine, sampled_of
from app.rules.dossiers import Answers, Value
from app.texts import say
from db.records import new_id


def enter_check(
    office: Office, sample: SampleLine, household_id: str, answers: Mapping[str, Value]
) -> SampledLine:
    """Write down what was found; answers that are not named stay. Gives the line as it is now.

    Raises Refused with the issues, Problem for a household that was not drawn or a sample that is locked.
    """
    need_household(office, household_id)
    line = drawn_line(office, sample, household_id)
    _need_open(sample)
    merged = {**line.answers, **answers}
    refuse(check_issues(office, merged))
    kept = kept_answers(office.forms.help["sampled"], answers)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.update("sampled", line.id, kept)
    return drawn_line(office, sample, household_id)


def drawn_line(office: Office, sample: SampleLine, household_id: str) -> SampledLine:
    """A household's line of a sample. Raises Problem for one that was not drawn."""
    found = next((one for one in sampled_of(office, sample) if one.household_id == household_id), None)
    if found is None:
        raise Problem("spotchecks.not_drawn", name=sample.name)
    return found


def check_issues(office: Office, answers: Answers) -> tuple[Issue, ...]:
    """What is wrong with the answers of a check: by its form, more content than asked, a result without its day."""
    today = office.clock().date()
    form = office.forms.help["sampled"]
    found = list(answer_issues(office.forms, form, answers, today))
    asked, content = answers.get("asked"), answers.get("content")
    if isinstance(content, int) and (not isinstance(asked, int) or content > asked):
        found.append(Issue("spotchecks.more_content", "content", "error", {"asked": asked or 0}))
    results = ("poor_now", "meets", "asked", "content", "found")
    if answers.get("checked_on") is None and any(answers.get(key) is not None for key in results):
        label = form.by_key["checked_on"].label
        found.append(Issue("answering.required", "checked_on", "error", {"label": label}))
    return tuple(found)


def close_sample(office: Office, sample: SampleLine, reason: str = "") -> str:
    """Lock a sample; gives the batch: undoing it unlocks again.

    Raises Problem where households still wait and no reason is given.
    """
    need_role(office, "approve")
    _need_open(sample)
    if sample.checked < sample.size and not reason.strip():
        raise Problem("spotchecks.not_done", name=sample.name, count=sample.size - sample.checked)
    batch = new_id()
    why = reason.strip() or say("spotchecks.batch_closed", name=sample.name)
    with office.archive.work(office.user.name, why, at=office.clock(), batch=batch) as work:
        work.update("sample", sample.id, {"closed_on": office.clock().date().isoformat()})
    return batch


def _need_open(sample: SampleLine) -> None:
    if sample.closed_on is not None:
        raise Problem("spotchecks.locked", name=sample.name)
