"""A stick that is lost tells nobody anything: no name, no number, no place, not even how a file is called."""

import gzip
import re
from pathlib import Path

from app.sync.packages.boxes import look_into
from tests.county.servers import Town
from tests.operations.offices import a_household
from tests.sync.laptops import Laptop
from tests.sync.packages.sticks import Stick

CANARY = {
    "name": "Quetzalcoatl",
    "number": "510812197001010014",
    "phone": "13987654321",
    "address": "Elderberry Lane 7",
}


def words_of(a: Laptop) -> list[bytes]:
    told = [*CANARY.values(), "Town office", "anna", "Anna", a.machine]
    told += [name for (name,) in a.rows("SELECT name FROM division WHERE name != ''")]
    return [word.encode(code) for word in told for code in ("utf-8", "utf-16-le", "gb18030")]


def test_no_canary_stands_in_any_file_on_the_stick(
    a: Laptop, b: Laptop, town: Town, stick: Stick, tmp_path: Path
):
    a_household(a.office, **CANARY)
    a.sync()
    stick.at_office(b)
    a.edit("household", a.rows("SELECT id FROM household")[0][0], phone="13987654322")
    stick.at_office(a)
    stick.at_county(town)
    kinds = {look_into(path).header.kind for path in stick.files}
    assert kinds == {"push", "reply"} and len(stick.files) == 4
    for path in stick.files:
        said = path.read_bytes()
        assert [word for word in words_of(a) if word in said] == []
        assert re.fullmatch(r"[0-9a-f]{16}\.fpkg", path.name)
        body = said[look_into(path).size :]
        assert len(gzip.compress(body)) >= len(body), "it looks like chance"
    assert [path.suffix for path in stick.folder.iterdir()] == [".fpkg"] * 4
