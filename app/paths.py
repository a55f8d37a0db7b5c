"""Where things lie: the program's own folders (from source or frozen) and the office's data folder."""

import os
import sys
from pathlib import Path


def program_root() -> Path:
    """The folder that holds `forms/` and `resources/`, in the source tree and in the packaged program alike."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) if bundled else Path(__file__).resolve().parent.parent


def resources() -> Path:
    """What dresses the program: messages, theme, icons, division list."""
    return program_root() / "resources"


def forms() -> Path:
    """Forms as data; `HUDANG_FORMS` names another folder (a county's own set)."""
    chosen = os.environ.get("HUDANG_FORMS")
    return Path(chosen) if chosen else program_root() / "forms"


def data_folder(chosen: str | None = None) -> Path:
    """The office's folder: as chosen, else `HUDANG_DATA`, else the user's application folder."""
    named = chosen or os.environ.get("HUDANG_DATA")
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs  # 40 ms: only when nobody named a folder

    return Path(platformdirs.user_data_dir("Hudang", appauthor=False))


def private_folder() -> Path:
    """This PC's private folder for the signed-on system user; holds the pepper, never beside the archive.

    `HUDANG_PRIVATE` names another one.
    """
    named = os.environ.get("HUDANG_PRIVATE")
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_config_dir("Hudang", appauthor=False, roaming=False))
