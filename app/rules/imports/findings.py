"""What is wrong with a row: a refusal, which stops the whole call, or a doubt, which comes in and is shown."""

from dataclasses import dataclass, field

from app.errors import Level
from app.texts import say


@dataclass(frozen=True, slots=True)
class Finding:
    """One cell or row that is not right: where it stands in the clerk's own file, and what to do about it.

    `row` is the number Excel shows (0: the whole file), `column` its letters ("" for a whole row).
    `who` is the head's or person's name.
    """

    level: Level
    code: str
    file: str
    sheet: str
    row: int
    column: str = ""
    heading: str = ""
    value: str = ""
    who: str = ""
    values: dict[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What is wrong and how to mend it."""
        return say(self.code, **self.values)

    def document(self) -> dict[str, object]:
        """The finding as scripts read it."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row or None,
            "column": self.column,
            "heading": self.heading,
            "value": self.value,
            "who": self.who,
            "sentence": self.sentence,
        }
