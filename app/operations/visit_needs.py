"""Which households are to be visited at all, and under which rule: standings against `forms/visiting.toml`."""

from dataclasses import dataclass

from app.operations.book_orders import LIST_ORDER
from app.operations.offices import Office
from app.operations.scopes import Conditions
from app.operations.visiting_rules import visiting_of
from app.rules.values import loader
from app.rules.visiting import VisitRule


@dataclass(frozen=True, slots=True)
class ToVisit:
    """An open household with the rule it falls under; None where only somebody in it is cared for."""

    household_id: str
    division_id: str
    group: str
    monitored_month: str
    rule: VisitRule | None


def households_to_visit(office: Office, year: int, division_id: str | None = None) -> list[ToVisit]:
    """Every open household of a place with its rule (or none), in the order of the village book.

    Judged by its newest standing up to that year.
    """
    visiting = visiting_of(office)
    form = office.forms.records["standing"]
    loads = [(key, loader(form.by_key[key].kind)) for key in visiting.fields]
    where = Conditions(office, division_id)
    columns = "".join(f', s."{key}"' for key in visiting.fields)
    rows = office.archive.read(
        f"SELECT h.id, h.division_id, coalesce(h.group_name, ''), coalesce(s.monitored_month, ''){columns}"
        " FROM household h JOIN division d ON d.id = h.division_id"
        " LEFT JOIN standing s ON s.id = (SELECT id FROM standing WHERE household_id = h.id AND year <= :year"
        " ORDER BY year DESC LIMIT 1)"
        f" WHERE h.closed_on IS NULL AND {where.sql} ORDER BY {LIST_ORDER}",
        {**where.values, "year": year},
    )
    found = []
    judged: dict[tuple[object, ...], VisitRule | None] = {}  # few different standings, many households
    for one, division, group, month, *kept in rows:
        standing = tuple(kept)
        if standing not in judged:
            judged[standing] = visiting.rule_for(
                {key: load(value) for (key, load), value in zip(loads, standing, strict=True)}
            )
        found.append(ToVisit(one, division, group, month, judged[standing]))
    return found
