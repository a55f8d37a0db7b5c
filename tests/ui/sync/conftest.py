"""The county of `tests/county`, lent to the window of sync."""

from tests.county.conftest import clusters, town

__all__ = ["clusters", "town"]
