"""Policy packs of this office: what is installed, what the county offers, installing after looking at differences."""

from app.operations.packs.installing import (
    FileCompared,
    compare_pack,
    install_offer,
    install_pack,
    open_pack,
    remove_pack,
)
from app.operations.packs.laying import lay_packs, office_shelf
from app.operations.packs.listing import Offer, PackList, list_packs, offers, pack_named
from app.operations.packs.naming import pack_names, pack_words
from app.operations.packs.stored import Installed, installations

__all__ = [
    "FileCompared", "Installed", "Offer", "PackList", "compare_pack", "install_offer", "install_pack",
    "installations", "lay_packs", "list_packs", "offers", "office_shelf", "open_pack",
    "pack_named", "pack_names", "pack_words", "remove_pack",
]  # fmt: skip
