"""An empty office for each test that asks for one: made once, then copied, because a key takes its time by design."""

from tests.imports.conftest import empty_office, office

__all__ = ["empty_office", "office"]
