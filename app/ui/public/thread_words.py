"""What the reader's view says of each thing that happened in a case: sentences, without widgets."""

from collections.abc import Mapping

from app.operations.notices.viewing import state_word
from app.operations.threads import Thread, ThreadEntry
from app.rules.forms import Forms
from app.rules.values import show
from app.texts import say


def entry_lines(
    entry: ThreadEntry, thread: Thread, forms: Forms, household: str = ""
) -> list[tuple[str, str]]:
    """The sentences of an entry, each with its tone. `household`: whom the reader asks about."""
    if entry.meeting is not None:
        return _meeting(entry, thread, household)
    if entry.notice is not None:
        return _notice(entry, thread)
    if entry.objection is not None:
        return _objection(entry, forms)
    return _decision(entry)


def heads_of(thread: Thread) -> Mapping[str, str]:
    """Who heads each household of the case."""
    return {one.household_id: one.head or one.code for one in thread.case.households}


def _meeting(entry: ThreadEntry, thread: Thread, household: str) -> list[tuple[str, str]]:
    assert entry.meeting is not None
    said, meeting = entry.meeting.answers, entry.meeting.meeting
    told = {key: said.get(key) or "\u2014" for key in ("chair", "recorder", "place")}
    numbers = {"entitled": meeting.entitled, "present": meeting.present}
    lines = [(say("threads.meeting", **numbers, **told), "")]
    conclusions = list(entry.conclusions.values())
    if "invalid" in conclusions:
        lines.append((say("threads.invalid"), "bad"))
    elif conclusions:
        passed = conclusions.count("passed")
        told = {"count": len(conclusions), "passed": passed, "rejected": len(conclusions) - passed}
        lines.append((say("threads.voted", **told), ""))
    if household in meeting.votes:
        lines.append((vote_words(entry, thread, household), "accent"))
    return lines


def vote_words(entry: ThreadEntry, thread: Thread, household: str) -> str:
    """How a meeting voted on one household."""
    assert entry.meeting is not None
    votes = entry.meeting.meeting.votes[household]
    results = {
        "passed": say("threads.passed"),
        "rejected": say("threads.rejected"),
        "invalid": say("threads.invalid"),
    }
    return say(
        "threads.one_vote",
        head=heads_of(thread).get(household, "\u2014"),
        in_favour=votes.in_favour,
        against=votes.against,
        abstained=votes.abstained,
        result=results[entry.conclusions[household]],
    )


def people_words(entry: ThreadEntry) -> list[str]:
    """Who came to a meeting, and who did not."""
    attendance = entry.meeting.attendance if entry.meeting else ()
    came = "\u3001".join(name for name, present in attendance if present)
    away = "\u3001".join(name for name, present in attendance if not present)
    lines = [say("threads.present_names", names=came)] if came else []
    return [*lines, say("threads.absent_names", names=away)] if away else lines


def _notice(entry: ThreadEntry, thread: Thread) -> list[tuple[str, str]]:
    notice = entry.notice
    assert notice is not None
    number = notice.text("number")
    if not notice.posted:
        return [(say("threads.not_posted", number=number, state=state_word(notice.state)), "")]
    posted = say(
        "threads.posted",
        number=number,
        posted=show("date", notice.day("posted_on")),
        places=notice.text("places"),
    )
    days = [state_word(notice.state)]
    if ends := notice.day("ends_on"):
        days.append(say("threads.until", ends=show("date", ends)))
    if down := notice.day("taken_down_on"):
        days.append(say("threads.taken_down", day=show("date", down)))
    against = [one for one in entry.links if one.startswith("objection:")]
    days.append(
        say("threads.with_objections", count=len(against)) if against else say("threads.without_objection")
    )
    return [(posted, ""), (" \u00b7 ".join(days), "")]


def _objection(entry: ThreadEntry, forms: Forms) -> list[tuple[str, str]]:
    one = entry.objection
    assert one is not None
    said = one.answers
    way = show("code", said.get("way"), forms.code_list(forms.by_path["objection.way"]))
    who = str(said.get("who") or say("threads.anonymous"))
    about = say("threads.about", head=one.head) if one.head else say("threads.no_one")
    lines = [(about, ""), (say("threads.objection", way=way, who=who, what=said.get("what") or ""), "")]
    if said.get("answered_on") is None:
        return [*lines, (say("threads.waiting"), "warn")]
    result = say("threads.upheld") if said.get("upheld") else say("threads.dismissed")
    told = {"day": show("date", said.get("answered_on")), "result": result, "found": said.get("found") or ""}
    return [*lines, (say("threads.found", **told), "")]


def _decision(entry: ThreadEntry) -> list[tuple[str, str]]:
    walked = entry.walked
    assert walked is not None
    lines = [(say("threads.by", who=walked.by), "")]
    if walked.outcome == "returned":
        lines.append((say("threads.returned"), "warn"))
    if walked.opinion:
        lines.append((say("threads.said", opinion=walked.opinion), ""))
    return lines


def link_words(entry: ThreadEntry) -> str:
    """What a link to an entry says."""
    day = show("date", entry.on)
    words = {
        "meeting": say("threads.link_meeting", day=day),
        "notice": say("threads.link_notice", day=day),
        "objection": say("threads.link_objection", day=day),
    }
    return words.get(entry.kind) or say("threads.link_decision", label=entry.label, day=day)
