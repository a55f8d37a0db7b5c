"""Commands for what a meeting or a notice leaves: its papers, and the photographs of a notice on its wall."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.doors import AsJson, Data, Out, opened, print_json, tell
from app.texts import say

Notice = Annotated[str, typer.Argument(help="the notice's id")]


def register_papers(meetings: typer.Typer) -> None:
    """Put `meeting papers` and `meeting print` beside the other commands of meetings."""
    meetings.command("papers")(papers)
    meetings.command("print")(print_it)


def register_photos(notices: typer.Typer) -> None:
    """Put `notice photo` with its commands, and `notice paper`, beside the other commands of notices."""
    room = typer.Typer(name="photo", help="Photographs of a posted notice.", no_args_is_help=True)
    for name, command in (("add", add), ("list", list_them), ("remove", remove)):
        room.command(name)(command)
    notices.add_typer(room)
    notices.command("paper")(print_it)


def papers(data: Data = None, as_json: AsJson = False) -> None:
    """The papers of meetings and notices. --json: a list of id, title, about, hangs, workbook."""
    from app.operations.proceedings.printing import list_proceedings

    with opened(data) as office:
        found = list_proceedings(office)
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        print(f"{one.id}\t{one.title}\t{one.about}")


def print_it(
    paper: Annotated[str, typer.Argument(help="its id, as `meeting papers` lists it")],
    of: Annotated[str, typer.Argument(help="id of the meeting, case, notice or objection it is made for")],
    out: Out,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write a paper of a meeting or a notice as PDF, or as .xlsx where it has tables. --json: file, bytes."""
    from app.operations.proceedings.printing import print_proceeding

    with opened(data) as office:
        size = print_proceeding(office, paper, of, out)
    if as_json:
        print_json({"file": str(out), "bytes": size})
    else:
        tell(say("notices.printed", file=out))


def add(
    notice: Notice,
    files: Annotated[list[Path], typer.Argument(help="JPEG, PNG or BMP")],
    far: Annotated[bool, typer.Option("--far/--near", help="from a distance")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Keep photographs of a posted notice, without the place they were taken at. --json: photos (ids)."""
    from app.operations.notices.photos import add_photos

    with opened(data) as office:
        made = add_photos(office, notice, files, far=far)
    if as_json:
        print_json({"photos": made})
    else:
        tell(say("proceedings.photos_kept", count=len(made)))


def list_them(notice: Notice, data: Data = None, as_json: AsJson = False) -> None:
    """The photographs of a notice, near ones first. --json: a list of photo, name, bytes, far."""
    from app.operations.notices.photos import list_photos
    from app.operations.notices.stored import read_notice

    with opened(data) as office:
        found = [one.document() for one in list_photos(office, read_notice(office, notice).id)]
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        print("\t".join(str(one[key]) for key in ("photo", "name", "bytes", "far")))


def remove(
    photo: Annotated[str, typer.Argument(help="the photograph's id")],
    reason: Annotated[str, typer.Option("--reason")] = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Take a photograph away from its notice. --json: photo."""
    from app.operations.notices.photos import remove_photo

    with opened(data) as office:
        remove_photo(office, photo, reason or None)
    if as_json:
        print_json({"photo": photo})
    else:
        tell(say("proceedings.photo_removed"))
