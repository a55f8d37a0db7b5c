"""Makes `resources/divisions/divisions.zip` from a list of division codes.

    python packaging/build_divisions.py areas.csv

`areas.csv` (or `.csv.xz`) holds `code,name` lines: codes of 2, 4, 6, 9 and 12 digits for province,
prefecture, county, township and village. See `resources/divisions/README.md`.
"""

import lzma
import sys
import zipfile
from itertools import islice, product
from pathlib import Path

from pypinyin import Style, lazy_pinyin, pinyin

TARGET = Path(__file__).resolve().parent.parent / "resources" / "divisions" / "divisions.zip"
VILLAGE = 12
MOST_READINGS = 4
FIXED_TIME = (2026, 1, 1, 0, 0, 0)  # the same list makes the same bytes


def read_areas(path: Path) -> list[tuple[str, str]]:
    """(code, name) of every division in the list, in order of code."""
    packed = path.read_bytes()
    text = (lzma.decompress(packed) if path.suffix == ".xz" else packed).decode()
    return sorted((code, name) for code, _, name in (line.partition(",") for line in text.splitlines()))


def initials(name: str) -> str:
    """The first letters of a name's pinyin, small; other readings behind strokes: `cjz/zjz`."""
    usual = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
    letters = [list(dict.fromkeys(some)) for some in pinyin(name, style=Style.FIRST_LETTER, heteronym=True)]
    others = islice(product(*letters), MOST_READINGS)
    return "/".join(dict.fromkeys([usual, *("".join(other).lower() for other in others)]))


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
