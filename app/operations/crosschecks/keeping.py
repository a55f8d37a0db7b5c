"""Keeping a comparison: its differences become doubts, one problem for each household, with an owner and a deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import orjson

from app.errors import Problem
from app.operations.answering import refuse
from app.operations.crosschecks.comparing import CrossChecked
from app.operations.crosschecks.profiles import Remembered, remember, remembered
from app.operations.crosschecks.telling import check_text, difference_words, kept_text
from app.operations.finding_checks import finding_issues
from app.operations.offices import Office, need_role
from app.operations.rows import kept_answers
from app.progress import Progress
from app.rules.crosschecks.definitions import Profile
from app.rules.crosschecks.outcomes import Difference
from app.rules.dossiers import Answers
from app.rules.values import Stored
from app.texts import say
from db.records import new_id

OF_CROSSCHECK = "7"
"""The source of a problem that a comparison raised (`forms/codes/finding_source.toml`)."""

_TOLD = 20
"""So many differences of one household are told in its problem; the others are counted."""


@dataclass(frozen=True, slots=True)
class CrossCheckKept:
    """What was kept: the comparison's id, the batch (for undo), differences, problems made, and those that waited
    already from an earlier comparison."""

    id: str
    batch: str
    differences: int
    findings: int
    already: int


def usual_due(office: Office, profile: Profile) -> date:
    """The deadline the doubts of this list get unless somebody says another."""
    known = remembered(office, profile)
    return office.clock().date() + timedelta(days=known.days or profile.days)


def keep_crosscheck(
    office: Office,
    done: CrossChecked,
    owner: str,
    due_on: date,
    differences: Sequence[Difference] | None = None,
    progress: Progress | None = None,
) -> CrossCheckKept:
    """Write the comparison down with its differences (all, or those chosen); nothing in the archive changes by it.

    What waits already from an earlier comparison is not raised again. Raises Refused without owner or with a deadline
    that is past, Problem where nothing differs.
    """
    need_role(office, "enter")
    profile, today = done.profile, office.clock().date()
    base: Answers = {
        "found_on": today,
        "source": OF_CROSSCHECK,
        "owner": owner.strip() or None,
        "due_on": due_on,
    }
    refuse(finding_issues(office, {**base, "what": profile.label}))
    chosen = list(done.compared.differences if differences is None else differences)
    waiting = _waiting(office)
    fresh = [one for one in chosen if _key(one) not in waiting]
    if not fresh:
        code = "crosscheck.all_waiting" if chosen else "crosscheck.nothing_differs"
        raise Problem(code, list=profile.label)
    homes: dict[str, list[Difference]] = {}
    for one in fresh:
        homes.setdefault(one.who.household_id, []).append(one)
    problems = {home: new_id() for home in homes}
    reason, batch = say("crosscheck.batch_kept", list=profile.label), new_id()
    form = office.forms.help["finding"]
    with office.archive.work(office.user.name, reason, at=office.clock(), batch=batch) as work:
        crosscheck = work.create("crosscheck", _crosscheck(office, done))
        step = progress.step if progress else None
        work.create_many(
            "finding",
            [
                {"id": problems[home], "household_id": home, **kept_answers(form, {**base, "what": what})}
                for home, some in homes.items()
                for what in [_what(office, profile, some)]
            ],
            step=step,
        )
        work.create_many(
            "difference",
            [_row(done, one, crosscheck, problems[one.who.household_id]) for one in fresh],
            step=step,
        )
    _remember(office, done, owner, (due_on - today).days)
    return CrossCheckKept(crosscheck, batch, len(fresh), len(problems), len(chosen) - len(fresh))


def _key(one: Difference) -> tuple[str, str, str, str | None]:
    return one.check, one.who.household_id, f"{one.path}@{one.subject}", kept_text(one.value)


def _waiting(office: Office) -> set[tuple[str, str, str, str | None]]:
    rows = office.archive.read(
        "SELECT d.item, d.household_id, coalesce(d.form, ''), coalesce(d.field, ''), coalesce(d.subject_id, ''),"
        " d.value FROM difference d LEFT JOIN finding f ON f.id = d.finding_id"
        " WHERE d.settled IS NULL AND f.closed_on IS NULL"
    )
    return {
        (item, home, f"{form}.{field}@{subject}" if form else f"@{subject}", value)
        for item, home, form, field, subject, value in rows
    }


def _crosscheck(office: Office, done: CrossChecked) -> dict[str, Stored]:
    asked, profile = done.asked, done.profile
    return {
        "profile": profile.key,
        "label": profile.label,
        "made_on": office.clock().date().isoformat(),
        "year": done.year,
        "department": profile.department,
        "files": "\u3001".join(done.read.files),
        "hash": done.read.digest,
        "as_of": asked.as_of.isoformat() if asked.as_of else None,
        "division_ids": asked.division_id,
        "frozen": orjson.dumps(profile.table, option=orjson.OPT_SORT_KEYS).decode(),
        "counts": orjson.dumps(done.counts(), option=orjson.OPT_SORT_KEYS).decode(),
    }


def _what(office: Office, profile: Profile, some: Sequence[Difference]) -> str:
    """The household's problem in words: every difference, the department before them."""
    told = [difference_words(office, profile, one) for one in some[:_TOLD]]
    more = say("crosscheck.and_more", count=len(some) - _TOLD) if len(some) > _TOLD else ""
    return say("crosscheck.what", list=profile.label, told="\uff1b".join(told)) + more


def _row(done: CrossChecked, one: Difference, crosscheck: str, finding: str) -> dict[str, Stored]:
    form, _, field = one.path.partition(".")
    return {
        "crosscheck_id": crosscheck,
        "household_id": one.who.household_id,
        "person_id": one.who.id,
        "finding_id": finding,
        "item": one.check,
        "how": one.how,
        "text": check_text(done.profile, one.check, one.how),
        "form": form or None,
        "subject_id": one.subject,
        "field": field or None,
        "year": done.year,
        "was": kept_text(one.was),
        "value": kept_text(one.value),
        "spot": "{}!{}!{}".format(*one.spot) if one.spot else None,
    }


def _remember(office: Office, done: CrossChecked, owner: str, days: int) -> None:
    """What was chosen for this department, for its next list."""
    before = remembered(office, done.profile)
    columns = {**before.columns, **done.asked.columns}
    whole = before.whole if done.asked.whole is None else done.asked.whole
    said = Remembered(columns, whole, owner.strip(), days if days > 0 else None)
    if said != before:
        remember(office, done.profile, said)
