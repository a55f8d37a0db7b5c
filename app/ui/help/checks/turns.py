"""Which of several answers on their way is the one asked for last: errands may overtake each other."""


class Turns:
    """Numbers what is asked; an answer counts only where nothing was asked after it."""

    def __init__(self) -> None:
        self._last = 0

    def next(self) -> int:
        """The number of what is asked now."""
        self._last += 1
        return self._last

    def is_last(self, turn: int) -> bool:
        """Whether nothing was asked since."""
        return turn == self._last
