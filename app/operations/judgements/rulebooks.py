"""The words a judgement was made by, kept once for all that were made by them: whatever ships or is installed since."""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

import orjson

from app.errors import Problem
from app.operations.offices import Office
from app.rules.checks.facts import Meanings
from app.rules.checks.thresholds import load_thresholds
from app.rules.formfiles import load_forms
from app.rules.lines import load_lines
from app.rules.shelves import Leaf, Pile
from app.rules.standards import FACT_LEVELS, Standard, Standards, load_editions
from db.works import Work

FOLDERS: Final = ("standards", "lines", "codes", "records")
FILES: Final = ("checks.toml",)
"""What a judgement reads."""


def keep_rulebook(work: Work, office: Office) -> str:
    """The checksum of today's words; they are written where no judgement was made by them yet."""
    known: tuple[str, str] | None = office.kept.get("rulebook")
    if known is None:
        known = office.kept["rulebook"] = _packed(office.shelf.kept(FOLDERS, FILES))
    checksum, body = known
    if not work.read("SELECT 1 FROM rulebook WHERE checksum = ?", (checksum,)):
        work.create("rulebook", {"checksum": checksum, "body": body})
    return checksum


def _packed(pile: Pile) -> tuple[str, str]:
    leaves = [[one.path, one.pack, one.rank, one.text] for one in pile.leaves]
    told = orjson.dumps(leaves)
    return sha256(told).hexdigest(), b64encode(zlib.compress(told, 9)).decode()


def standards_by(office: Office, checksum: str) -> Standards:
    """What judges by kept words. Raises Problem where they are not here, or are damaged."""
    known: dict[str, Standards] = office.kept.setdefault("rulebooks", {})
    if checksum not in known:
        known[checksum] = _standards(_pile(office, checksum))
    return known[checksum]


def _pile(office: Office, checksum: str) -> Pile:
    rows = office.archive.read("SELECT body FROM rulebook WHERE checksum = ? LIMIT 1", (checksum,))
    if not rows:
        raise Problem("judgements.no_words")
    try:
        told = zlib.decompress(b64decode(rows[0][0], validate=True))
    except (ValueError, zlib.error) as error:
        raise Problem("judgements.damaged") from error
    if sha256(told).hexdigest() != checksum:
        raise Problem("judgements.damaged")
    return Pile(tuple(Leaf(path, pack, rank, text) for path, pack, rank, text in orjson.loads(told)))


def _standards(pile: Pile) -> Standards:
    lines = load_lines(pile)
    editions: Mapping[str, tuple[Standard, ...]] = load_editions(pile, lines, FACT_LEVELS)
    known = {key: some[-1] for key, some in editions.items()}
    return Standards(known, lines, load_thresholds(pile).limits, Meanings(load_forms(pile)), editions)
