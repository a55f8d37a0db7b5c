"""Runs Anki's own sync server and two of its collections against it; for a Python that has `anki`.

Prints the seconds of: first upload, first download on a second machine, 1,000 edits up, the same edits down.
The notes are the lines of DESK/notes.txt. A note is two rows there, itself and its card: households and persons as
notes are as many rows as they are in an archive, with a household's year and a person's membership.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from socket import create_server

from anki.collection import AddNoteRequest, Collection  # type: ignore[import-not-found]
from anki.errors import NetworkError  # type: ignore[import-not-found]


def main(desk: Path, edits: int) -> None:
    """Measure, and print four figures."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    given = {"SYNC_USER1": "clerk:bench", "SYNC_BASE": str(desk / "server"), "SYNC_HOST": "127.0.0.1"}
    server = subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"],
        env={
            **os.environ,
            **given,
            "SYNC_PORT": str(port),
            "RUST_LOG": "error",
            "MAX_SYNC_PAYLOAD_MEGS": "1000",
        },
        stdout=sys.stderr,
    )
    try:
        print(*_figures(desk, f"http://127.0.0.1:{port}/", edits))
    finally:
        server.terminate()
        server.wait()


def _figures(desk: Path, url: str, edits: int) -> list[float]:
    first = Collection(str(desk / "first.anki2"))
    deck, kind = first.decks.id("Default"), first.models.by_name("Basic")
    made = []
    for number, line in enumerate((desk / "notes.txt").read_text("utf-8").splitlines()):
        note = first.new_note(kind)
        note.fields = [f"{number:018}", line]
        made.append(AddNoteRequest(note, deck))
    first.add_notes(made)
    login = _logged_in(first, url)
    up = _whole(first, login, upload=True)
    second = Collection(str(desk / "second.anki2"))
    down = _whole(second, login, upload=False)
    for note in (first.get_note(one) for one in first.find_notes("")[:edits]):
        note.fields[1] = note.fields[1] + " edited"
        first.update_note(note)
    return [up, down, _round(first, login), _round(second, login)]


def _logged_in(collection: Collection, url: str) -> object:
    for _ in range(200):
        try:
            return collection.sync_login("clerk", "bench", url)
        except NetworkError:  # until its server listens
            time.sleep(0.05)
    raise SystemExit("anki's sync server does not answer")


def _whole(collection: Collection, login: object, *, upload: bool) -> float:
    start = time.perf_counter()
    asked = collection.sync_collection(login, False)
    collection.close_for_full_sync()
    collection.full_upload_or_download(auth=login, server_usn=asked.server_media_usn, upload=upload)
    collection.reopen(after_full_sync=True)
    return time.perf_counter() - start


def _round(collection: Collection, login: object) -> float:
    start = time.perf_counter()
    collection.sync_collection(login, False)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
