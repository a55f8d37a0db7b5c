"""This PC's settings: small choices that are no part of the archive (fonts, backup folder, window).

Kept as JSON beside the archive, so that they can be read before anyone signs in. No personal data.
"""

import json
import os
from pathlib import Path
from typing import Any

Settings = dict[str, Any]


def read_settings(folder: Path) -> Settings:
    """The settings of the data folder; empty where there are none or the file is damaged."""
    try:
        found = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: value for name, value in found.items() if _is_sound(name, value)}


def _is_sound(name: str, value: object) -> bool:
    """Whether a setting has the shape that this program writes; one from a damaged file is as if never made."""
    if name == "fonts":
        return isinstance(value, dict) and all(isinstance(path, str) for path in value.values())
    if name == "people":
        return isinstance(value, dict) and all(isinstance(one, dict) for one in value.values())
    if name in ("lock_minutes", "text_percent"):
        return isinstance(value, int | float | str) and str(value).replace(".", "", 1).isdecimal()
    return name != "backup_folder" or isinstance(value, str)


def write_settings(folder: Path, settings: Settings) -> None:
    """Replace the settings in one rename, so that a power cut leaves the old or the new ones."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / "settings.json.new"
    fresh.write_text(json.dumps(settings, ensure_ascii=False, indent=2), encoding="utf-8")
    os.replace(fresh, folder / "settings.json")
