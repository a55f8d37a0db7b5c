"""A county, and a township's hub beside it: two servers with secrets of their own."""

from tests.county.conftest import clusters, town
from tests.hub.hubs import hub, pair, week

__all__ = ["clusters", "hub", "pair", "town", "week"]
