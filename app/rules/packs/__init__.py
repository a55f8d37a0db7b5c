"""Policy packs: files of `forms/` for a region and time, with version, checksum and the source of each.

`files` reads and makes them, `proving` refuses what cannot be right, `differences` says what one would change,
`shipped` names the packs the program brings itself.
"""

from app.rules.packs.definitions import Pack, PackFile, PackHead, checksum_of
from app.rules.packs.differences import Difference, compare
from app.rules.packs.files import make_pack, read_pack
from app.rules.packs.proving import prove
from app.rules.packs.shipped import ShippedPack, load_shipped, shipped_shelf

__all__ = [
    "Difference", "Pack", "PackFile", "PackHead", "ShippedPack", "checksum_of", "compare", "load_shipped", "make_pack",
    "prove", "read_pack", "shipped_shelf",
]  # fmt: skip
