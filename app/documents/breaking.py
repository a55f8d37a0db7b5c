"""Where a Chinese line may end: not before closing or after opening punctuation, not inside a word."""

from collections.abc import Sequence

# GB/T 15834: these may not open a line, those may not close one.
_NOT_FIRST = frozenset("，。、；：！？）》」』】〕〉”’…—·～％%)]},.;:!?℃㎡")
_NOT_LAST = frozenset("（《「『【〔〈“‘([{￥¥№")


def break_lines(text: str, advances: Sequence[float], width: float) -> list[str]:
    """The lines of a text in a column of `width`, both in em; a word longer than the column is cut.

    U+3000 stays (forms space their signatures with it); plain spaces at a break are dropped.
    """
    lines: list[str] = []
    start = 0
    for paragraph in text.split("\n"):
        lines += _break_paragraph(paragraph, advances[start : start + len(paragraph)], width)
        start += len(paragraph) + 1
    return lines


def _break_paragraph(text: str, advances: Sequence[float], width: float) -> list[str]:
    lines: list[str] = []
    start, allowed, used = 0, 0, 0.0
    for at, advance in enumerate(advances):
        if at > start and _may_break(text[at - 1], text[at]):
            allowed = at
        while used + advance > width + 1e-6 and at > start and text[at] != " ":
            cut = allowed if allowed > start else at
            lines.append(text[start:cut].rstrip(" "))
            start = cut
            used = sum(advances[start:at])
        used += advance
    lines.append(text[start:].rstrip(" "))
    return lines


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if before == " ":
        return after != " "
    return not (_in_word(before) and _in_word(after))


def _in_word(character: str) -> bool:
    return character < "\u2000" and not character.isspace()
