"""Work on millions of cells without Python's cycle collector, which would walk all of them again and again.

It holds every thread while it walks, the window's too; nothing the import makes refers to itself.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """The collector off for the time of the block."""
    worked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if worked:
            gc.enable()
