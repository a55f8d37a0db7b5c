"""Makes the search index of an office from the archive, and keeps it true by reading the change log.

The index knows the last change it has seen. Whatever wrote since (an edit, an import, an undo) is read
from the log before the next question is answered, so nobody has to tell the search what changed.
"""

from collections.abc import Iterable, Iterator, Sequence

from app.operations.offices import Office
from app.operations.places import divisions
from app.operations.rows import in_list
from app.operations.searches.indexes import Body, Home, Index
from app.operations.searches.sounds import Sounds
from app.paths import resources
from app.progress import Progress
from app.rules.dossiers import HEAD
from db.readers import Reader

MOST_CHANGES = 5_000
"""With more changes than this it is quicker to read everything again."""
MOST_GONE = 3_000
"""Households replaced in place before the index is made anew."""
_PORTION = 500
"""Households read together, so that reading 300,000 persons takes no more memory than reading some."""

_HOMES = (
    "SELECT id, division_id, coalesce(group_name, ''), coalesce(code, ''), coalesce(address, ''),"
    " coalesce(phone, '') FROM household"
)
_PEOPLE = (
    "SELECT m.household_id, m.relation IS ?, m.left_on IS NULL,"
    " p.id, coalesce(p.name, ''), coalesce(p.id_number, ''), coalesce(p.phone, '')"
    " FROM membership m JOIN person p ON p.id = m.person_id WHERE m.household_id IN ({marks}) ORDER BY m.rowid"
)


def build_index(office: Office, progress: Progress | None = None) -> Index:
    """The index of everyone the signed-in user may see: some seconds for 300,000 persons, one for a township."""
    with office.archive.reading() as reader:
        index = Index(Sounds(resources()), _newest(reader))
        _put(office, index, reader, (Home(*row) for row in reader.each(_HOMES)), progress)
    index.settle()
    return index


def bring_up_to_date(office: Office, index: Index, progress: Progress | None = None) -> Index:
    """The index with every change since its mark: the same one mended, or a new one after a large import."""
    with office.archive.reading() as reader:
        newest = _newest(reader)
        if newest == index.mark:
            return index
        touched = _touched(reader, index.mark)
        if touched is None or index.gone + len(touched) > MOST_GONE:
            return build_index(office, progress)
        for household_id in touched:
            index.take_away(household_id)
        _put(office, index, reader, _homes(reader, touched), None)
    index.mark = newest
    return index


def _newest(reader: Reader) -> int:
    return int(reader.read("SELECT coalesce(max(seq), 0) FROM change")[0][0])


def _touched(reader: Reader, mark: int) -> list[str] | None:
    """Households that a change since `mark` concerns; None where there are too many, or places changed."""
    rows = reader.read(
        "SELECT record, record_id, about FROM change WHERE seq > ? AND action != 'act'"
        " AND record IN ('household', 'person', 'membership', 'division') LIMIT ?",
        (mark, MOST_CHANGES + 1),
    )
    if len(rows) > MOST_CHANGES or any(record == "division" for record, _, _ in rows):
        return None
    touched = {about: None for _, _, about in rows if about}
    touched |= {record_id: None for record, record_id, _ in rows if record == "household"}
    persons = [record_id for record, record_id, _ in rows if record == "person"]
    for some in in_list(persons):
        sql = f"SELECT household_id FROM membership WHERE person_id IN ({some.marks})"
        touched |= dict.fromkeys(row[0] for row in reader.read(sql, some.values))
    return list(touched)


def _homes(reader: Reader, households: Sequence[str]) -> Iterator[Home]:
    for some in in_list(households):
        yield from (Home(*row) for row in reader.read(f"{_HOMES} WHERE id IN ({some.marks})", some.values))


def _put(
    office: Office, index: Index, reader: Reader, homes: Iterable[Home], progress: Progress | None
) -> None:
    """Put the households the user may see in the order of the village book, some hundred at a time."""
    known, mine = divisions(office), office.user.villages
    places = {one.id: (place, one.name) for place, one in enumerate(known.values())}
    seen = [home for home in homes if home.division_id in places and (not mine or home.division_id in mine)]
    seen.sort(key=lambda home: (places[home.division_id][0], home.group, home.code))
    for start in range(0, len(seen), _PORTION):
        portion = seen[start : start + _PORTION]
        people = _people(reader, [home.id for home in portion])
        for home in portion:
            index.put(home, people.get(home.id, ()), places[home.division_id][1])
            if progress:
                progress.step(len(index.heads), len(seen))


def _people(reader: Reader, households: Sequence[str]) -> dict[str, list[Body]]:
    """The people of each household, head first; those who left only where nobody is left to be found."""
    staying: dict[str, list[Body]] = {}
    departed: dict[str, list[Body]] = {}
    sql = _PEOPLE.format(marks=",".join("?" * len(households)))
    for household, leads, stays, *told in reader.each(sql, (HEAD, *households)):
        found = (staying if stays else departed).setdefault(household, [])
        found.insert(0 if leads else len(found), Body(*told))
    return departed | staying
