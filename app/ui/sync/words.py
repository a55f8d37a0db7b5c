"""What is said of the line to the county: in the top bar, under the page's title, in one sentence."""

from datetime import datetime

from app.errors import Problem
from app.operations.sync_views import SyncView
from app.texts import say, sentence
from app.ui.kit.figures import Figure
from app.ui.sync.couriers import FOR_A_PERSON, OFFLINE, STALLED, Courier

Sign = tuple[str, str, str]
"""An icon, its words, its tone."""
Said = tuple[str, str]
"""A sentence and its tone: ok, warn, bad, accent."""


def moment_words(at: str, now: datetime) -> str:
    """A moment: the time alone today, else with its day; "" for none."""
    if not at:
        return ""
    when = datetime.fromisoformat(at)
    time = f"{when:%H:%M}".lstrip("0") if when.hour else f"{when:%H:%M}"
    if when.date() == now.date():
        return time
    return say("sync_page.moment", month=when.month, day=when.day, time=time)


def day_words(at: str, now: datetime) -> str:
    """A moment's day: today, else month and day."""
    when = datetime.fromisoformat(at)
    if when.date() == now.date():
        return say("sync_page.today")
    return say("sync_page.day", month=when.month, day=when.day)


def bar_sign(courier: Courier, now: datetime) -> Sign:
    """What the top bar says."""
    view = courier.view
    if view is None:
        return "cloud-check", say("sync_page.bar_loading"), "text3"
    if not view.enrolled:
        return "cloud-slash", say("sync_page.bar_alone"), "text2"
    icon, words, tone = _bar_state(courier, view, now)
    parts = [words]
    if view.unsent:
        parts.append(say("sync_page.bar_unsent", count=f"{view.unsent:,}"))
    if view.conflicts:
        parts.append(say("sync_page.bar_conflicts", count=f"{view.conflicts:,}"))
    return icon, " · ".join(parts), tone


def _bar_state(courier: Courier, view: SyncView, now: datetime) -> Sign:
    problem = courier.problem
    if courier.under_way and courier.by_hand:
        return "arrows-clockwise", say("sync_page.bar_running"), "accent"
    if problem and problem.code in FOR_A_PERSON:
        return "cloud-slash", say("sync_page.bar_halted"), "bad"
    if problem and problem.code in OFFLINE:
        return "cloud-slash", say("sync_page.bar_offline"), "warn"
    if courier.stalled:
        return "cloud-slash", say("sync_page.bar_stalled"), "warn"
    if problem:
        return "cloud-slash", say("sync_page.bar_failed"), "warn"
    if not view.last_ok:
        return "cloud-slash", say("sync_page.bar_never"), "warn"
    time = moment_words(view.last_ok, now)
    if view.unsent:
        return "cloud-check", say("sync_page.bar_synced", time=time), "ok"
    if view.reported:
        return "cloud-check", say("sync_page.bar_reported", time=time), "ok"
    return "cloud-check", say("sync_page.bar_backed_up", time=time), "ok"


def figures_of(view: SyncView, now: datetime) -> list[Figure]:
    """The five figures over the page."""
    lines = say("sync_page.lines")
    last = moment_words(view.last_ok, now) or say("sync_page.never")
    since = say("sync_page.since", day=day_words(view.unsent_since, now)) if view.unsent_since else ""
    refused = say("sync_page.refused_note", count=f"{view.refused:,}") if view.refused else ""
    return [
        Figure("last", say("sync_page.last"), last),
        Figure("unsent", say("sync_page.unsent"), f"{view.unsent:,}", lines, since or say("sync_page.all_sent")),
        Figure("reported", say("sync_page.reported"), f"{view.reported:,}", lines, say("sync_page.waits_backup")),
        Figure("backed_up", say("sync_page.backed_up"), f"{view.backed_up:,}", lines, say("sync_page.safe")),
        Figure("conflicts", say("sync_page.conflicts"), f"{view.conflicts:,}", say("sync_page.places"),
               refused or ("" if view.conflicts else say("sync_page.no_conflicts"))),
    ]  # fmt: skip


def state_said(courier: Courier) -> Said:
    """The one sentence of where things stand, with what to do."""
    if courier.stopping:
        return say("sync_page.stopping"), "accent"
    if courier.stalled:
        return _stalled_words(courier), "warn"
    if courier.under_way and (courier.by_hand or courier.problem is None):
        return say("sync_page.working"), "accent"
    if courier.halted:
        return say("sync_page.stopped"), "ok"
    if courier.problem is not None:
        tone = "bad" if courier.problem.code in FOR_A_PERSON else "warn"
        return problem_words(courier.problem) + next_words(courier), tone
    return _good_words(courier)


def problem_words(problem: Problem) -> str:
    """A problem's sentence; of one that is remembered without what filled its gaps, that it was."""
    if not problem.values and "{" in sentence(problem):
        return say("sync_page.failed_before")
    return sentence(problem)


def next_words(courier: Courier) -> str:
    """When the next round comes by itself; "" where none is planned."""
    seconds = round(courier.waits_for)
    if not seconds:
        return ""
    if seconds < 60:
        return say("sync_page.next_seconds", seconds=seconds)
    return say("sync_page.next_minutes", minutes=round(seconds / 60))


def _stalled_words(courier: Courier) -> str:
    minutes = round(max(courier.quiet_for, STALLED) / 60)
    if courier.problem is not None:
        return say("sync_page.stalled_why", minutes=minutes, why=problem_words(courier.problem))
    return say("sync_page.stalled", minutes=minutes)


def _good_words(courier: Courier) -> Said:
    report, view = courier.report, courier.view
    said, tone = [], "ok"
    if report is not None:
        counts = {"sent": f"{report.sent:,}", "received": f"{report.received:,}"}
        equal = report.equal and not report.mended
        said.append(say("sync_page.good", **counts) if equal else say("sync_page.good_moving", **counts))
        told = [
            (report.begun, say(f"sync.begun_{report.begun}") if report.begun else ""),
            (report.rebootstrapped, say("sync_page.rebootstrapped")),
            (report.branched, say("sync_page.branched")),
            (report.resent, say("sync_page.resent")),
            (report.mended and report.equal is not False, say("sync_page.mended")),
            (report.left, say("sync_page.left", count=f"{report.left:,}")),
            (report.files_left, say("sync_page.files_left", count=f"{report.files_left:,}")),
        ]
        said += [words for is_so, words in told if is_so]
        minutes = abs(round(report.clock_off.total_seconds() / 60))
        warned = [(report.equal is False, say("sync_page.unlike")),
                  (minutes, say("sync_page.clock_off", minutes=minutes))]  # fmt: skip
        said += [words for is_so, words in warned if is_so]
        tone = "warn" if any(is_so for is_so, _ in warned) else "ok"
    if view is not None and view.aside:
        said.append(say("sync_page.aside", count=f"{view.aside:,}"))
    if view is not None and view.unheard:
        said.append(say("sync_page.unheard", count=f"{view.unheard:,}"))
    return "".join(said) or say("sync_page.quiet"), tone
