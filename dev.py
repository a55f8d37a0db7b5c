"""Everything a person does to this tree, with nothing but Python: run, test, bench, build.

    python3 dev.py run      the window on a sample township (without a screen: its papers, into out/)
    python3 dev.py test     what CI runs: ruff, mypy, import-linter, pytest; on all cores; more arguments go to pytest
    python3 dev.py bench    the measurements of bench/
    python3 dev.py build    the packaged program, into dist/

Makes .venv when it is missing or the lock has changed, and on Linux sees to the system's libraries and fonts.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# What Qt and the papers need of Linux: a library or font file, and the Debian package that brings it.
LIBRARIES = """
    libGL.so.1=libgl1 libEGL.so.1=libegl1 libxkbcommon.so.0=libxkbcommon0 libfontconfig.so.1=libfontconfig1
    libdbus-1.so.3=libdbus-1-3 libglib-2.0.so.0=libglib2.0-0 libxkbcommon-x11.so.0=libxkbcommon-x11-0
    libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1
    libxcb-shape.so.0=libxcb-shape0
"""
FONTS = """
    NotoSansCJK-Regular.ttc=fonts-noto-cjk LXGWWenKai-Regular.ttf=fonts-lxgw-wenkai
    uming.ttc=fonts-arphic-uming ukai.ttc=fonts-arphic-ukai wqy-zenhei.ttc=fonts-wqy-zenhei
"""
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def loads(library: str) -> bool:
    """Whether the system's loader finds the library (it never takes a font for one)."""
    try:
        return bool(ctypes.CDLL(library))
    except OSError:
        return False


def missing_packages() -> list[str]:
    """The Debian packages whose library or font this Linux lacks; empty on other systems."""
    if sys.platform != "linux":
        return []
    fonts = {file.name for folder in FONT_FOLDERS for file in Path(folder).expanduser().rglob("*.tt[cf]")}
    pairs = [need.split("=") for need in (LIBRARIES + FONTS).split()]
    return [package for need, package in pairs if need not in fonts and not loads(need)]


def install_packages(packages: list[str]) -> None:
    """Install Debian packages when root; else end with the one command that does it."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        sys.exit(f"This Linux lacks what these Debian packages bring; install its own: {' '.join(packages)}")
    if os.geteuid() != 0:  # type: ignore[attr-defined,unused-ignore]  # Windows has none
        sys.exit(
            f"The system lacks some packages. Run this once, then try again:\n  sudo {' '.join(command)}"
        )
    subprocess.run(["apt-get", "update", "-q"], check=False)  # an old list may still do
    if subprocess.run(command, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}).returncode:
        sys.exit(f"apt-get could not install {' '.join(packages)}; its own words stand above.")


def see_to_venv() -> None:
    """Make `.venv` hold what the lock pins, for this Python; does nothing when it already does."""
    stamp = VENV / "locked"
    wanted = [sys.version.split()[0], hashlib.sha256(LOCK.read_bytes()).hexdigest()]
    found = stamp.read_text().split() if stamp.exists() else wanted[:1]
    if found == wanted:
        return
    print("Setting up .venv from requirements.lock …", flush=True)
    if found[0] != wanted[0]:
        shutil.rmtree(VENV)  # another Python's packages are of no use
    if subprocess.run([sys.executable, "-c", "import ensurepip"], capture_output=True).returncode:
        install_packages(["python3-venv"])  # Debian keeps it apart
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)]).returncode:
        sys.exit("The folder .venv could not be made. Close what uses it, delete it and try again.")
    if in_venv("-m", "pip", "install", "-qq", "--require-hashes", "--no-deps", "-r", str(LOCK)):
        sys.exit("pip could not install requirements.lock; its own words stand above. Is there a network?")
    stamp.write_text(" ".join(wanted))


def in_venv(*arguments: str, **environment: str) -> int:
    """Run `.venv`'s Python in the root folder; gives its exit status."""
    settings = os.environ | {"PYTHONUTF8": "1"} | environment
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, env=settings).returncode


def run(more: list[str]) -> int:
    """Open the window on a sample township, or do its main job without one where there is no screen."""
    where, password = ["--data", "out/sample"], "sample-township"
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        print("There is no screen here: doing the main job without a window, into out/ …", flush=True)
        tour = ["-m", "app", "tour", "--out", "out", *where, *more]
        return in_venv(*tour, HUDANG_PASSWORD=password, QT_QPA_PLATFORM="offscreen")
    made = Path(ROOT, "out/sample").exists()
    if not made and in_venv("-m", "app", "sample", *where, HUDANG_PASSWORD=password):
        return 1
    print(f"The sample township's user is clerk, the password {password}.", flush=True)
    return in_venv("-m", "app", *where, *more, HUDANG_PASSWORD=password)


def test(more: list[str]) -> int:
    """Check style, types and floors, then run the tests; pytest's closing line comes last."""
    lint_imports = ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"]
    checks = (["-m", "ruff", "check"], ["-m", "ruff", "format", "--check"], ["-m", "mypy"], lint_imports)
    broken = [in_venv(*check) for check in checks]
    if any(broken):
        print("Some checks FAILED (above); the tests run all the same.", flush=True)
    how = more or ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]
    tested = in_venv("-m", "pytest", *how, QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))
    return tested or int(any(broken))


def bench(more: list[str]) -> int:
    """Run the measurements of bench/ and print each as a ratio and a figure."""
    return in_venv("-m", "bench", *more)


def build(more: list[str]) -> int:
    """Make the one-folder program in dist/ and let it prove itself whole."""
    if sys.platform == "linux" and shutil.which("objdump") is None:
        install_packages(["binutils"])
    return in_venv("packaging/build.py", *more)


COMMANDS = {"run": run, "test": test, "bench": bench, "build": build}


def main(arguments: list[str]) -> int:
    """Set the tree up, then do what the first argument says."""
    if sys.version_info < (3, 11):  # noqa: UP036 – an older Python gets this far
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 2
    if lacking := missing_packages():
        install_packages(lacking)
    see_to_venv()
    return COMMANDS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
