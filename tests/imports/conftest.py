"""An empty office for each test: made once, then copied, because a key takes its time by design."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.operations.book_orders import FUNCTIONS
from app.operations.offices import Office
from db.archives import Archive
from tests.operations.offices import an_office


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office all others are copied from; closed, so that its file is whole."""
    office = an_office(tmp_path_factory.mktemp("offices"))
    office.close()
    return office


@pytest.fixture
def office(empty_office: Office, tmp_path: Path) -> Iterator[Office]:
    """An empty office of its own."""
    path = tmp_path / "archive.db"
    shutil.copy(empty_office.archive.path, path)
    archive = Archive.open(path, empty_office.archive.key, FUNCTIONS)
    yield Office(archive, empty_office.forms, tmp_path, empty_office.user, empty_office.clock)
    archive.close()
