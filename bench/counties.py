"""A county that serves on loopback from a process of its own, as `python -m app.county serve` starts it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Serving:
    """The county of a measurement: where it answers, where it keeps what it has."""

    url: str
    folder: Path

    def invitation(self, *codes: str) -> str:
        """A line with which one machine joins."""
        return str(json.loads(_script(self.folder, "enrol", *codes))["line"])


@contextmanager
def a_county() -> Iterator[Serving]:
    """An empty county, served as long as the `with` lasts."""
    with tempfile.TemporaryDirectory(prefix="hudang-county-", ignore_cleanup_errors=True) as folder:
        words = ["serve", "--host", "127.0.0.1", "--port", "0", "--plain"]
        server = subprocess.Popen(_command(folder, *words), stdout=subprocess.PIPE, text=True, env=_clean())
        try:
            assert server.stdout is not None
            said = ""
            for line in server.stdout:
                said += line
                if line == "}\n":
                    break
            yield Serving(json.loads(said)["url"], Path(folder))
        finally:
            server.terminate()
            server.wait()


def _script(folder: Path, *words: str) -> str:
    done = subprocess.run(
        _command(str(folder), *words), check=True, stdout=subprocess.PIPE, text=True, env=_clean()
    )
    return done.stdout


def _command(folder: str, *words: str) -> list[str]:
    return [sys.executable, "-m", "app.county", *words, "--data", folder, "--json"]


def _clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("HUDANG_COUNTY_")}
