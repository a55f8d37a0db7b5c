"""A yearly result (年度结果): what was known of a household for one year, as plain data that is never changed.

Its body is canonical JSON's kind of data: objects with the forms' keys, text and whole numbers (money in fen,
quantities in thousandths, days as ISO text), nothing where nothing is known. Knows no database.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from app.rules.columns import kind_at
from app.rules.dossiers import Dossier, Value
from app.rules.forms import Forms, Kind
from app.rules.results import ResultShape
from app.rules.spots import Reader, Spot, reader, spot_of
from app.rules.values import Stored, loaded, storer

SHAPE = 1
"""The number of the body's own shape."""

Body = Mapping[str, Any]
"""`shape`, `place` (village, township), `head`, `code`, `group`, `values` by path, `members` and `lines`.

A member is {"id", "values"}; a line of help {"record", "id", "values"} with the keys of its own form.
"""

Store = tuple[str, Reader, Any]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A household at a year's end. `made_on` None: as it stands, kept nowhere; `corrects`: the one it replaces."""

    household_id: str
    year: int
    body: Body
    id: str = ""
    made_on: date | None = None
    corrects: str = ""
    reason: str = ""

    @property
    def head(self) -> str:
        return str(self.body.get("head", ""))

    def value(self, path: str, kind: Kind) -> Value:
        """The answer of a path of the household; None where it is unknown or was not recorded."""
        return loaded(kind, self.body.get("values", {}).get(path))


class SnapshotMaker:
    """Makes the bodies of many households: what a path means is looked up once."""

    def __init__(self, shape: ResultShape, forms: Forms) -> None:
        self._forms = forms
        to_store = partial(_stores, forms)
        self._fields = to_store(path for one in shape.sections for path in one.fields)
        self._members = to_store(path for one in shape.sections for path in one.members)
        self._lines = {
            one.lines: [
                (key, storer(forms.help[one.lines].by_key[key].kind))
                for key in dict.fromkeys((one.by, *one.columns))
            ]
            for one in shape.sections
            if one.lines
        }

    def body(self, dossier: Dossier) -> Body:
        """The body of one household's year."""
        spot = spot_of(dossier, self._forms)
        head = dossier.head
        said = {
            "head": head.name if head else "",
            "code": dossier.household.get("code"),
            "group": dossier.household.get("group_name"),
        }
        return {
            "shape": SHAPE,
            "place": {"village": dossier.place.village, "township": dossier.place.township},
            **{key: value for key, value in said.items() if value},
            "values": _values(spot, self._fields),
            "members": [
                {"id": one.person_id, "values": _values(Spot(dossier, member=one), self._members)}
                for one in dossier.members
            ],
            "lines": [
                {"record": record, "id": line.id, "values": _answers(line.answers, stores)}
                for record, stores in self._lines.items()
                for line in dossier.help.get(record, ())
            ],
        }


def snapshot_body(dossier: Dossier, shape: ResultShape, forms: Forms) -> Body:
    """The body of one household's year; for many take `SnapshotMaker`."""
    return SnapshotMaker(shape, forms).body(dossier)


def says_nothing(dossier: Dossier) -> bool:
    """Whether nothing is known of the household up to that year: there is no result to keep."""
    yearly = (dossier.standing, dossier.conditions, dossier.incomes, *(one.year for one in dossier.members))
    return not any(yearly)


def _stores(forms: Forms, paths: Iterable[str]) -> list[Store]:
    return [(path, reader(path, forms), storer(kind_at(forms, path))) for path in dict.fromkeys(paths)]


def _values(spot: Spot, stores: Sequence[Store]) -> dict[str, Stored]:
    found = ((path, store(read(spot))) for path, read, store in stores)
    return {path: value for path, value in found if value is not None and value != ""}


def _answers(answers: Mapping[str, Value], stores: Sequence[tuple[str, Any]]) -> dict[str, Stored]:
    found = ((key, store(answers.get(key))) for key, store in stores)
    return {key: value for key, value in found if value is not None and value != ""}
