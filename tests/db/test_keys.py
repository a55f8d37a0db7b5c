"""Who can open the archive, and who cannot."""

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.faults import Fault
from db.keys import Keys, new_key, read_keys, write_keys
from db.peppers import make_pepper, read_pepper
from db.recovery_codes import new_recovery_code, read_recovery_code
from db.wraps import Cost

KEY, PEPPER = new_key(), new_key()
QUICK = Keys("pc", cost=Cost(64, 1, 1))


def refusal(keys: Keys, user: str, password: str, pepper: bytes | None) -> str:
    """The code with which a sign-in is refused."""
    with pytest.raises(Fault) as fault:
        keys.unlock(user, password, pepper)
    return fault.value.code


def test_each_user_opens_the_archive_with_an_own_password():
    keys = QUICK.with_user("clerk", "石桥 7", KEY, PEPPER).with_user("chief", "other", KEY, PEPPER)
    assert keys.unlock("clerk", "石桥 7", PEPPER) == keys.unlock("chief", "other", PEPPER) == KEY
    assert refusal(keys, "clerk", "other", PEPPER) == "storage.wrong_password"
    assert refusal(keys, "nobody", "other", PEPPER) == "storage.wrong_password"


def test_a_wrap_does_not_open_under_another_name_or_device():
    keys = QUICK.with_user("clerk", "same", KEY, PEPPER)
    moved = Keys("pc", {"chief": keys.users["clerk"]})
    assert refusal(moved, "chief", "same", PEPPER) == "storage.wrong_password"
    assert refusal(Keys("other pc", keys.users), "clerk", "same", PEPPER) == "storage.wrong_password"


def test_without_the_pepper_of_the_pc_no_password_can_be_tried():
    keys = QUICK.with_user("clerk", "right", KEY, PEPPER)
    assert refusal(keys, "clerk", "right", None) == "storage.pepper_missing"
    assert refusal(keys, "clerk", "right", new_key()) == "storage.wrong_password"


def test_changing_a_password_wraps_anew():
    keys = QUICK.with_user("clerk", "old", KEY, PEPPER).with_user("clerk", "new", KEY, PEPPER)
    assert keys.unlock("clerk", "new", PEPPER) == KEY
    assert refusal(keys, "clerk", "old", PEPPER) == "storage.wrong_password"


def test_a_user_taken_away_cannot_sign_in_but_one_must_remain():
    keys = (
        QUICK.with_user("clerk", "a", KEY, PEPPER).with_user("chief", "b", KEY, PEPPER).without_user("clerk")
    )
    assert refusal(keys, "clerk", "a", PEPPER) == "storage.wrong_password"
    with pytest.raises(Fault) as fault:
        keys.without_user("chief")
    assert fault.value.code == "storage.last_user"


def test_the_recovery_code_opens_without_pepper_and_a_new_one_ends_the_old():
    keys, code = QUICK.with_recovery(KEY)
    assert keys.recover(code) == keys.recover(code.lower().replace("-", " ").replace("0", "o")) == KEY
    newer, _ = keys.with_recovery(KEY)
    with pytest.raises(Fault) as fault:
        newer.recover(code)
    assert fault.value.code == "storage.wrong_code"


@given(st.integers(0, 24), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_mistyped_letter_is_always_noticed(place: int, letter: str):
    letters = new_recovery_code().replace("-", "")
    typed = letters[:place] + letter + letters[place + 1 :]
    assert (read_recovery_code(typed) is None) == (typed != letters)


def test_a_recovery_code_is_five_groups_of_five():
    assert [len(group) for group in new_recovery_code().split("-")] == [5] * 5


def test_keys_are_kept_as_they_are(tmp_path: Path):
    keys, code = QUICK.with_user("clerk", "a", KEY, PEPPER).with_recovery(KEY)
    write_keys(tmp_path / "keys.json", keys)
    kept = read_keys(tmp_path / "keys.json")
    assert kept.users == keys.users
    assert kept.recover(code) == kept.unlock("clerk", "a", PEPPER) == KEY
    assert KEY.hex() not in (tmp_path / "keys.json").read_text()


@pytest.mark.parametrize(
    "cost", [[0, 0, 0], [-1, 3, 4], ["x", 3, 4], [10**12, 3, 4], [65536, 3, 10**9], [None]]
)
def test_a_damaged_cost_is_damage_and_asks_for_no_memory(tmp_path: Path, cost: list[object]):
    keys = QUICK.with_user("clerk", "a", KEY, PEPPER)
    write_keys(tmp_path / "keys.json", keys)
    kept = json.loads((tmp_path / "keys.json").read_text())
    kept["users"]["clerk"]["argon2id"] = cost
    (tmp_path / "keys.json").write_text(json.dumps(kept))
    with pytest.raises(Fault) as fault:
        read_keys(tmp_path / "keys.json")
    assert fault.value.code == "storage.keys_damaged"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"users": {"a": {}}}', '{"users": 3, "device": "", "recovery": null}']
)
def test_damaged_keys_are_said_to_be_damaged(tmp_path: Path, text: str):
    (tmp_path / "keys.json").write_text(text)
    with pytest.raises(Fault) as fault:
        read_keys(tmp_path / "keys.json")
    assert fault.value.code == "storage.keys_damaged"


def test_missing_keys_are_said_to_be_missing(tmp_path: Path):
    with pytest.raises(Fault) as fault:
        read_keys(tmp_path / "keys.json")
    assert fault.value.code == "storage.keys_missing"


@pytest.mark.skipif(os.name != "posix", reason="on Windows DPAPI keeps it")
def test_the_pepper_is_made_once_and_only_its_user_may_read_it(tmp_path: Path):
    assert read_pepper(tmp_path) is None
    pepper = make_pepper(tmp_path)
    assert make_pepper(tmp_path) == read_pepper(tmp_path) == pepper
    assert stat.S_IMODE((tmp_path / "pepper").stat().st_mode) == 0o600
