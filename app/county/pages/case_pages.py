"""Cases: what waits for the county's word, and the word itself."""

from typing import Any

from app.county.approvals import CountyCase, Decision, case_of, decide_case, open_cases
from app.county.databases import as_array
from app.county.ops import is_uuid
from app.county.pages.asks import Answer, Ask, Shown, Went
from app.county.pages.heads import heads_of
from app.county.pages.wording import Words
from app.rules.walks import Outcome
from app.texts import say

_VOTES = {"for_it": "in_favour", "against": "against", "abstained": "abstained"}
_WAY: dict[str, Outcome] = {"approve": "done", "return": "returned"}


def show_cases(ask: Ask) -> Answer:
    """The open cases of the visitor's places: first those that wait for the county."""
    found = open_cases(ask.connection, ask.county.forms)
    waiting = [one for one in found if one.waits]
    return Shown("cases.html", {"waiting": waiting, "others": [one for one in found if not one.waits]})


def show_case(ask: Ask) -> Answer:
    """One case with its steps, households, meetings and notices."""
    case = case_of(ask.connection, ask.path["id"], ask.county.forms)
    ask.note("view_case", case.area, case=case.id)
    words = Words(ask.county.forms)
    values: dict[str, Any] = {
        "case": case,
        "words": words,
        "may": ask.user.role == "approver" and case.waits,
        "homes": _homes(ask, case, words),
        "meetings": [words.facts("meeting", doc) for doc in _of_case(ask, case, "meeting")],
        "notices": [_notice(ask, words, one, doc) for one, doc in _rows(ask, case, "notice")],
        "labels": {step.key: step.label for step in case.procedure.steps},
    }
    return Shown("case.html", values)


def decide(ask: Ask) -> Answer:
    """The county's word on a case; its machines hear it at their next sync."""
    outcome = _WAY.get(ask.asked("way"), "done")
    said = Decision(outcome, ask.user.name, ask.today, ask.asked("opinion")[:2000], ask.asked("seen"))
    case = decide_case(ask.connection, ask.path["id"], said, ask.county.forms, ask.now)
    step = case.step.label if case.step else ""
    ask.note("approve" if outcome == "done" else "return", case.area, case=case.id)
    name = str(case.doc.get("name") or "")
    done = outcome == "done"
    ask.tell(
        say("county_pages.approved", case=name, step=step)
        if done
        else say("county_pages.returned", case=name)
    )
    return Went("/cases")


def _homes(ask: Ask, case: CountyCase, words: Words) -> list[dict[str, Any]]:
    docs = [doc for _, doc in _rows(ask, case, "case_household")]
    ids = [str(doc.get("household_id")) for doc in docs if is_uuid(doc.get("household_id"))]
    heads, votes = heads_of(ask.connection, ids), _votes(ask, case, ids)
    return [
        {
            "id": home,
            "head": heads.get(home, ("", 0))[0] or say("county_pages.unknown_head"),
            "members": heads.get(home, ("", 0))[1],
            "state": words.shown("case_household", "state", doc.get("state")),
            "out": doc.get("state") == "out",
            "reason": doc.get("left_reason") or doc.get("reason") or "",
            "votes": _voted(votes.get(home)),
        }
        for doc in docs
        for home in [str(doc.get("household_id"))]
    ]


def _votes(ask: Ask, case: CountyCase, households: list[str]) -> dict[str, Any]:
    """The newest vote of this case on each household."""
    meetings = {one for one, _ in _rows(ask, case, "meeting")}
    rows = ask.connection.execute(
        "SELECT root::text, doc FROM entity WHERE root = ANY(%s::uuid[]) AND record = 'vote' AND NOT deleted"
        " ORDER BY id",
        (as_array(households),),
    )
    return {home: doc for home, doc in rows if doc.get("meeting_id") in meetings}


def _voted(votes: Any) -> str:
    counts = {name: votes.get(key) or 0 for name, key in _VOTES.items()} if votes else {}
    return say("county_pages.voted", **counts) if counts else ""


def _of_case(ask: Ask, case: CountyCase, record: str) -> list[Any]:
    return [doc for _, doc in _rows(ask, case, record)]


def _rows(ask: Ask, case: CountyCase, record: str) -> list[tuple[str, Any]]:
    """The case's rows of one record. All but its households (one may have moved away) lie where the case does."""
    near, where = ("", ()) if record == "case_household" else (" AND area = %s", (case.area,))
    rows = ask.connection.execute(
        "SELECT id::text, doc FROM entity WHERE record = %s AND NOT deleted AND doc ->> 'case_id' = %s"
        f"{near} ORDER BY id",
        (record, case.id, *where),
    )
    return rows.fetchall()


def _notice(ask: Ask, words: Words, one: str, doc: Any) -> dict[str, Any]:
    waiting, count = ask.connection.execute(
        "SELECT count(*) FILTER (WHERE doc ->> 'answered_on' IS NULL), count(*) FROM entity"
        " WHERE record = 'objection' AND NOT deleted AND doc ->> 'notice_id' = %s",
        (one,),
    ).fetchone() or (0, 0)
    return {"doc": doc, "waiting": waiting, "objections": count}
