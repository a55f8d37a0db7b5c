"""What fills the papers of a meeting: who was entitled and came, how each household was voted on, what that decides."""

from datetime import date
from fractions import Fraction

from app.documents.proceedings import Filled
from app.errors import Problem
from app.operations.cases.representatives import last_meeting
from app.operations.cases.stored import StoredCase, StoredMeeting, read_case
from app.operations.offices import Office
from app.operations.proceedings.grounds import ground_words
from app.rules.bookorder import book_key
from app.rules.meetings import Conclusion, conclude, find_faults, needed
from app.rules.values import show
from app.texts import say

Row = dict[str, str]


def meeting_filled(office: Office, meeting_id: str) -> Filled:
    """The minutes of a meeting. Raises Problem proceedings.no_meeting for one that is gone."""
    rows = office.archive.read("SELECT case_id FROM meeting WHERE id = ?", (meeting_id,))
    if not rows:
        raise Problem("proceedings.no_meeting")
    case = read_case(office, str(rows[0][0]))
    meeting = next(one for one in case.meetings if one.id == meeting_id)
    votes = _votes(office, case, meeting)
    words = {**_case_words(office, case, len(votes)), **_meeting_words(office, case, meeting, votes)}
    people = [
        {"n": str(at), "name": name, "remark": "" if came else say("proceedings.absent")}
        for at, (name, came) in enumerate(meeting.attendance, 1)
    ]
    people += [{"n": str(at)} for at in range(len(people) + 1, meeting.meeting.entitled + 1)]
    return Filled(words["village"], words, {"votes": votes, "attendance": people}, subject=meeting_id)


def case_filled(office: Office, case_id: str) -> Filled:
    """The sheets to sign and count on before a case's meeting: its households with empty votes.

    Those who may vote are asked by name where the village's last meeting wrote them down.
    """
    case = read_case(office, case_id)
    staying = {one.household_id for one in case.staying}
    homes = [known for known in _known(office, case) if known[0] in staying]
    votes = [_household(at, known) for at, known in enumerate(homes, 1)]
    words = {**dict.fromkeys(_OF_MEETING, ""), **_case_words(office, case, len(votes))}
    remembered = last_meeting(office, case.division_id)
    people = [
        {"n": str(at), "name": name} for at, name in enumerate(remembered.names if remembered else (), 1)
    ]
    return Filled(words["village"], words, {"votes": votes, "attendance": people}, subject=case_id)


_OF_MEETING = (
    "step", "kind", "held_on", "clock", "place", "chair", "recorder", "entitled", "present", "absent", "needed",
    "valid", "summary", "passed", "rejected", "conclusion",
)  # fmt: skip


def _case_words(office: Office, case: StoredCase, households: int) -> dict[str, str]:
    procedure = case.procedure.label
    topic = say("proceedings.topic", procedure=procedure, count=households) if households else procedure
    return {
        **ground_words(office, case.division_id),
        "procedure": procedure,
        "case": str(case.answers.get("name") or ""),
        "households": str(households),
        "topic": topic,
        "quorum": _share(case.procedure.rule.quorum),
        "majority": _share(case.procedure.rule.majority),
    }


def _share(part: Fraction) -> str:
    return f"{part.numerator}/{part.denominator}"


def _meeting_words(
    office: Office, case: StoredCase, stored: StoredMeeting, votes: list[Row]
) -> dict[str, str]:
    meeting, answers, form = stored.meeting, stored.answers, office.forms.public["meeting"]
    said = {
        key: show(field.kind, answers.get(key), office.forms.code_list(field))
        for key, field in form.by_key.items()
    }
    faults = find_faults(meeting, case.procedure.rule)
    short = any(fault.field in ("entitled", "present") for fault in faults)
    held = answers.get("held_on")
    passed, rejected = (
        [row["head"] for row in votes if row["conclusion"] == _word(one)] for one in ("passed", "rejected")
    )
    return {
        **said,
        "held_on": show("date", held) if isinstance(held, date) else "",
        "step": case.procedure.step(stored.step).label,
        "absent": str(max(meeting.entitled - meeting.present, 0)),
        "needed": str(needed(meeting, case.procedure.rule)),
        "valid": say("proceedings.no_quorum") if short else say("proceedings.quorum"),
        "passed": str(len(passed)),
        "rejected": str(len(rejected)),
        "conclusion": _conclusion(short, passed, rejected),
    }


def _conclusion(short: bool, passed: list[str], rejected: list[str]) -> str:
    """What the meeting decided, in sentences: those who passed as a number, those who did not by name."""
    if short:
        return say("proceedings.decides_nothing")
    said = [say("proceedings.passed", count=len(passed))] if passed else []
    if rejected:
        names = "\u3001".join(rejected)
        said.append(say("proceedings.rejected", count=len(rejected), names=names))
    return "".join(said) or say("proceedings.no_vote")


def _votes(office: Office, case: StoredCase, stored: StoredMeeting) -> list[Row]:
    """The households the meeting voted on, in the order of the village book."""
    rows: list[Row] = []
    for known in _known(office, case):
        votes = stored.meeting.votes.get(known[0])
        if votes is None:
            continue
        row = _household(len(rows) + 1, known)
        row["in_favour"], row["against"] = str(votes.in_favour), str(votes.against)
        row["abstained"] = str(votes.abstained)
        row["conclusion"] = _word(conclude(stored.meeting, known[0], case.procedure.rule))
        rows.append(row)
    return rows


def _known(office: Office, case: StoredCase) -> list[tuple[str, str, str, str, int]]:
    """Id, code, group, head and size of a case's households by group and code."""
    rows = office.archive.read(_HOUSEHOLDS, (case.id,))
    known = [(str(one), code or "", group or "", head or "", size) for one, code, group, head, size in rows]
    return sorted(known, key=lambda one: (*book_key(one[2], one[1]), one[0]))


_HOUSEHOLDS = (
    "SELECT h.id, h.code, h.group_name, max(CASE WHEN m.relation = '01' THEN p.name END), count(m.id)"
    " FROM case_household s JOIN household h ON h.id = s.household_id"
    " LEFT JOIN membership m ON m.household_id = h.id AND m.left_on IS NULL"
    " LEFT JOIN person p ON p.id = m.person_id WHERE s.case_id = ?"
    " GROUP BY h.id"
)


def _household(number: int, known: tuple[str, str, str, str, int]) -> Row:
    _, code, group, head, size = known
    return {"n": str(number), "code": code, "group": group, "head": head, "size": str(size) if size else ""}


def _word(conclusion: Conclusion) -> str:
    words = {
        "passed": say("proceedings.is_passed"),
        "rejected": say("proceedings.is_rejected"),
        "invalid": say("proceedings.is_invalid"),
    }
    return words[conclusion]
