"""Makes the one-folder program in dist/hudang, gives it a Chinese font, and lets it prove itself whole.

`python3 dev.py build` calls this with `.venv`'s Python, on Windows and Linux alike.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, files, requires
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "dist" / "hudang"
# PyInstaller puts everything but the program itself here.
INSIDE = BUILT / "_internal"
SCRIPT_DOOR = "hudang-cli.exe" if os.name == "nt" else "hudang"

# The fallback face for papers and rare characters: SIL Open Font License, so it may be shipped.
FONT = "LXGWWenKai-Regular.ttf"
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "$WINDIR/Fonts",
)


def run_pyinstaller() -> None:
    """Freeze the program as packaging/hudang.spec says; ends here when PyInstaller fails."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    folders = ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build")]
    if subprocess.run([*command, *folders, str(ROOT / "packaging" / "hudang.spec")], cwd=ROOT).returncode:
        sys.exit("PyInstaller could not make the program; its own words stand above.")


def add_font() -> None:
    """Copy the fallback face from this system into the program, with its licence."""
    folders = [Path(os.path.expandvars(folder)).expanduser() for folder in FONT_FOLDERS]
    found = next((file for folder in folders for file in folder.rglob(FONT)), None)
    if found is None:
        print(f"{FONT} is not on this system: the program will use the fonts of the PC it runs on.")
        return
    target = INSIDE / "resources" / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(found, target / FONT)
    licence = Path("/usr/share/doc/fonts-lxgw-wenkai/copyright")
    if licence.exists():
        shutil.copy(licence, target / "LICENSE-LXGWWenKai.txt")


def shipped_libraries() -> set[str]:
    """The libraries the program stands on: those pyproject.toml asks for, and what they ask for in turn."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted, found = list(project["dependencies"]), set[str]()
    while wanted:
        requirement = wanted.pop()
        name = re.match(r"[\w.-]+", requirement)
        if name is None or "extra ==" in requirement or name.group() in found:
            continue
        with suppress(PackageNotFoundError):  # asked for on another system only
            wanted += requires(name.group()) or []
            found.add(name.group())
    return found


def add_licences() -> None:
    """Copy the licence texts of the shipped libraries into licences/, one folder for each, and Qt's own."""
    target = INSIDE / "licences"
    shutil.copytree(ROOT / "packaging" / "licences", target / "Qt and PySide6", dirs_exist_ok=True)
    for name in shipped_libraries():
        for file in files(name) or ():
            if re.match(
                r"[^/]+\.dist-info/(.*/)?(LICEN[CS]E|COPYING|NOTICE)[^/]*$", file.as_posix(), re.IGNORECASE
            ):
                (target / name).mkdir(parents=True, exist_ok=True)
                shutil.copy(Path(str(file.locate())), target / name / file.name)


def prove() -> None:
    """Run the program's self-test from a folder as offices name them, without this tree's help."""
    with tempfile.TemporaryDirectory(prefix="户档 试 ") as folder:
        copied = shutil.copytree(BUILT, Path(folder, "程序 文件", "hudang"), symlinks=True)
        own = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "HUDANG_"))
        }
        own |= {"HUDANG_DATA": str(Path(folder, "数据")), "QT_QPA_PLATFORM": "offscreen"}
        report = Path(folder, "report.json")
        command = [str(copied / SCRIPT_DOOR), "self-test", "--report", str(report)]
        if subprocess.run(command, cwd=folder, env=own).returncode:
            sys.exit("The program was made, but its self-test failed; the report stands above.")


def size_of(folder: Path) -> float:
    """Megabytes of a folder's files, each counted once."""
    return (
        sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
        / 1e6
    )


def take_pictures() -> None:
    """Take the manual's pictures from today's window; ends here where one cannot be taken."""
    if subprocess.run([sys.executable, str(ROOT / "packaging" / "pictures.py")], cwd=ROOT).returncode:
        sys.exit("The manual's pictures could not be taken; why stands above.")


def write_manual() -> None:
    """Lay the manual as a book beside the program, written by the program itself."""
    command = [str(BUILT / SCRIPT_DOOR), "manual", "--out", str(BUILT / "manual.pdf")]
    if subprocess.run(command, cwd=BUILT).returncode:
        sys.exit("The program was made, but could not write its manual; why stands above.")


def main() -> None:
    """Build, dress, prove, and say what came of it."""
    started = time.monotonic()
    take_pictures()
    run_pyinstaller()
    add_font()
    add_licences()
    write_manual()
    made = time.monotonic()
    prove()
    times = f"made in {made - started:.0f} s, proved in {time.monotonic() - made:.0f} s"
    print(f"dist/hudang: {size_of(BUILT):.0f} MB, {times}")


if __name__ == "__main__":
    main()
