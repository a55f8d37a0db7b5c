"""Takes the manual's pictures from today's window, on an invented township: `packaging/build.py` calls this.

Each part of the manual that names a picture names a page of the window; what comes out lies beside the chapters.
"""

import os
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
HOUSEHOLDS = 400
PASSWORD = "sample-township"
QUALITY = 82


def take_pictures(target: Path) -> list[Path]:
    """A JPEG of each page the manual shows, into `target`; gives the files."""
    from app.operations.manuals import manual
    from app.operations.openings import sign_in
    from app.operations.samples import make_sample_office
    from app.ui.pictures import take

    made = []
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HUDANG_PRIVATE"] = str(Path(folder, "private"))
        data = Path(folder, "office")
        make_sample_office(data, HOUSEHOLDS, 1, None, PASSWORD)
        office = sign_in(data, "clerk", PASSWORD)
        ((first,),) = office.archive.read("SELECT id FROM household ORDER BY code LIMIT 1")
        office.close()
        places: dict[str, dict[str, object]] = {"household": {"id": first}}
        for key in sorted({part.picture for one in manual() for part in one.parts} - {""}):
            shot = Path(folder, f"{key}.png")
            take(data, PASSWORD, shot, key, places.get(key))
            with Image.open(shot) as seen:
                seen.convert("RGB").save(target / f"{key}.jpg", quality=QUALITY)
            made.append(target / f"{key}.jpg")
    return made


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for file in take_pictures(ROOT / "resources" / "manual" / "pictures"):
        print(file.relative_to(ROOT))
