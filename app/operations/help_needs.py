"""Who needs a helper, by the rules of `forms/pairing.toml` and the newest standing of each household."""

from collections.abc import Iterator
from datetime import date

from app.operations.offices import Office
from app.paths import forms as forms_folder
from app.rules.dossiers import Value
from app.rules.needs import HelpRules, Need, load_help_rules
from app.rules.values import loader


def help_rules(office: Office) -> HelpRules:
    """The rules in force, read once for an open office."""
    known = office.kept.get("help_rules")
    if known is None:
        standing = office.forms.records["standing"].by_key
        known = office.kept["help_rules"] = load_help_rules(forms_folder(), tuple(standing))
    return known if isinstance(known, HelpRules) else HelpRules()


def needs_of(office: Office, day: date, household_id: str | None = None) -> dict[str, Need]:
    """Why each household must have a helper on that day, by its id; households that may go without are missing.

    The newest standing up to the day's year counts, as everywhere (`Dossier.spoken`); closed households need none.
    """
    if household_id:
        return _read_needs(office, day, household_id)
    # Kept as long as nothing was written: lists ask for it again with every key that is typed into their filter.
    at = (office.archive.read("SELECT max(seq) FROM change")[0][0], day)
    known = office.kept.get("help_needs")
    if known is None or known[0] != at:
        known = office.kept["help_needs"] = (at, _read_needs(office, day, None))
    return dict(known[1])


def _read_needs(office: Office, day: date, household_id: str | None) -> dict[str, Need]:
    rules = help_rules(office)
    standings = _standings(office, rules, day, household_id)
    return {one: need for one, standing in standings if (need := rules.need_of(standing))}


def _standings(
    office: Office, rules: HelpRules, day: date, household_id: str | None
) -> Iterator[tuple[str, dict[str, Value]]]:
    fields = rules.fields
    if not fields:
        return
    record = office.forms.records["standing"].by_key
    loaders = [loader(record[key].kind) for key in fields]
    names = "".join(f", s.{key}" for key in fields)
    only = " AND s.household_id = ?" if household_id else ""
    # SQLite gives the other columns of the row that has the greatest year.
    sql = (
        f"SELECT s.household_id, max(s.year){names} FROM standing s JOIN household h ON h.id = s.household_id"
        f" WHERE s.year <= ? AND (h.closed_on IS NULL OR h.closed_on > ?){only} GROUP BY s.household_id"
    )
    args = (day.year, day.isoformat(), *((household_id,) if household_id else ()))
    for one, _, *kept in office.archive.read(sql, args):
        yield str(one), {key: load(value) for key, load, value in zip(fields, loaders, kept, strict=True)}
