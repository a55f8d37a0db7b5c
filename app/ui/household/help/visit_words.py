"""When the next visit is due, in words."""

from app.texts import say


def due_words(days_over: int, day: str) -> str:
    """When the next visit is due, in words."""
    if days_over > 0:
        return say("household_visits.over", days=days_over)
    return say("household_visits.due_today") if days_over == 0 else say("household_visits.due", day=day)
