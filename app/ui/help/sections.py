"""Which sections the page 帮扶计划 has, in their order. A new section is one line here.

A section is a `QWidget` made by `Class(desk)` when it is first gone to. It has

* `show_scope(year, division_id)`: show that year and village (None is the whole township). Called when somebody
  comes to the section or chooses another year or village; what was written meanwhile is the section's own to hear
  by `desk.changed`;
* `open_at(**place)`: called each time somebody comes, with what `desk.go("help", section=…, **place)` named; takes
  the keyboard;
* perhaps `buttons()`: those for the page's header, from quiet to strong, one primary at most and last (not
  `actions`, which every `QWidget` has and means something else by);
* perhaps a signal `said(str)`: the line under the page's title, what the section holds now;
* perhaps `no_place = True` or `no_year = True`: the section is not of one village, or of one year; that field is
  locked there.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from app.ui.desks import Desk


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its key, its word (a message key), where its class lies as `module:Class`."""

    key: str
    label: str
    place: str

    def make(self, desk: Desk) -> Any:
        """Make the section."""
        module, _, name = self.place.partition(":")
        return getattr(import_module(module), name)(desk)


SECTIONS = (
    Section("plans", "help.plans", "app.ui.help.plans.sections:PlansSection"),
    Section("coverage", "help.coverage", "app.ui.help.coverage.sections:CoverageSection"),
    Section("pairing", "help.pairing", "app.ui.help.pairing.sections:PairingSection"),
    Section("visits", "help.visits", "app.ui.help.visits.sections:VisitsSection"),
    Section("findings", "help.findings", "app.ui.help.findings.sections:FindingsSection"),
    Section("checks", "help.checks", "app.ui.help.checks.sections:ChecksSection"),
    Section("results", "help.results", "app.ui.help.results.sections:ResultsSection"),
    Section("ledgers", "help.ledgers", "app.ui.help.ledgers.sections:LedgersSection"),
)
