"""An office whose place was typed in has no list of villages: the sheets bring them."""

from pathlib import Path

from app.operations.openings import NewOffice, create_office
from tests.imports.rosters import a_head, ask, bring, numbers_of, write_sheet


def test_villages_of_a_typed_place_come_with_the_sheets(tmp_path: Path):
    place = ("四川省", "广元市", "朝天区", "曾家镇")
    office, _ = create_office(tmp_path / "office", NewOffice("Office", "clerk", "", "stone-bridge-7", place))
    file = write_sheet(tmp_path / "a.xlsx", [a_head(1), a_head(2, 村="石鹰村委会"), a_head(3, 村="新村")])
    assert numbers_of(bring(office, file))[0] == {"created": 3}
    assert sorted(ask(office, "SELECT name FROM division WHERE level = 'village'")) == [
        ("新村",),
        ("石鹰村",),
    ]
    assert numbers_of(bring(office, file))[0] == {"unchanged": 3}
    assert bring(office, write_sheet(tmp_path / "b.xlsx", [a_head(4, 乡="羊木镇")])).refused
    office.close()
