"""How an office words its notices: a county's, a township's or a village's own title and text of a kind.

The nearest place's wording holds; where none has its own it is that of `forms/notices/`. What is drafted already keeps
the words it has. Each change stands in the log.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from app.errors import Issue, Problem
from app.operations.answering import refuse
from app.operations.notices.stored import notice_kinds
from app.operations.offices import Office, need_role, need_village
from app.operations.places import Division, divisions, township
from app.operations.rows import RowReader
from app.rules.notices import NoticeKind
from app.rules.wordings import GAP_NAMES, wording_issues

RECORD = "wording"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a kind is worded for a place. `place`: whose wording it is, None for that of the forms; `id` its row."""

    kind: NoticeKind
    title: str
    wording: str
    place: Division | None = None
    id: str = ""

    @property
    def own(self) -> bool:
        """Whether a place worded it itself."""
        return self.place is not None


@dataclass(frozen=True, slots=True)
class WordingChange:
    """One change of a place's wording, newest first: `title` and `wording` as they were set, "" where they went."""

    at: str
    actor: str
    action: str
    title: str
    wording: str


def kind_named(office: Office, key: str) -> NoticeKind:
    """A kind of notice by its key. Raises Problem naming the kinds there are."""
    kinds = notice_kinds(office)
    if key not in kinds:
        raise Problem("wordings.unknown_kind", kind=key, known="\u3001".join(kinds))
    return kinds[key]


def wording_for(office: Office, kind_key: str, division_id: str | None = None) -> Wording:
    """How a kind is worded in a place (else in the office's township): the nearest place's own, else the form's."""
    kind = kind_named(office, kind_key)
    known = divisions(office)
    own = _rows(office, kind_key)
    for one in _upwards(known, division_id or need_place(office).id):
        if one.id in own:
            row, title, text = own[one.id]
            return Wording(kind, title, text, one, row)
    return Wording(kind, kind.title, kind.wording)


def wordings_of(office: Office, division_id: str | None = None) -> list[Wording]:
    """Every kind as it is worded in a place, in the order of the forms."""
    return [wording_for(office, key, division_id) for key in notice_kinds(office)]


def need_place(office: Office) -> Division:
    """The office's township. Raises Problem where none was chosen yet."""
    found = township(office)
    if found is None:
        raise Problem("wordings.no_place")
    return found


def places_above(office: Office, division_id: str | None = None) -> list[Division]:
    """A place (else the office's township) and what it lies in, the nearest first, up to the county."""
    levels = ("village", "township", "county")
    start = division_id or need_place(office).id
    return [one for one in _upwards(divisions(office), start) if one.level in levels]


def title_and_text_issues(
    office: Office, kind: NoticeKind, title: str | None, text: str | None
) -> list[Issue]:
    """What is wrong with a title and a text of that kind; None is left alone."""
    names = office.forms.codes[GAP_NAMES]
    said = (("title", title), ("wording", text))
    return [
        issue for key, words in said if words is not None for issue in wording_issues(key, words, kind, names)
    ]


def set_wording(
    office: Office,
    kind_key: str,
    division_id: str | None = None,
    *,
    title: str | None = None,
    wording: str | None = None,
) -> str:
    """Word a kind for a place and what lies below it (else for the office's township); gives the row's id.

    What is None stays as it holds there now. Raises Refused with each gap that is missing or cannot be filled.
    """
    place = _writable(office, division_id)
    now = wording_for(office, kind_key, place.id)
    refuse(title_and_text_issues(office, now.kind, title, wording))
    kept = {
        "title": now.title if title is None else title.strip(),
        "wording": now.wording if wording is None else wording.strip(),
    }
    with office.archive.work(office.user.name, at=office.clock()) as work:
        if now.place == place:
            work.update(RECORD, now.id, kept)
            return now.id
        return work.create(RECORD, {"division_id": place.id, "kind": kind_key, **kept})


def clear_wording(office: Office, kind_key: str, division_id: str | None = None) -> Wording:
    """Give up a place's own wording; gives the one that holds there then. Raises Problem where it has none."""
    place = _writable(office, division_id)
    now = wording_for(office, kind_key, place.id)
    if now.place != place:
        raise Problem("wordings.none_own", place=place.name)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.delete(RECORD, now.id)
    return wording_for(office, kind_key, place.id)


def wording_history(office: Office, kind_key: str, division_id: str | None = None) -> list[WordingChange]:
    """Every change of a place's own wording of a kind, the newest first, those too that were given up."""
    place = division_id or need_place(office).id
    rows = office.archive.read(
        "SELECT record_id, at, actor, action, set_json, old_json FROM change WHERE record = ? ORDER BY seq",
        (RECORD,),
    )
    texts: dict[str, dict[str, str]] = {}
    found: list[WordingChange] = []
    for row, at, actor, action, fresh_json, old_json in rows:
        fresh, old = json.loads(fresh_json), json.loads(old_json)
        said = texts.setdefault(row, {})
        said.update({key: value or "" for key, value in (fresh or old).items()})
        if said.get("kind") != kind_key or said.get("division_id") != place:
            continue
        gone = action == "delete"
        title, text = ("", "") if gone else (said.get("title", ""), said.get("wording", ""))
        found.append(WordingChange(at, actor, action, title, text))
    return found[::-1]


def _writable(office: Office, division_id: str | None) -> Division:
    """The place to word for; who is bound to villages may word for those alone."""
    need_role(office, "approve")
    place = divisions(office)[division_id] if division_id else need_place(office)
    need_village(office, place.id)
    return place


def _upwards(known: dict[str, Division], division_id: str) -> Iterable[Division]:
    one = known.get(division_id)
    while one is not None:
        yield one
        one = known.get(one.parent_id or "")


def _rows(office: Office, kind_key: str) -> dict[str, tuple[str, str, str]]:
    """Row id, title and text by division; of two rows of one place (two offices wrote) the later counts."""
    reader = RowReader(office.forms.public[RECORD], ("id", "division_id"))
    return {
        str(row.keys[1]): (str(row.keys[0]), str(row.answers["title"]), str(row.answers["wording"]))
        for row in reader.rows(office, "kind = ? ORDER BY id", (kind_key,))
    }
