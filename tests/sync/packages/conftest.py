"""The county of `tests/county`, two laptops that joined it by line and have none since, and a stick."""

from pathlib import Path

import pytest

from tests.county.conftest import clusters, town
from tests.county.servers import Town
from tests.sync.laptops import Laptop, a_laptop
from tests.sync.packages.sticks import Stick

__all__ = ["clusters", "town"]


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path / "stick")


@pytest.fixture
def a(town: Town, tmp_path: Path) -> Laptop:
    laptop = a_laptop(tmp_path, "anna")
    laptop.join(town)
    return laptop


@pytest.fixture
def b(town: Town, tmp_path: Path) -> Laptop:
    laptop = a_laptop(tmp_path, "boris")
    laptop.join(town)
    return laptop
