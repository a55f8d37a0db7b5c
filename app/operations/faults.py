"""The one place where a fault of the storage becomes a problem with a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import Problem
from db.faults import Fault


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn `db` faults into `Problem`s of the same code. The doors wrap every errand in it."""
    try:
        yield
    except Fault as fault:
        raise Problem(fault.code, **fault.values) from fault
