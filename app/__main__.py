"""Picks the door: the window without a command, else the script's. The only place that knows both."""

import multiprocessing
import os
import sys
from pathlib import Path

INTERRUPTED = 130
"""What the command line library makes of Ctrl+C."""


def main() -> int:
    """Run the program; the exit status is 0 done, 1 refused with a sentence, 2 wrong usage."""
    multiprocessing.freeze_support()
    words = sys.argv[1:]
    if not words or words[0].partition("=")[0] == "--data":
        from app.paths import data_folder
        from app.ui.windows import open_window

        return open_window(data_folder(named_folder(words)))
    return run_command(words)


def named_folder(words: list[str]) -> str | None:
    """The folder that `--data DIR` or `--data=DIR` names; None where there is none."""
    for word, following in zip(words, [*words[1:], None], strict=True):
        option, _, joined = word.partition("=")
        if option == "--data":
            return joined or following
    return None


def run_command(words: list[str]) -> int:
    """One command of the script's door. Whatever goes wrong is said in a sentence, never a traceback."""
    import typer
    import typer.exceptions

    from app.cli import door
    from app.cli.doors import Window
    from app.errors import Problem
    from app.operations.faults import faults_told
    from app.progress import Stopped
    from app.texts import say, sentence

    see_to_streams()
    try:
        with faults_told():
            status = door(
                words, prog_name="hudang", standalone_mode=False, obj=Window(take_picture, open_and_close)
            )
        if status == INTERRUPTED:
            raise Stopped
    except (typer.Abort, Stopped):
        print(say("office.stopped"), file=sys.stderr)
        return 1
    except typer.exceptions.TyperException as error:
        print(error.format_message(), file=sys.stderr)
        return error.exit_code
    except Problem as problem:
        print(sentence(problem), file=sys.stderr)
        return 1
    except Exception as error:  # noqa: BLE001 - the outermost place: a bug is told, logged and not thrown at the clerk
        path = note_bug(error, named_folder(words))
        print(say("office.bug", error=type(error).__name__, file=path), file=sys.stderr)
        return 1
    return status if isinstance(status, int) else 0


def see_to_streams() -> None:
    """Say everything in UTF-8; without a console, or with a closed pipe, say it to nobody.

    A closed 1 or 2 is filled first: the next file opened would take its place, and the archive must not.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - for good
        else:
            stream.reconfigure(encoding="utf-8", errors="replace")


def take_picture(folder: Path, password: str, target: Path) -> None:
    """Leave a picture of the open window on an office; needs no screen."""
    from app.ui.pictures import take

    take(folder, password, target)


def open_and_close(folder: Path) -> None:
    """Open a window on an empty folder and close it again. Raises RuntimeError where it does not paint."""
    from app.ui.pictures import open_once

    open_once(folder / "window")


def note_bug(error: Exception, data: str | None = None) -> Path:
    """Write the traceback, without people's data, to the log of the data folder; gives the log file."""
    from app.log import write_bug
    from app.paths import data_folder

    return write_bug(data_folder(data), "app", error)


if __name__ == "__main__":
    sys.exit(main())
