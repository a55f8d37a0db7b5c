"""Handovers of a household from one cadre to the next, found in its pairings: what the sheet 交接单 says."""

from datetime import date

from app.rules.dossiers import Dossier, Line


def handovers_of(dossier: Dossier) -> tuple[Line, ...]:
    """The pairings of the dossier's year that took over from another of their kind, in order of day.

    Each is the new pairing's line; `former` and `former_unit` are linked besides. Reason and matters are the old
    line's where the new one does not say.
    """
    pairings = sorted(dossier.help.get("pairing", ()), key=_started)
    found = []
    for at, new in enumerate(pairings):
        began = new.answers.get("started_on")
        if not isinstance(began, date) or began.year != dossier.year:
            continue
        old = next((one for one in reversed(pairings[:at]) if _hands_over(one, new)), None)
        if old is not None:
            found.append(_handover(old, new))
    return tuple(found)


def _started(line: Line) -> date:
    began = line.answers.get("started_on")
    return began if isinstance(began, date) else date.min


def _hands_over(old: Line, new: Line) -> bool:
    """Whether the old pairing ended on the day the new one of its kind began."""
    same_kind = old.answers.get("kind") == new.answers.get("kind")
    return same_kind and old.answers.get("ended_on") == new.answers.get("started_on")


def _handover(old: Line, new: Line) -> Line:
    said = {key: new.answers.get(key) or old.answers.get(key) for key in ("reason", "handed")}
    former = {"former": old.linked.get("cadre", ()), "former_unit": old.linked.get("unit", ())}
    return Line(new.record, new.id, {**new.answers, **said}, {**new.linked, **former}, new.year)
