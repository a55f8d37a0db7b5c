"""Makes `resources/divisions/divisions.zip` from a list of division codes.

    python packaging/build_divisions.py areas.csv

`areas.csv` (or `.csv.xz`) holds `code,name` lines: codes of 2, 4, 6, 9 and 12 digits for province,
prefecture, county, township and village. See `resources/divisions/README.md`.
"""

import lzma
import sys
import zipfile
from pathlib import Path

from pypinyin import Style, lazy_pinyin

TARGET = Path(__file__).resolve().parent.parent / "resources" / "divisions" / "divisions.zip"
VILLAGE = 12
FIXED_TIME = (2026, 1, 1, 0, 0, 0)  # the same list makes the same bytes


def read_areas(path: Path) -> list[tuple[str, str]]:
    """(code, name) of every division in the list, in order of code."""
    opened = lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")
    with opened as lines:
        rows = [line.rstrip("\n").split(",", 1) for line in lines]
    return sorted((code, name) for code, name in rows)


def initials(name: str) -> str:
    """The first letters of a name's pinyin, small."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def upper_page(areas: list[tuple[str, str]]) -> str:
    """Province to township, one `code,name,initials` a line."""
    return "\n".join(f"{code},{name},{initials(name)}" for code, name in areas if len(code) < VILLAGE)


def village_pages(areas: list[tuple[str, str]]) -> dict[str, str]:
    """Villages by province: `code,name` a line, the code without the province's two digits."""
    pages: dict[str, list[str]] = {}
    for code, name in areas:
        if len(code) == VILLAGE:
            pages.setdefault(code[:2], []).append(f"{code[2:]},{name}")
    return {province: "\n".join(lines) for province, lines in pages.items()}


def write_page(archive: zipfile.ZipFile, name: str, text: str) -> None:
    """One member of the archive, compressed with LZMA."""
    member = zipfile.ZipInfo(name, FIXED_TIME)
    member.compress_type = zipfile.ZIP_LZMA
    archive.writestr(member, text.encode())


def main() -> None:
    areas = read_areas(Path(sys.argv[1]))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_LZMA) as archive:
        write_page(archive, "upper.csv", upper_page(areas))
        for province, text in sorted(village_pages(areas).items()):
            write_page(archive, f"villages/{province}.csv", text)
    print(f"{len(areas)} divisions, {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
