"""Who helps which household: pairing, handing over, ending; and what the whole of it shows, gaps and loads.

No household that must have a helper (`forms/pairing.toml`) loses one without a reason that is kept.
"""

from app.operations.loads import load_of_cadres
from app.operations.pairings.forces import Force, Helped, forces
from app.operations.pairings.gaps import Gap, pairing_gaps
from app.operations.pairings.handovers import HandedOver, hand_over, hand_over_cadre
from app.operations.pairings.lines import PairingLine, change_pairing, end_pairing, list_pairings, pair
from app.operations.pairings.lists import ONLY, PairedLine, PairedList, PairingQuery, find_pairings

__all__ = [
    "ONLY",
    "Force",
    "Gap",
    "HandedOver",
    "Helped",
    "PairedLine",
    "PairedList",
    "PairingLine",
    "PairingQuery",
    "change_pairing",
    "end_pairing",
    "find_pairings",
    "forces",
    "hand_over",
    "hand_over_cadre",
    "list_pairings",
    "load_of_cadres",
    "pair",
    "pairing_gaps",
]
