"""One township for all commands that only read, and a copy of it for those that write."""

from pathlib import Path

import pytest

from tests.cli.doors import copy_township, environment_of, make_township


@pytest.fixture(scope="session")
def kept_township(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A township nobody writes to."""
    folder = tmp_path_factory.mktemp("township")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment_of(folder).items():
            patch.setenv(name, value)
        (folder / "code.txt").write_text(make_township(folder))
    return folder


@pytest.fixture
def township(kept_township: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands of this test read the common township."""
    for name, value in environment_of(kept_township).items():
        monkeypatch.setenv(name, value)
    return kept_township


@pytest.fixture
def own_township(kept_township: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commands of this test read and write a township of their own."""
    for name, value in copy_township(kept_township, tmp_path / "own").items():
        monkeypatch.setenv(name, value)
    return tmp_path / "own"
