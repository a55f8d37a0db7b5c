"""A command as another program sees it: exit status, stdout, stderr; in this process where that is enough."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.__main__ import run_command
from app.operations.openings import KEYS, sign_in
from app.operations.samples import make_sample_office
from db.keys import Keys, read_keys, write_keys
from db.peppers import make_pepper
from db.wraps import Cost

ROOT = Path(__file__).parents[2]
PASSWORD = "stone-bridge-7"
HOUSEHOLDS = 24


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


def run(*words: object) -> Said:
    """One command in this process, under the environment as it stands."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        status = run_command([str(word) for word in words])
    return Said(status, _text(out), _text(err))


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def run_apart(*words: object, **environment: str) -> Said:
    """One command as a process of its own, as a script would start it."""
    command = [sys.executable, "-m", "app", *map(str, words)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, encoding="utf-8"
    )
    return Said(done.returncode, done.stdout, done.stderr)


def make_township(folder: Path, households: int = HOUSEHOLDS) -> str:
    """A sample office in `folder`/office whose password opens quickly; gives its recovery code."""
    made = make_sample_office(folder / "office", households, 3, password=PASSWORD)
    ease(folder / "office")
    return made.recovery_code


def ease(office: Path) -> None:
    """Wrap the key again so that it opens in no time: these tests sign in a hundred times."""
    opened = sign_in(office, "clerk", PASSWORD)
    kept = read_keys(office / KEYS)
    eased = Keys(kept.device, recovery=kept.recovery, cost=Cost(64, 1, 1))
    pepper = make_pepper(Path(os.environ["HUDANG_PRIVATE"]))
    write_keys(office / KEYS, eased.with_user("clerk", PASSWORD, opened.archive.key, pepper))
    opened.close()


def copy_township(township: Path, target: Path) -> Mapping[str, str]:
    """A township of one's own to write to; gives the environment that names it."""
    shutil.copytree(township, target, dirs_exist_ok=True)
    return environment_of(target)


def environment_of(township: Path) -> dict[str, str]:
    """What a script sets before it calls: folder, this PC's secrets, password."""
    return {
        "HUDANG_DATA": str(township / "office"),
        "HUDANG_PRIVATE": str(township / "private"),
        "HUDANG_PASSWORD": PASSWORD,
    }
