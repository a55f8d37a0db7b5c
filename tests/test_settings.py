"""Settings: small choices of this PC, whose damage never stops the program."""

from pathlib import Path

import pytest

from app.settings import read_settings

DAMAGED = ["", "garbage", "[]", "null", '{"fonts": 5}', '{"fonts": {"rare": ["x"]}}', '{"people": {"a": 1}}']
DAMAGED += ['{"backup_folder": 7}', '{"lock_minutes": "soon"}', '{"text_percent": null}']


@pytest.mark.parametrize("text", DAMAGED)
def test_what_is_damaged_is_as_if_never_chosen(tmp_path: Path, text: str):
    (tmp_path / "settings.json").write_text(text, encoding="utf-8")
    assert read_settings(tmp_path) == {}


def test_sound_choices_beside_a_damaged_one_stay(tmp_path: Path):
    (tmp_path / "settings.json").write_text(
        '{"fonts": 5, "lock_minutes": 2.5, "office": "A"}', encoding="utf-8"
    )
    assert read_settings(tmp_path) == {"lock_minutes": 2.5, "office": "A"}
