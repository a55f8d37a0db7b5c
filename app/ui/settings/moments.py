"""Days, moments and sizes as the settings say them."""

from datetime import datetime

from app.texts import say


def moment_words(then: datetime, now: datetime) -> str:
    """`11月3日 09:12`; the year before it where it is another."""
    month = say("window.moment", month=then.month, day=then.day, time=f"{then:%H:%M}")
    return month if then.year == now.year else f"{say('settings.year_of', year=then.year)}{month}"


def size_words(size: int) -> str:
    """Megabytes with one decimal."""
    return f"{size / 1e6:,.1f} MB"
