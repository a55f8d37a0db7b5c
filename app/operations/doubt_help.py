"""What the checks are told of each household's help: read once for a run, or for one household."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.operations.help_needs import help_rules, needs_of
from app.operations.offices import Office
from app.rules.checks import Help, Measure


@dataclass(frozen=True, slots=True)
class Recorded:
    """Whether the archive holds any pairing, plan, measure; and of which day this was asked.

    When one of these changes, every household is judged anew: what nobody recorded is not doubted.
    """

    day: str
    pairings: bool
    plans: bool
    measures: bool


@dataclass(frozen=True, slots=True)
class KnownHelp:
    """The help of the households asked for, by their ids."""

    recorded: Recorded
    year: int
    needs: Mapping[str, str]
    helped: frozenset[str]
    planned: frozenset[str]
    measures: Mapping[str, Sequence[Measure]]

    def of(self, household_id: str) -> Help:
        """What is known of one household's help."""
        known = self.recorded
        return Help(
            need=self.needs.get(household_id, ""),
            helped=household_id in self.helped if known.pairings else None,
            planned=household_id in self.planned if known.plans else None,
            year=self.year,
            measures=self.measures.get(household_id, ()) if known.measures else None,
        )


def recorded_help(office: Office) -> Recorded:
    """What kinds of help the archive records at all, today."""
    ((pairings, plans, measures),) = office.archive.read(
        "SELECT EXISTS (SELECT 1 FROM pairing), EXISTS (SELECT 1 FROM plan), EXISTS (SELECT 1 FROM measure)"
    )
    day = office.clock().date().isoformat()
    return Recorded(day, bool(pairings), bool(plans), bool(measures))


def known_help(office: Office, household_id: str | None = None) -> KnownHelp:
    """The help of every household, or of one, as it stands today."""
    today = office.clock().date()
    recorded = recorded_help(office)
    only, args = (" AND household_id = ?", (household_id,)) if household_id else ("", ())
    planned = office.archive.read(f"SELECT household_id FROM plan WHERE year = ?{only}", (today.year, *args))
    return KnownHelp(
        recorded=recorded,
        year=today.year,
        needs={one: need.label for one, need in needs_of(office, today, household_id).items()},
        helped=_helped(office, recorded.day, only, args),
        planned=frozenset(row[0] for row in planned),
        measures=_measures(office, only, args),
    )


def _helped(office: Office, day: str, only: str, args: tuple[str, ...]) -> frozenset[str]:
    """Households that have, of every kind a household must have, somebody who is still in office."""
    kinds = help_rules(office).kinds
    marks = ", ".join("?" * len(kinds))
    rows = office.archive.read(
        "SELECT household_id FROM pairing p JOIN cadre c ON c.id = p.cadre_id"
        f" WHERE p.kind IN ({marks}) AND (p.started_on IS NULL OR p.started_on <= ?)"
        f" AND (p.ended_on IS NULL OR p.ended_on > ?) AND (c.to_on IS NULL OR c.to_on > ?){only}"
        " GROUP BY household_id HAVING count(DISTINCT p.kind) = ?",
        (*kinds, day, day, day, *args, len(kinds)),
    )
    return frozenset(row[0] for row in rows)


def _measures(office: Office, only: str, args: tuple[str, ...]) -> Mapping[str, list[Measure]]:
    """The measures of every year by household, stopped ones left out."""
    kinds = office.forms.codes["measure_kind"]
    found: dict[str, list[Measure]] = defaultdict(list)
    rows = office.archive.read(
        "SELECT DISTINCT household_id, kind, year FROM measure"
        f" WHERE kind IS NOT NULL AND coalesce(state, '') != 'stopped'{only}",
        args,
    )
    for household, kind, year in rows:
        found[household].append(Measure(kinds.name(kind), year))
    return found
