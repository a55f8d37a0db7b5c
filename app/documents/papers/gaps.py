"""What a paper still lacks: required fields it shows that nobody has answered."""

from collections.abc import Iterable

from app.documents.papers.definitions import Paper
from app.documents.papers.sources import on_paper
from app.rules.columns import heading_of
from app.rules.dossiers import Dossier
from app.rules.forms import Field, Forms, Record
from app.rules.spots import Spot, field_at, reader
from app.texts import say

_MEMBER_SCOPES = ("person", "membership", "person_year")


def needed_paths(paper: Paper, forms: Forms) -> frozenset[str]:
    """Paths of the fields this paper shows and must have: those its form requires, and those it names itself."""
    shown: set[str] = set()
    for part in paper.parts:
        for column in (*part.columns, *(column for row in part.rows for column in row)):
            shown.update(column.sources)
        if part.record in forms.records:
            shown.update(one.path for one in forms.records[part.record].fields)
        if part.kind == "matrix":
            shown.update(one.path for one in forms.every_field() if _scope(one, forms) in _MEMBER_SCOPES)
        if part.kind == "county":
            shown.update(one.path for record in forms.county_records() for one in record.fields)
    # A line of help is refused while it lacks what its form requires; a household without lines lacks nothing.
    required = {
        path
        for path in shown
        if (one := field_at(path, forms)) and one.required and one.record in forms.records
    }
    return frozenset(required | set(paper.needs))


def find_gaps(dossier: Dossier, needed: Iterable[str], forms: Forms) -> list[str]:
    """The labels of what is lacking; a member's field with the member's name."""
    gaps: list[str] = []
    for path in sorted(needed, key=lambda path: _order(path, forms)):
        field = field_at(path, forms)
        read = reader(path, forms)
        label = _label(path, field, forms)
        if field and path.split(".")[0] != "head" and _scope(field, forms) in _MEMBER_SCOPES:
            for number, member in enumerate(dossier.members, 1):
                if read(Spot(dossier, member=member)) is None:
                    name = member.name or say("papers.member_number", number=number)
                    gaps.append(say("papers.lacking_of", name=name, field=label))
        elif read(Spot(dossier)) is None and _asked(field, dossier, forms):
            gaps.append(label)
    return gaps


def _label(path: str, field: Field | None, forms: Forms) -> str:
    """The field's own label; of a helper's field also whose it is."""
    if path.partition(".")[0] in ("helper", "contact"):
        return heading_of(forms, path)
    return field.label if field else path


def _scope(one: Field, forms: Forms) -> str:
    return forms.record(one.record).scope


def _order(path: str, forms: Forms) -> tuple[int, int]:
    record: Record | None = forms.records.get(path.partition(".")[0])
    if record is None:
        return (-1, 0)
    return list(forms.records).index(record.key), [one.path for one in record.fields].index(path)


def _asked(field: Field | None, dossier: Dossier, forms: Forms) -> bool:
    """Whether the form asks the field at all, given the answer its `when` looks at."""
    if field is None or field.when is None:
        return True
    other = forms.by_path.get(f"{field.record}.{field.when.field}")
    if other is None:
        return True
    return on_paper(other, dossier.answers(field.record).get(other.key), forms) in field.when.words
