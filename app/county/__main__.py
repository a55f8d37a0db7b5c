"""Runs one command of the county's door. Whatever goes wrong is said in a sentence, never a traceback."""

import sys
from pathlib import Path

import typer
import typer.exceptions

from app.county.commands import door
from app.county.databases import Busy, Full
from app.county.doors import county_folder
from app.errors import Problem
from app.log import write_bug
from app.texts import say, sentence

INTERRUPTED = 130


def main() -> int:
    """The exit status is 0 done, 1 refused with a sentence, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        status = door(prog_name="hudang-county", standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        return 1
    except typer.exceptions.TyperException as error:
        print(error.format_message(), file=sys.stderr)
        return error.exit_code
    except Problem as problem:
        print(sentence(problem), file=sys.stderr)
        return 1
    except Busy as error:
        full = isinstance(error, Full)
        print(say("county.full") if full else say("county.database_unreachable"), file=sys.stderr)
        return 1
    except Exception as error:  # noqa: BLE001 - the outermost place: a bug is told, logged and not thrown at anybody
        print(say("county.command_bug", error=type(error).__name__, file=note_bug(error)), file=sys.stderr)
        return 1
    return status if isinstance(status, int) and status != INTERRUPTED else 0


def note_bug(error: Exception) -> Path:
    """Write the traceback, without people's values, to the log of the data folder; gives the log file."""
    return write_bug(county_folder(None), "app.county", error)


if __name__ == "__main__":
    sys.exit(main())
