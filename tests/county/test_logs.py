"""A round with canaries, with everything going wrong on the way: no log of county, PostgreSQL or laptop repeats one."""

import contextlib
import json
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from app.county.keepsakes import keepsakes_of
from app.errors import Problem
from app.log import start_log, write_bug
from app.operations.syncing import enrol_office
from tests.county.browsers import Person
from tests.county.servers import Town
from tests.county.test_commands import run, serving
from tests.operations.offices import a_household
from tests.sync.laptops import AT_ONCE, PASSWORD, PLACE, a_laptop

NAME, NUMBER, PHONE, ACCOUNT = "金丝雀", "510812197001010014", "13912345678", "6217001234567890386"
TYPED = "canary-password-1"
# What a mischievous database says: the row itself, as PostgreSQL's own messages often do.
_REPEATS = """
    CREATE FUNCTION repeats() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'no: %', NEW USING ERRCODE = 'XX000', DETAIL = NEW.set; END $$;
    CREATE TRIGGER repeats BEFORE INSERT ON op_log FOR EACH ROW EXECUTE FUNCTION repeats()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="hudang-county-") as made:
        yield Path(made)


@contextlib.contextmanager
def repeating(folder: Path) -> Iterator[None]:
    """The county's PostgreSQL refuses each operation and repeats it aloud."""
    port = (folder / "postgres" / "postmaster.pid").read_text().split("\n")[3]
    url = f"postgresql://postgres:{keepsakes_of(folder).superuser}@127.0.0.1:{port}/hudang"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_REPEATS)
        yield
        connection.execute("DROP FUNCTION repeats CASCADE")


def written(*folders: Path) -> str:
    """Every log there is: the county's, PostgreSQL's, what its programs said, the laptop's."""
    found = [one for place in folders for one in place.rglob("*") if one.is_file()]
    logs = [
        one for one in found if one.suffix in (".log", ".out") or one.name == "log" or ".log." in one.name
    ]
    return "\n".join(one.read_text("utf-8", errors="replace") for one in logs)


def test_no_log_holds_a_secret_or_a_person(folder: Path, tmp_path: Path):
    laptop = a_laptop(tmp_path, "anna")
    handler = start_log(laptop.office.folder / "log")
    try:
        with serving(folder, "--plain") as served:
            code = json.loads(run(folder, "enrol", PLACE, "--json")[1])
            enrol_office(laptop.office, code["line"], patience=AT_ONCE, machine=laptop.machine)
            home = a_household(laptop.office, name=NAME, number=NUMBER)
            laptop.edit("household", home, about=home, phone=PHONE, bank_account=ACCOUNT)
            with repeating(folder), pytest.raises(Problem) as broken:
                laptop.sync()
            logging.getLogger("app.ui").warning("a round went wrong: %s", broken.value)
            write_bug(laptop.office.folder, "app.cli", ValueError(f"{NAME} {NUMBER} {PHONE}"))
            with contextlib.ExitStack() as visitors:
                town = Town(None, served["url"], None, "", visitors=visitors)  # type: ignore[arg-type]
                assert not Person(town, TYPED).come(TYPED).is_in  # a password in the wrong place
            httpx.post(f"{served['url']}/v1/push", content=f"{NAME}{NUMBER}".encode())
            assert laptop.sync().sent > 0
            assert run(folder, "users", "add", "li", "--role", "reader", HUDANG_PASSWORD=TYPED)[0] == 0
            assert run(folder, "backup", str(folder / "copy.ark"))[0] == 0
            tokens = laptop.rows("SELECT * FROM sync_state")
        said = written(folder, laptop.office.folder)
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    assert (
        "a request was not answered" in said and "ValueError" in said
    )  # there are logs, and they tell what failed
    keys = json.loads((folder / "secrets.json").read_text())
    secrets = [PASSWORD, TYPED, code["code"], *(one for one in keys.values() if len(one) > 20)]
    secrets += [str(one) for row in tokens for one in row if isinstance(one, str) and len(one) == 64]
    for canary in (NAME, NUMBER, NUMBER[6:14], PHONE, ACCOUNT, *secrets):
        assert canary not in said, canary
