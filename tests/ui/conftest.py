"""Every test of the window wears the program's own look."""

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.kit.theme import dress


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    """The one look, put on once as the program does."""
    dress(qapp)
