"""How the interpreter shares itself out among the threads: the screen first."""

import gc
import sys

TURN = 0.0005  # seconds a thread keeps the interpreter while another wants it; Python's own 5 ms are felt
FULL_PASSES = 1_000  # younger passes between two full ones, instead of ten


def favour_screen() -> None:
    """Give the screen's thread its turn soon, and seldom stop it for a pass over every object there is.

    A full pass of the garbage collector stops all threads for 0.3 s with a township's doubts in memory.
    """
    sys.setswitchinterval(TURN)
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, FULL_PASSES)
