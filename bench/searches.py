"""How long one keystroke in the search box waits for its rows, found and painted, in an office of 300,000 persons.

The keystrokes are those of people looking for somebody who is there: names, initials and pinyin typed letter by
letter, ends of ID numbers, parts of telephones, household codes, villages; and every single letter and surname.
"""

import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from app.operations.edits import save_answers
from app.operations.offices import Office
from app.operations.places import villages
from app.operations.searches import find, prepare
from app.operations.searches.sounds import Sounds, units
from app.operations.subjects import Subject
from app.paths import resources
from bench.offices import filled_office

Measure = tuple[str, float, str, float | None, str]

HOUSEHOLDS = 90_000
LOOKED_FOR = 300


def measure(households: int = HOUSEHOLDS) -> list[Measure]:
    """Name, figure, unit, no ratio, and what must be reached; the query alone, then with its rows on the screen."""
    with tempfile.TemporaryDirectory(prefix="hudang-bench-") as folder:
        office, persons = filled_office(Path(folder), households)
        start = time.perf_counter()
        prepare(office)
        made = time.perf_counter() - start
        keystrokes = list(typed(office))
        waits = sorted(_waits(office, keystrokes))
        shown = sorted(_paints(office, keystrokes))
        edited = _after_an_edit(office)
        office.close()
    size = f"{persons:,} persons"
    return [
        (f"search: a keystroke, p99, {size}", _share(waits, 0.99), "ms", None, "8 ms"),
        ("search: a keystroke, median", _share(waits, 0.5), "ms", None, ""),
        (f"search: the slowest of {len(waits):,} keystrokes", waits[-1], "ms", None, ""),
        ("search: a keystroke to its rows on the screen, p99", _share(shown, 0.99), "ms", None, "16 ms"),
        ("search: a keystroke to its rows on the screen, median", _share(shown, 0.5), "ms", None, ""),
        ("search: first answer after an edit", edited, "ms", None, ""),
        (f"search: index made behind the window, {size}", made, "s", None, ""),
    ]


def typed(office: Office) -> Iterator[str]:
    """What is typed, keystroke by keystroke."""
    random, sounds = Random(7), Sounds(resources())
    rows = office.archive.read(
        "SELECT p.name, p.id_number, coalesce(h.phone, p.phone), h.code FROM membership m"
        " JOIN person p ON p.id = m.person_id JOIN household h ON h.id = m.household_id"
    )
    for name, number, phone, code in random.sample(rows, LOOKED_FOR):
        syllables = sounds.spellings(units(name))[0]
        yield from _growing(name)
        yield from _growing("".join(syllable[:1] for syllable in syllables))
        yield from _growing("".join(syllables))
        yield from _growing(syllables[0] + "".join(syllable[:1] for syllable in syllables[1:]))
        yield from _growing(number[-6:], 3)
        yield from _growing((phone or code)[-8:], 3)
        yield from _growing(code[-5:], 3)
    for village in villages(office):
        yield from _growing(village.name)
    yield from "abcdefghijklmnopqrstuvwxyz"
    yield from sorted({row[0][0] for row in rows})


def _growing(text: str, least: int = 1) -> Iterable[str]:
    return (text[:length] for length in range(least, len(text) + 1))


def _waits(office: Office, keystrokes: Iterable[str]) -> Iterator[float]:
    for text in keystrokes:
        start = time.perf_counter()
        find(office, text)
        yield (time.perf_counter() - start) * 1000


def _paints(office: Office, keystrokes: Iterable[str]) -> Iterator[float]:
    """Each keystroke from the letter in the box to the painted list."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    from app.ui.desks import Desk
    from app.ui.kit.theme import dress
    from app.ui.lanes import Lanes
    from app.ui.search.boxes import SearchBox

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    dress(app, 100)
    window, lanes = QMainWindow(), Lanes()
    box = SearchBox(Desk(office, office.folder, lanes, lambda *_: None))
    window.setMenuWidget(box)
    window.resize(1366, 768)
    window.show()
    while lanes.busy():
        app.processEvents()
    for text in keystrokes:
        start = time.perf_counter()
        box.setText(text)
        box.typed.emit()
        app.processEvents()
        yield (time.perf_counter() - start) * 1000
    lanes.end()


def _share(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _after_an_edit(office: Office) -> float:
    hit = find(office, "zxm").hits[0]
    save_answers(office, Subject("person", hit.person_id), {"phone": "15400000000"})
    start = time.perf_counter()
    find(office, "15400000000")
    return (time.perf_counter() - start) * 1000
