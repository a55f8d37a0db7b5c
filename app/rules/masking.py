"""What lists show of numbers: enough to tell two people apart at the desk, too little to misuse."""

STAR = "*"


def mask_id(number: str | None) -> str:
    """An ID number with its first six and last four characters; a shorter text keeps only its last two."""
    return _masked(number, 6, 4)


def mask_phone(number: str | None) -> str:
    """A telephone number with its first three and last four digits."""
    return _masked(number, 3, 4)


def mask_account(number: str | None) -> str:
    """A bank account with its last four digits alone."""
    return _masked(number, 0, 4)


def _masked(number: str | None, first: int, last: int) -> str:
    if not number:
        return ""
    if len(number) <= first + last:
        first, last = 0, min(2, len(number) // 2)
    hidden = STAR * (len(number) - first - last)
    return f"{number[:first]}{hidden}{number[len(number) - last :]}"


_MASKS = {"id": mask_id, "contact": mask_phone, "account": mask_account}


def mask(sensitive: str, text: str) -> str:
    """`text` as a list shows a field of that sensitivity: id, contact, account; others as they are."""
    chosen = _MASKS.get(sensitive)
    return chosen(text) if chosen else text
