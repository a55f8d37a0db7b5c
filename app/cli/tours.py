"""The main job without a screen: a sample township imported, checked, found and printed into a folder."""

import os
import secrets
from pathlib import Path

from app.cli.doors import Window, show_progress, tell
from app.operations.dossiers import Choice, chosen_households
from app.operations.doubts import find_doubts
from app.operations.openings import has_office, sign_in
from app.operations.papers import Order, make_papers
from app.operations.places import village_counts
from app.operations.samples import make_sample_office
from app.operations.searches import find
from app.paths import data_folder
from app.texts import say


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
        village = next(one.division for one in village_counts(office) if one.households)
        household = chosen_households(office, Choice(division_id=village.id))[0]
        tell(say("tour.found", count=len(find(office, village.name, 10).hits), text=village.name))
        for order in _orders(village.code, household):
            file = out / f"{order.paper}.pdf"
            printed = make_papers(office, order, file)
            tell(say("papers.made", files=len(printed.files), pages=printed.pages, out=file))
    finally:
        office.close()
    if window:
        window.picture(folder, password, out / "screen.png")
        tell(say("tour.picture", file=out / "screen.png"))


def _orders(village: str, household: str) -> tuple[Order, ...]:
    """Every paper once: of a household, of a village, of the township."""
    return (
        Order("card", household=household),
        Order("household-file", household=household),
        Order("village-roster", village=village),
        Order("township-ledger"),
        Order("check-sheet", household=household),
    )
