"""Whether what was typed means an option: by its code, by words in its label, by pinyin initials."""

from collections.abc import Sequence
from functools import lru_cache

from app.ui.kit.popups import Option


@lru_cache(maxsize=4096)
def initials(words: str) -> str:
    """The pinyin initials of Chinese words in small letters; other letters and digits as they are."""
    from pypinyin import Style, lazy_pinyin  # 270 ms: only when somebody types letters

    return "".join(lazy_pinyin(words, style=Style.FIRST_LETTER)).lower()


def matching(options: Sequence[Option], typed: str) -> list[Option]:
    """The options the typed text may mean, the likeliest first; all of them for empty text."""
    wanted = typed.strip().lower()
    if not wanted:
        return list(options)
    by_code = [option for option in options if option.code.lower() == wanted]
    starting = [option for option in options if option.label.lower().startswith(wanted)]
    holding = [
        option for option in options if wanted in option.label.lower() or wanted in option.note.lower()
    ]
    sounding: list[Option] = []
    if wanted.isascii() and any(letter.isalpha() for letter in wanted):
        by_sound = [(initials(option.label).find(wanted), option) for option in options]
        sounding = [option for place, option in sorted(by_sound, key=lambda pair: pair[0]) if place >= 0]
    return list(dict.fromkeys([*by_code, *starting, *holding, *sounding]))
