"""The manual: its chapters, its pictures where the program was built with them, and the whole as a book."""

import io
from datetime import datetime
from pathlib import Path

from PIL import Image

from app import __version__
from app.documents.fonts import find_fonts
from app.documents.manuals import Shot, make_manual
from app.documents.workbooks_targets import replacing
from app.paths import resources
from app.rules.manuals import Chapter, load_manual


def manual_folder() -> Path:
    """Where the chapters lie."""
    return resources() / "manual"


def manual() -> tuple[Chapter, ...]:
    """The chapters in their order. Raises Problem manual.unreadable."""
    return load_manual(manual_folder())


def picture_file(key: str) -> Path | None:
    """The picture of a page; None where none was made (`packaging/pictures.py` makes them for a build)."""
    path = manual_folder() / "pictures" / f"{key}.jpg"
    return path if key and path.exists() else None


def print_manual(out: Path, made_at: datetime) -> None:
    """Write the manual as PDF, with the pictures there are. Raises Problem for a target that cannot be written."""
    chapters = manual()
    wanted = {part.picture for chapter in chapters for part in chapter.parts}
    shots = {key: _shot(path) for key in wanted if (path := picture_file(key))}
    content = make_manual(chapters, shots, find_fonts(), __version__, made_at)
    with replacing(out) as fresh:
        fresh.write_bytes(content)


def _shot(path: Path) -> Shot:
    jpeg = path.read_bytes()
    with Image.open(io.BytesIO(jpeg)) as seen:
        return Shot(jpeg, *seen.size)
