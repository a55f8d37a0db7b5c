"""The one place where a fault of the storage becomes a problem with a sentence."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import Problem
from db.faults import Fault


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn `db` faults into `Problem`s of the same code, and what the disk refuses into its sentence.

    The doors wrap every errand in it.
    """
    try:
        yield
    except Fault as fault:
        raise Problem(fault.code, **fault.values) from fault
    except BrokenPipeError:
        raise  # whoever read our output has gone
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Problem("storage.disk_full") from error
        if error.filename is None:
            raise Problem("storage.disk_refused") from error
        raise Problem("office.file_refused", file=str(error.filename)) from error
