"""Proves a packaged program whole on the PC it stands on: every part is really used once, in a folder of its own."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

from app import __version__
from app.errors import Problem
from app.operations.faults import faults_told
from app.texts import say, sentence

Check = tuple[str, Callable[[Path], object]]


@dataclass(frozen=True, slots=True)
class Line:
    """One check: the key of its name, whether it held, how long it took (seconds), and what went wrong."""

    key: str
    held: bool
    seconds: float
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a self-test found."""

    lines: tuple[Line, ...]
    at: datetime

    @property
    def whole(self) -> bool:
        """Whether every check held."""
        return all(line.held for line in self.lines)

    def text(self) -> str:
        """The report in Chinese, to be read out on the telephone; no personal data in it."""
        words = [say("selftest.title", version=__version__, at=f"{self.at:%Y-%m-%d %H:%M}")]
        for line in self.lines:
            outcome = say("selftest.held") if line.held else say("selftest.failed", fault=line.fault)
            words.append(
                say("selftest.line", what=say(line.key), seconds=f"{line.seconds:.2f}", outcome=outcome)
            )
        words.append(say("selftest.whole") if self.whole else say("selftest.broken"))
        return "\n".join(words)


def run_self_test(more: Sequence[Check] = ()) -> Result:
    """Run every check in a new folder with a Chinese name; `more` are the doors' own (the window)."""
    checks: tuple[Check, ...] = (
        ("selftest.forms", _forms),
        ("selftest.fonts", _fonts),
        ("selftest.rare", _rare_characters),
        ("selftest.archive", _archive),
        ("selftest.workbook", _workbook),
        ("selftest.places", _places),
        ("selftest.processes", _processes),
        *more,
    )
    with tempfile.TemporaryDirectory(prefix=say("selftest.folder")) as folder, _own_secrets(Path(folder)):
        lines = tuple(_run(key, check, Path(folder)) for key, check in checks)
    return Result(lines, datetime.now().astimezone())


@contextmanager
def _own_secrets(folder: Path) -> Iterator[None]:
    """Keep the test's pepper out of this PC's own."""
    kept = os.environ.get("HUDANG_PRIVATE")
    os.environ["HUDANG_PRIVATE"] = str(folder / "private")
    try:
        yield
    finally:
        if kept is None:
            del os.environ["HUDANG_PRIVATE"]
        else:
            os.environ["HUDANG_PRIVATE"] = kept


def _run(key: str, check: Callable[[Path], object], folder: Path) -> Line:
    start = time.perf_counter()
    try:
        with faults_told():
            check(folder)
    except Problem as problem:
        return Line(key, False, time.perf_counter() - start, sentence(problem))
    except (AssertionError, ImportError, OSError, RuntimeError, ValueError, KeyError) as error:
        return Line(key, False, time.perf_counter() - start, f"{type(error).__name__}: {error}")
    return Line(key, True, time.perf_counter() - start)


def _forms(_: Path) -> None:
    from app.documents.papers import load_papers
    from app.paths import forms
    from app.rules.checks import load_thresholds
    from app.rules.formfiles import load_forms

    found = load_forms(forms())
    assert load_papers(forms(), found), "no papers"
    load_thresholds(forms())


def _fonts(_: Path) -> None:
    from app.documents.fonts import describe_fonts

    missing = [one.label for one in describe_fonts() if not one.file.is_file()]
    assert not missing, ", ".join(missing)


def _rare_characters(_: Path) -> None:
    from app.documents.fonts import find_fonts
    from app.documents.papers import ListColumn, PaperContext, make_list
    from app.paths import forms
    from app.rules.formfiles import load_forms

    rare = say("selftest.rare_sample")
    context = PaperContext(load_forms(forms()), find_fonts(), "", datetime.now().astimezone(), "")
    pdf = make_list(say("selftest.rare"), [ListColumn(say("selftest.rare"))], [[rare]], context)
    text = _text_of(pdf)
    lost = [character for character in rare.split() if character not in text]
    assert not lost, " ".join(lost)


def _text_of(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _archive(folder: Path) -> None:
    """Created, written, verified, backed up, restored and opened again."""
    from app.operations.backups import back_up, restore_backup, verify_archive
    from app.operations.families import NewMember, add_household
    from app.operations.openings import NewOffice, create_office, sign_in
    from app.operations.places import divisions

    home, password = folder / say("selftest.folder"), "self-test-password"
    place = (say("selftest.province"), say("selftest.city"), say("selftest.county"), say("selftest.town"))
    office, code = create_office(home, NewOffice(place[-1], "tester", "", password, place))
    try:
        town = next(one for one in divisions(office).values() if one.level == "township")
        head = NewMember({"name": say("selftest.rare_sample").split()[0]}, {"relation": "01"}, 2026)
        household = add_household(office, town.id, {}, head)
        assert verify_archive(office).whole
        made = back_up(office, folder / "backup")
    finally:
        office.close()
    restore_backup(folder / "again", made.path, password, user="tester", recovery=code)
    again = sign_in(folder / "again", "tester", password)
    try:
        assert again.archive.read("SELECT count(*) FROM household WHERE id = ?", (household,)) == [(1,)]
    finally:
        again.close()


def _workbook(folder: Path) -> None:
    from app.documents.grids_files import read_file
    from app.documents.workbooks import Sheet, SheetColumn
    from app.documents.workbooks_writing import write_workbook

    number, amount = "11010519491231002X", Decimal("11860.05")
    path = folder / f"{say('selftest.workbook')}.xlsx"
    columns = [SheetColumn(say("selftest.forms"), "id_number"), SheetColumn(say("selftest.fonts"), "money")]
    write_workbook(path, [Sheet("1", columns, [[number, amount]])])
    row = read_file(path).grids[0].rows[1]
    assert row[0] == number, row
    assert Decimal(str(row[1])) == amount, row


def _places(_: Path) -> None:
    from app.rules.places import provinces, villages

    assert provinces()
    assert villages("510812103")


def _double(number: int) -> int:
    return number * 2


def _processes(_: Path) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert pool.submit(_double, 21).result(timeout=60) == 42
