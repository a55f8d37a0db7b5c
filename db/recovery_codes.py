"""The code on the printed recovery sheet: 120 random bits in Crockford's letters, with a check letter."""

import secrets

from stdnum import luhn

# Crockford's base 32: no I, L, O, U.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011")
_GROUP, _LENGTH = 5, 25


def new_recovery_code() -> str:
    """Five groups of five letters, the last letter a check."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH - 1))
    letters += luhn.calc_check_digit(letters, alphabet=_LETTERS)
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def read_recovery_code(typed: str) -> str | None:
    """The 25 letters as a person typed them (small letters, spaces, O for 0); None if mistyped."""
    letters = "".join(typed.upper().translate(_LOOKALIKES).replace("-", " ").split())
    if len(letters) != _LENGTH or set(letters) - set(_LETTERS):
        return None
    return letters if luhn.is_valid(letters, alphabet=_LETTERS) else None
