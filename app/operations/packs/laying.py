"""Laying the installed packs over the forms: what an office reads its rules from.

A pack that can no longer be read with today's program is left out and said so; it never keeps anybody from signing in.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.errors import Problem
from app.operations.offices import Office
from app.operations.packs.stored import Installed, Read, installations, pack_in
from app.paths import forms as forms_folder
from app.rules.formfiles import load_forms
from app.rules.packs import shipped_shelf
from app.rules.packs.proving import readable
from app.rules.shelves import Layer, Shelf


def office_shelf(read: Read) -> Shelf:
    """The forms of the program with the packs in force over them, those of a narrower place on top."""
    return laid(read, [one for one in installations(read) if one.in_force])[0]


def laid(read: Read, packs: Sequence[Installed]) -> tuple[Shelf, dict[str, Problem]]:
    """The shelf with these packs, and why some of them (by row id) could not be laid on it."""
    shelf = shipped_shelf(forms_folder())
    layers: dict[str, Layer] = {}
    faults: dict[str, Problem] = {}
    for one in sorted(packs, key=lambda one: (len(one.region), one.first, one.key)):
        try:
            layers[one.id] = pack_in(read, "installation", one.id).layer
        except Problem as problem:
            faults[one.id] = problem
    whole = replace(shelf, layers=tuple(layers.values()))
    # Nearly always all of them can be read: which one cannot is only looked for when one cannot.
    if not layers or readable(whole) is None:
        return whole, faults
    for row, layer in layers.items():
        above = replace(shelf, layers=(*shelf.layers, layer))
        if fault := readable(above):
            faults[row] = fault
        else:
            shelf = above
    return shelf, faults


def lay_packs(office: Office) -> bool:
    """Take up what was installed or removed since, here or on another machine; gives whether anything was.

    What operations remember is forgotten, for it was made by the old rules.
    """
    shelf = office_shelf(office.archive.read)
    if shelf.layers == office.shelf.layers:
        return False
    office.shelf, office.forms = shelf, load_forms(shelf)
    office.kept.clear()
    return True
