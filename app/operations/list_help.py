"""What a list sorts and filters by of the help a household has, as SQL over `household h`: one look-up a row.

Bound values it asks for: `:year`, and `:end`, the year's last day. Agrees with `rules/helping`, which says the same
of a dossier; what is a list of names there (measures, kinds, causes) has no order and is not here.
"""

from collections.abc import Mapping
from typing import Final

from app.rules.forms import Forms

HELPERS: Final[Mapping[str, str]] = {"helper": "1", "contact": "2"}
"""What stands before a cadre's field, and the kind of pairing it means (`forms/codes/help_kind.toml`)."""

_VALUES: Final[Mapping[str, str]] = {
    # In the order of a plan's life, not of its codes.
    "state": "(SELECT nullif(instr('draft agreed village township running closed', state), 0) FROM plan"
    " WHERE household_id = h.id AND year = :year)",
    "visits": "(SELECT count(*) FROM visit WHERE household_id = h.id AND {of_year})",
    "last_visit": "(SELECT max(visited_on) FROM visit WHERE household_id = h.id AND {of_year})",
    "amount": "(SELECT sum(amount) FROM measure WHERE household_id = h.id AND year = :year)",
    "effect": "(SELECT sum(effect) FROM measure WHERE household_id = h.id AND year = :year)",
}
_OF_YEAR = "visited_on BETWEEN :year || '-01-01' AND :end"


def help_expression(forms: Forms, path: str) -> str | None:
    """The SQL of a path of help; None for one that has no order."""
    record, _, key = path.partition(".")
    if record in HELPERS:
        return _helper_expression(forms, HELPERS[record], key)
    if record == "help" and key in _VALUES:
        return _VALUES[key].replace("{of_year}", _OF_YEAR)
    if record == "plan" and key in forms.help["plan"].by_key:
        return f'(SELECT "{key}" FROM plan WHERE household_id = h.id AND year = :year)'
    return None


def _helper_expression(forms: Forms, kind: str, key: str) -> str | None:
    linked, _, field = key.rpartition(".")
    table = linked or "cadre"
    if table not in ("cadre", "unit", "pairing") or field not in forms.help[table].by_key:
        return None
    alias = {"cadre": "c", "unit": "u", "pairing": "r"}[table]
    return (
        f'(SELECT {alias}."{field}" FROM pairing r JOIN cadre c ON c.id = r.cadre_id'
        " LEFT JOIN unit u ON u.id = c.unit_id"
        f" WHERE r.household_id = h.id AND r.kind = '{kind}'"
        " AND (r.started_on IS NULL OR r.started_on <= :end) AND (r.ended_on IS NULL OR r.ended_on > :end)"
        " ORDER BY coalesce(r.started_on, '') DESC, r.id LIMIT 1)"
    )
