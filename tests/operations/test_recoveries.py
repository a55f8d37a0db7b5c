"""The recovery code gives a user a new password; a wrong code or user changes nothing."""

from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.openings import KEYS, NewOffice, create_office, sign_in
from app.operations.recoveries import sign_in_by_recovery

OLD, NEW = "spring-flowers-1", "autumn-harvest-2"


def made(folder: Path) -> str:
    office, code = create_office(folder, NewOffice("Office", "clerk", "Clerk", OLD, ("P", "C", "X", "T")))
    office.close()
    return code


def test_the_code_opens_the_archive_and_sets_the_new_password(tmp_path: Path):
    code = made(tmp_path / "office")
    sign_in_by_recovery(tmp_path / "office", "clerk", code.lower(), NEW).close()
    sign_in(tmp_path / "office", "clerk", NEW).close()
    with pytest.raises(Problem, match="wrong_password"):
        sign_in(tmp_path / "office", "clerk", OLD)


@pytest.mark.parametrize(
    ("name", "code", "fault"),
    [("clerk", "AAAAA-BBBBB", "code_mistyped"), ("nobody", "", "user_closed")],
)
def test_what_is_refused_leaves_the_keys_untouched(tmp_path: Path, name: str, code: str, fault: str):
    real = made(tmp_path / "office")
    before = (tmp_path / "office" / KEYS).read_bytes()
    with pytest.raises(Problem, match=fault):
        sign_in_by_recovery(tmp_path / "office", name, code or real, NEW)
    assert (tmp_path / "office" / KEYS).read_bytes() == before


def test_without_an_archive_there_is_nothing_to_open(tmp_path: Path):
    with pytest.raises(Problem, match="none_here"):
        sign_in_by_recovery(tmp_path / "nothing", "clerk", "x", NEW)
