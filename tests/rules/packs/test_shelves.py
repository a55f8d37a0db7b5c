"""Packs over the forms: what lies above is asked first, by place and day; what differs is told item by item."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.errors import Problem
from app.rules.formfiles import load_forms
from app.rules.lines import Lines, load_lines
from app.rules.packs import compare, prove
from app.rules.procedures import load_procedures
from app.rules.shelves import Shelf
from app.rules.standards import FACT_LEVELS, Standards, load_editions
from app.texts import sentence
from tests.documents.households import STANDARDS
from tests.rules.packs.builders import EDITION, LINE, LINES, STANDARD, TOWN, a_pack, a_shelf


def standards_of(shelf: Shelf) -> Standards:
    lines = load_lines(shelf)
    editions = load_editions(shelf, lines, FACT_LEVELS)
    known = {key: some[-1] for key, some in editions.items()}
    return Standards(known, lines, STANDARDS.limits, STANDARDS.meanings, editions)


def lines_with(tmp_path, **head) -> Lines:
    pack, _ = a_pack(tmp_path, **head)
    return load_lines(prove(pack, "a.zip", a_shelf()))


def test_a_countys_line_holds_in_its_county_and_the_countrys_elsewhere(tmp_path):
    lines = lines_with(tmp_path)
    day = date(2019, 6, 1)
    own, other = lines.on("income_line", TOWN, day), lines.on("income_line", "610100000", day)
    assert (own.amount, own.pack) == (Decimal(3600), "hanyin")
    assert (other.amount, other.pack) == (Decimal(3218), "national-2014")
    assert lines.on("income_line", TOWN, date(2018, 12, 31)).pack == "national-2014"


@pytest.mark.parametrize("day", [date(2009, 12, 31), date(2021, 1, 1), date(2030, 1, 1)])
def test_a_day_nobody_has_spoken_of_is_refused_and_never_the_latest(tmp_path, day):
    with pytest.raises(Problem) as told:
        lines_with(tmp_path).on("income_line", TOWN, day)
    assert told.value.code == "thresholds.line_unknown" and sentence(told.value)


def test_a_county_overrides_577_for_its_years_without_code(tmp_path):
    pack, _ = a_pack(tmp_path)
    standards = standards_of(prove(pack, "a.zip", a_shelf()))
    of_2018 = standards.on("shaanxi-household", date(2018, 6, 30))
    of_2019 = standards.on("shaanxi-household", date(2019, 6, 30))
    assert (len(of_2018.items), of_2018.pack) == (6, "shaanxi-2014")
    assert ([one.key for one in of_2019.items], of_2019.pack) == (["income", "water"], "hanyin")
    for day in (date(2015, 12, 31), date(2021, 1, 1)):
        with pytest.raises(Problem) as told:
            standards.on("shaanxi-household", day)
        assert told.value.code == "standards.none_on" and "2016-01-01" in sentence(told.value)


def test_what_differs_is_told_with_old_and_new_words(tmp_path):
    pack, _ = a_pack(tmp_path)
    below = a_shelf()
    found = compare(below, prove(pack, "a.zip", below))
    amount = next(one for one in found if one.word == "amount" and one.new == "3600")
    assert (amount.kind, amount.old, amount.pack) == ("changed", "3218", "national-2014")
    words = next(one for one in found if one.item == "income above the line" and one.word == "text")
    assert words.kind == "changed" and words.old and words.pack == "shaanxi-2014"
    assert {one.folder for one in found} == {"standards", "lines"}


def test_a_newer_version_says_what_it_takes_away(tmp_path):
    first, _ = a_pack(tmp_path / "1")
    shorter = LINES[: LINES.rindex("[[line]]")]
    second, _ = a_pack(tmp_path / "2", {STANDARD: EDITION, LINE: shorter}, version=2)
    below = a_shelf()
    before, after = prove(first, "a.zip", below), prove(second, "b.zip", below)
    (gone,) = compare(before, after)
    assert (gone.kind, gone.folder, gone.pack) == ("removed", "lines", "hanyin") and "4200" in gone.old
    assert compare(after, after) == ()


def test_codes_of_an_era_stand_beside_the_old_ones(tmp_path):
    codes = (
        'key = "monitor_class"\nlabel = "M"\nvalues = [\n  { code = "4", name = "N", valid_from = 2026 },\n]'
    )
    pack, _ = a_pack(tmp_path, {"codes/monitor_class.toml": codes})
    before = load_forms(a_shelf()).codes["monitor_class"]
    after = load_forms(prove(pack, "a.zip", a_shelf())).codes["monitor_class"]
    assert after.values[:-1] == before.values and after.name("4") == "N"
    assert {one.code: after.name(one.code) for one in before.values} == {
        one.code: one.name for one in before.values
    }


def test_a_procedure_takes_the_place_of_the_one_with_its_key(tmp_path):
    shipped = next(
        leaf for leaf in (a_shelf() / "procedures").glob("*.toml") if leaf.name == "40-poor-exit.toml"
    )
    text = shipped.read_text("utf-8-sig").replace(
        'key = "poor-exit"\n', 'key = "poor-exit"\nregion = "610921"\n', 1
    )
    pack, _ = a_pack(tmp_path, {"procedures/exit.toml": text})
    shelf = prove(pack, "a.zip", a_shelf())
    forms = load_forms(shelf)
    before, after = load_procedures(a_shelf(), forms), load_procedures(shelf, forms)
    assert after["poor-exit"].region == "610921" and before.keys() == after.keys()


def test_a_form_of_a_pack_keeps_its_fields_in_the_next_version(tmp_path):
    record = '[record]\nkey = "energy"\nlabel = "E"\nscope = "household"\nfields = [\n%s]\n'
    stove, heater = '  { key = "stove", label = "S" },\n', '  { key = "heater", label = "H" },\n'
    first, _ = a_pack(tmp_path / "1", {"records/e.toml": record % stove})
    below = a_shelf()
    laid = replace(below, layers=(first.layer,))
    for nth, (fields, code) in enumerate(
        ((heater, "field_dropped"), (stove.replace("}", ', kind = "money" }'), "kind_changed"))
    ):
        second, _ = a_pack(tmp_path / f"b{nth}", {"records/e.toml": record % fields}, version=2)
        with pytest.raises(Problem) as told:
            prove(second, "b.zip", laid)
        assert isinstance(told.value.__cause__, Problem) and told.value.__cause__.code == f"packs.{code}"
    both, _ = a_pack(tmp_path / "3", {"records/e.toml": record % (stove + heater)}, version=2)
    assert "heater" in load_forms(prove(both, "b.zip", laid)).records["energy"].by_key
