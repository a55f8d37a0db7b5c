"""The county of `tests/county`, lent to the machines' side."""

from tests.county.conftest import clusters, town

__all__ = ["clusters", "town"]
