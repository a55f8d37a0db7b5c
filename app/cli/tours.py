"""The main job without a screen: a sample township imported, checked, found and printed into a folder."""

import os
import secrets
from pathlib import Path

from app.cli.doors import Window, show_progress, tell
from app.operations.doubts import find_doubts
from app.operations.openings import has_office, sign_in
from app.operations.papers import Order, make_papers
from app.operations.places import villages
from app.operations.samples import make_sample_office
from app.operations.searches import find
from app.paths import data_folder
from app.texts import say

PAPERS = ("card", "household-file", "village-roster", "township-ledger", "check-sheet")


def take_tour(out: Path, data: str | None, window: Window | None, households: int = 200) -> None:
    """Make (or open) the sample office; leave one PDF of each paper and a picture of the window in `out`."""
    folder = data_folder(data)
    password = os.environ.setdefault("HUDANG_PASSWORD", secrets.token_urlsafe(9))
    out.mkdir(parents=True, exist_ok=True)
    tell(say("tour.no_screen", folder=out))
    if not has_office(folder):
        made = make_sample_office(folder, households, 1, None, password, progress=show_progress())
        tell(say("sample.made", folder=folder, households=made.households, persons=made.persons))
    office = sign_in(folder, "clerk", password)
    try:
        tell(say("tour.doubts", count=len(find_doubts(office))))
        village = next(one for one in villages(office) if office.archive.read(
            "SELECT 1 FROM household WHERE division_id = ? LIMIT 1", (one.id,)))  # fmt: skip
        household = office.archive.read(
            "SELECT id FROM household WHERE division_id = ? LIMIT 1", (village.id,)
        )[0][0]
        tell(say("tour.found", count=len(find(office, village.name, 10).hits), text=village.name))
        for paper in PAPERS:
            order = Order(
                paper,
                village=village.code if paper == "village-roster" else None,
                household=household if paper in ("card", "household-file", "check-sheet") else None,
            )
            made_paper = make_papers(office, order, out / f"{paper}.pdf")
            tell(
                say(
                    "papers.made",
                    files=len(made_paper.files),
                    pages=made_paper.pages,
                    out=out / f"{paper}.pdf",
                )
            )
    finally:
        office.close()
    if window:
        window.picture(folder, password, out / "screen.png")
        tell(say("tour.picture", file=out / "screen.png"))
