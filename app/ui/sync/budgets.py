"""How much of photos and scans may go over the line in a day, as this PC's settings say."""

from app.settings import Settings

SETTING = "files_mb_a_day"
MB = 1_000_000


def daily_megabytes(settings: Settings) -> int | None:
    """Megabytes a day; 0 for none but by hand, None without a limit."""
    kept = settings.get(SETTING)
    return kept if isinstance(kept, int) and not isinstance(kept, bool) and kept >= 0 else None


def daily_budget(settings: Settings) -> int | None:
    """The same in bytes."""
    megabytes = daily_megabytes(settings)
    return None if megabytes is None else megabytes * MB
