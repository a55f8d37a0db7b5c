"""How the lines of an entry grid are written: by the operations of any form, or by those a record has of its own."""

from collections.abc import Mapping

from app.operations.entries import delete_entry, save_entry
from app.operations.offices import Office
from app.rules.dossiers import Answers

Linked = Mapping[str, str | int | None]
"""What a line is tied to besides its household: its year, its person."""


class Lines:
    """How the lines of a record are written; records with operations of their own have lines of their own."""

    def __init__(self, record: str) -> None:
        self.record = record

    def save(
        self, office: Office, household: str, answers: Answers, entry: str | None, linked: Linked | None
    ) -> object:
        """Write a new line (`entry` None) or change one."""
        return save_entry(office, self.record, household, answers, entry=entry, linked=linked)

    def delete(self, office: Office, household: str, entry: str) -> None:
        """Take a line away."""
        delete_entry(office, self.record, household, entry)
