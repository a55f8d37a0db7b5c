"""The county of `tests/county`, lent to the tests of sticks."""

from tests.county.conftest import clusters, town

__all__ = ["clusters", "town"]
