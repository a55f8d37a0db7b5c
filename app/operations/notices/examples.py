"""How a wording would look in a place, before any notice of it: real places and days, invented numbers, no list."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from app.operations.gates import known_to
from app.operations.notices.contents import TITLE_BREAK, phones_of
from app.operations.notices.drafting import issuer_name
from app.operations.notices.trying import Tried, try_content
from app.operations.notices.wordings import kind_named, title_and_text_issues
from app.operations.offices import Office
from app.operations.places import divisions, places_by_division, villages
from app.rules.capitals import in_capitals
from app.rules.notice_contents import NoticeContent
from app.rules.notices import FIELDS, NoticeKind, fill
from app.rules.values import show
from app.rules.wordings import GAP_NAMES
from app.texts import say

_ROWS = 3
_DAYS = 7
_SUM = Decimal("9000.00")


def try_wording(office: Office, kind_key: str, division_id: str, title: str, wording: str) -> Tried:
    """The sheet of a title and a text as a notice of that kind would hang in a place, its list still empty."""
    kind = kind_named(office, kind_key)
    if issues := title_and_text_issues(office, kind, title, wording):
        return Tried(issues=tuple(issues))
    village = _village(office, division_id)
    values = _values(office, kind, village)
    lines = tuple(fill(title.strip(), values).split(TITLE_BREAK))
    content = NoticeContent(
        title="".join(lines),
        title_lines=lines,
        body=fill(wording.strip(), values),
        heads=tuple(one.label for one in kind.columns) if kind.about != "project" else (),
        widths=tuple(one.width for one in kind.columns) if kind.about != "project" else (),
        rows=_rows(kind),
        fields=tuple((one.label, "") for one in kind.columns) if kind.about == "project" else (),
        issuer=values["issuer"],
        dated=values["date"],
        number=say("notices.number", place=values["village"], year=values["year"], number=1),
        invites=kind.invites,
    )
    return replace(try_content(office, content, known_to(office, ())), example=True)


def _village(office: Office, division_id: str) -> str:
    """The place itself where it is a village, else the first village: a notice hangs in one."""
    if divisions(office)[division_id].level == "village":
        return division_id
    return next((one.id for one in villages(office)), division_id)


def _rows(kind: NoticeKind) -> tuple[tuple[str, ...], ...]:
    if kind.about == "project":
        return ()
    return tuple(
        tuple(str(number) if one.source == "n" else "" for one in kind.columns)
        for number in range(1, _ROWS + 1)
    )


def _values(office: Office, kind: NoticeKind, village: str) -> dict[str, str]:
    """Every gap filled: with what the office knows, with numbers of the example, else with the gap's name."""
    place, today = places_by_division(office)[village], office.clock().date()
    known = {
        "county": place.county,
        "township": place.township,
        "village": place.village,
        "year": str(today.year),
        "issuer": issuer_name(office, village, kind.issuer),
        "phones": phones_of(office, kind),
        "date": show("date", today),
        "decided_on": show("date", today),
        "begins": show("date", today + timedelta(days=1)),
        "ends": show("date", today + timedelta(days=_DAYS)),
        "days": str(_DAYS),
        "days_kind": office.forms.codes["day_kind"].name("calendar"),
        "households": str(_ROWS),
        "persons": str(3 * _ROWS),
        "sum": show("money", _SUM),
        "standard": show("money", _SUM / _ROWS),
        "sum_capitals": in_capitals(_SUM),
    }
    names = office.forms.codes[GAP_NAMES]
    return {gap: known.get(gap) or names.name(gap) for gap in FIELDS}
