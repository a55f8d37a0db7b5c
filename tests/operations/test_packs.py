"""Packs of an office: installed after a look at what differs, the old one kept, refused where they do not belong."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.batches import list_batches, undo_batch
from app.operations.offices import Office
from app.operations.openings import sign_in
from app.operations.packs import (
    compare_pack,
    install_pack,
    installations,
    lay_packs,
    list_packs,
    remove_pack,
)
from app.operations.standards import standards
from app.texts import sentence
from db.verifications import verify
from tests.operations.offices import MONDAY, PASSWORD, an_office
from tests.rules.packs.builders import EDITION, LINE, LINES, STANDARD, TOWN, a_pack

DAY = date(2019, 6, 1)


@pytest.fixture
def office(tmp_path):
    with_clock = an_office(tmp_path, TOWN)
    yield with_clock
    with_clock.close()


def install(office: Office, folder: Path, files: dict[str, str] | None = None, **head) -> None:
    _, data = a_pack(folder / "pack", files or {STANDARD: EDITION, LINE: LINES}, **head)
    install_pack(office, "a.zip", data)


def line(office: Office) -> Decimal:
    return standards(office).lines.on("income_line", TOWN, DAY).amount


def test_a_pack_is_compared_without_being_installed_and_then_installed(office, tmp_path):
    _, data = a_pack(tmp_path / "p")
    found = compare_pack(office, "a.zip", data)
    assert found.below is None and any(one.new == "3600" for one in found.differences)
    assert line(office) == 3218 and not installations(office.archive.read)
    assert install_pack(office, "a.zip", data).differences == found.differences
    assert line(office) == 3600
    (one,) = list_packs(office).installed
    assert (one.label, one.in_force, one.file, one.installed_on) == (
        "Hanyin 577",
        True,
        "a.zip",
        date(2026, 11, 2),
    )
    assert verify(office.archive) == ()


def test_a_newer_version_takes_its_place_and_the_old_one_stays(office, tmp_path):
    install(office, tmp_path / "1")
    install(office, tmp_path / "2", {LINE: LINES.replace("3600", "3700")}, version=2)
    assert line(office) == 3700
    assert [(one.version, one.in_force) for one in list_packs(office).installed] == [(2, True), (1, False)]


def test_who_signs_in_again_has_it_and_a_pack_that_was_removed_is_off(office, tmp_path):
    install(office, tmp_path / "1")
    install(office, tmp_path / "2", {LINE: LINES.replace("3600", "3700")}, version=2)
    office.archive.close()
    again = sign_in(office.folder, "clerk", PASSWORD)
    try:
        assert line(again) == 3700
        assert remove_pack(again, "hanyin").version == 2
        assert line(again) == 3218
        assert [one.in_force for one in list_packs(again).installed] == [False, False]
        with pytest.raises(Problem, match=r"packs\.none_such"):
            remove_pack(again, "hanyin")
    finally:
        again.close()


def test_an_installation_is_taken_back_like_any_batch(office, tmp_path):
    install(office, tmp_path)
    assert line(office) == 3600
    undo_batch(office, list_batches(office, 1)[0].batch)
    assert line(office) == 3218 and not installations(office.archive.read)


def test_of_several_packs_the_one_that_cannot_be_read_is_left_out_alone(office, tmp_path):
    codes = 'key = "stoves"\nvalues = [{ code = "1", name = "N" }]'
    record = (
        '[record]\nkey = "energy"\nlabel = "E"\nscope = "household"\n'
        'fields = [{ key = "stove", label = "S", kind = "code", codes = "stoves" }]'
    )
    install(office, tmp_path / "1", {"codes/stoves.toml": codes}, key="codes", region="6109")
    install(office, tmp_path / "2", {"records/energy.toml": record}, key="form")
    install(office, tmp_path / "3")
    with office.archive.work("clerk", at=MONDAY) as work:
        (row,) = work.read("SELECT id FROM installation WHERE key = 'codes'", ())
        work.delete("installation", row[0])
    assert lay_packs(office)
    assert line(office) == 3600 and "energy" not in office.forms.records
    assert [problem.code for problem in list_packs(office).faults.values()] == ["forms.unknown_codes"]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ({"version": 1}, "older"),
        ({"version": 2, "label": "Other"}, "same_version"),
        ({"version": 2}, "installed_already"),
        ({"version": 3, "region": "510812"}, "other_region"),
        ({"key": "national-2014"}, "shipped_key"),
    ],
)
def test_what_is_older_the_same_or_of_another_place_is_refused_in_a_sentence(office, tmp_path, head, code):
    files = {"codes/fuel2.toml": 'key = "fuel2"\nvalues = [{ code = "1", name = "N" }]'}
    install(office, tmp_path / "2", files, version=2)
    _, data = a_pack(tmp_path / "other", files, **head)
    with pytest.raises(Problem) as told:
        install_pack(office, "b.zip", data)
    assert told.value.code == f"packs.{code}" and sentence(told.value)
    assert len(installations(office.archive.read)) == 1


def test_only_who_may_approve_installs(office, tmp_path):
    office.user = replace(office.user, role="enter")
    with pytest.raises(Problem, match="role_too_small"):
        install(office, tmp_path)


def test_a_pack_that_cannot_be_read_any_more_locks_nobody_out(office, tmp_path):
    install(office, tmp_path)
    with office.archive.work("clerk", at=MONDAY) as work:
        (row,) = work.read("SELECT id FROM installation", ())
        work.update("installation", row[0], {"body": "AAAA"})
    office.archive.close()
    again = sign_in(office.folder, "clerk", PASSWORD)
    try:
        assert line(again) == 3218
        assert [problem.code for problem in list_packs(again).faults.values()] == ["packs.not_a_pack"]
    finally:
        again.close()


def test_a_form_of_a_pack_is_asked_shown_and_exported_like_any_other(office, tmp_path):
    record = '[record]\nkey = "energy"\nlabel = "E"\nscope = "household"\nfields = [{ key = "stove", label = "S" }]'
    install(office, tmp_path, {"records/energy.toml": record})
    assert [one.key for one in office.forms.county_records() if one.key == "energy"] == ["energy"]


def test_a_pack_another_one_needs_is_not_removed(office, tmp_path):
    codes = 'key = "stoves"\nvalues = [{ code = "1", name = "N" }]'
    record = (
        '[record]\nkey = "energy"\nlabel = "E"\nscope = "household"\n'
        'fields = [{ key = "stove", label = "S", kind = "code", codes = "stoves" }]'
    )
    install(office, tmp_path / "1", {"codes/stoves.toml": codes}, key="codes", region="6109")
    install(office, tmp_path / "2", {"records/energy.toml": record}, key="form")
    with pytest.raises(Problem) as told:
        remove_pack(office, "codes")
    assert told.value.code == "packs.needed" and sentence(told.value)
