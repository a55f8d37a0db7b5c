"""Makes the search index of an office from the archive, and keeps it true by reading the change log.

The index knows the last change it has seen. Whatever wrote since (an edit, an import, an undo) is read
from the log before the next question is answered, so nobody has to tell the search what changed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.operations.offices import Office
from app.operations.places import divisions
from app.operations.rows import in_list
from app.operations.searches.indexes import Body, Home, Index
from app.operations.searches.sounds import Sounds
from app.paths import resources
from app.rules.dossiers import HEAD
from db.readers import Reader

MOST_CHANGES = 5_000
"""With more changes than this it is quicker to read everything again."""
MOST_GONE = 3_000
"""Households replaced in place before the index is made anew."""

_HOMES = (
    "SELECT id, division_id, coalesce(group_name, ''), coalesce(code, ''), coalesce(address, ''),"
    " coalesce(phone, '') FROM household"
)
_BODIES = "SELECT id, coalesce(name, ''), coalesce(id_number, ''), coalesce(phone, '') FROM person"
_LIVES = "SELECT household_id, person_id, relation = ?, left_on IS NULL FROM membership"


def build_index(office: Office) -> Index:
    """The index of everyone the signed-in user may see; about 3 s for 300,000 persons."""
    with office.archive.reading() as reader:
        index = Index(Sounds(resources()), _newest(reader))
        bodies = {row[0]: Body(*row) for row in reader.each(_BODIES)}
        people = _by_household(reader.each(_LIVES, (HEAD,)), bodies)
        homes = [Home(*row) for row in reader.each(_HOMES)]
    _put(office, index, homes, people)
    index.settle()
    return index


def bring_up_to_date(office: Office, index: Index) -> Index:
    """The index with every change since its mark: the same one mended, or a new one after a large import."""
    with office.archive.reading() as reader:
        newest = _newest(reader)
        if newest == index.mark:
            return index
        touched = _touched(reader, index.mark)
        if touched is None or index.gone + len(touched) > MOST_GONE:
            return build_index(office)
        homes, people = _read_some(reader, touched)
    for household_id in touched:
        index.take_away(household_id)
    _put(office, index, homes, people)
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


def _read_some(reader: Reader, households: Sequence[str]) -> tuple[list[Home], dict[str, list[Body]]]:
    homes: list[Home] = []
    lives: list[tuple[str, str, int, int]] = []
    bodies: dict[str, Body] = {}
    for some in in_list(households):
        homes += (Home(*row) for row in reader.read(f"{_HOMES} WHERE id IN ({some.marks})", some.values))
        where = f" WHERE household_id IN ({some.marks})"
        lives += reader.read(_LIVES + where, (HEAD, *some.values))
    for some in in_list([person for _, person, _, _ in lives]):
        rows = reader.read(f"{_BODIES} WHERE id IN ({some.marks})", some.values)
        bodies |= {row[0]: Body(*row) for row in rows}
    return homes, _by_household(lives, bodies)


def _by_household(lives: Iterable[Sequence[object]], bodies: Mapping[str, Body]) -> dict[str, list[Body]]:
    """The people of each household, head first; those who left only where nobody is left to be found."""
    staying: dict[str, list[Body]] = {}
    departed: dict[str, list[Body]] = {}
    for household, person, leads, stays in lives:
        found = (staying if stays else departed).setdefault(str(household), [])
        if leads:
            found.insert(0, bodies[str(person)])
        else:
            found.append(bodies[str(person)])
    return departed | staying


def _put(office: Office, index: Index, homes: Iterable[Home], people: Mapping[str, Sequence[Body]]) -> None:
    """Put the households in the order of the village book."""
    for home, village in _ordered(office, homes):
        index.put(home, people.get(home.id, ()), village)


def _ordered(office: Office, homes: Iterable[Home]) -> Iterator[tuple[Home, str]]:
    known, mine = divisions(office), office.user.villages
    places = {one.id: (place, one.name) for place, one in enumerate(known.values())}
    seen = [home for home in homes if home.division_id in places and (not mine or home.division_id in mine)]
    seen.sort(key=lambda home: (places[home.division_id][0], home.group, home.code))
    for home in seen:
        yield home, places[home.division_id][1]
