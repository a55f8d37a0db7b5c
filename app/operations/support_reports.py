"""What support asks first, in one text without anybody's name: versions, sizes, counts, the end of the log."""

import platform

from app import __version__
from app.operations.backups import last_backup
from app.operations.offices import Office
from app.operations.openings import ARCHIVE
from app.texts import say

LINES = 60  # of the log
_COUNTED = ("division", "household", "person", "standing", "income", "change")


def support_report(office: Office) -> str:
    """The report; no values, no names: the log has them struck out already."""
    size = (office.folder / ARCHIVE).stat().st_size
    last = last_backup(office.folder)
    counts = ", ".join(
        f"{table} {office.archive.read(f'SELECT count(*) FROM {table}')[0][0]:,}" for table in _COUNTED
    )
    library = office.archive.read("SELECT sqlite_version()")[0][0]
    lines = [
        say("settings.report_head", version=__version__, moment=f"{office.clock():%Y-%m-%d %H:%M}"),
        f"{platform.system()} {platform.release()} {platform.machine()}, Python {platform.python_version()}",
        f"SQLite {library}, archive {size / 1e6:.1f} MB",
        counts,
        f"last backup {last.isoformat() if last else None}",
        "",
        *_end_of_log(office),
    ]
    return "\n".join(lines)


def _end_of_log(office: Office) -> list[str]:
    log = office.folder / "hudang.log"
    if not log.exists():
        return []
    return log.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES:]
