"""Reads cells into answers by the kind of their field; nothing is guessed, a blank stays unknown.

A `Reading` is the answer or None, an `Issue` or None, and whether the cell was mended on the way.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from app.errors import Issue, Level
from app.rules import dates, idnumbers
from app.rules.cells import as_text, fold, is_blank, was_rounded, words
from app.rules.dossiers import Value
from app.rules.forms import CodeList, Field, Kind
from app.rules.names import read_name

Reading = tuple[Value, Issue | None, bool]
Reader = Callable[[object], Reading]

UNKNOWN: Reading = (None, None, False)
FEN = Decimal("0.01")
THOUSANDTH = Decimal("0.001")
TOO_LARGE = Decimal(10**12)
"""No household has so much of anything; its fen and thousandths are numbers the log can hold."""

# Systems number the peoples differently (domain 2.7): a bare number names none.
_NAMES_ONLY = frozenset({"ethnicity"})
_ALONE = frozenset({"name", "long_text", "id_number", "phone", "account"})  # rarely twice in a column
_REMEMBERED_CELLS = 4096
_EXPONENT = re.compile(r"^\d(\.\d+)?[eE]\+\d+$")
_EIGHT_DIGITS = re.compile(r"^(?:18[5-9]|19\d|20\d)[0-9]{5}$", re.ASCII)
_SPLIT = re.compile(r"[,\uff0c\u3001;\uff1b|/\s+&]+")
_NUMBER = re.compile(r"^[\u00a5$]?([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+)(\D[^\d]*2?)?$")


def reader(field: Field, codes: CodeList | None = None, today: date | None = None) -> Reader:
    """A function that reads the cells of one column; columns of few different cells are remembered."""
    return kind_reader(field.kind, codes, field.key, today)


def kind_reader(
    kind: Kind, codes: CodeList | None = None, field: str = "", today: date | None = None
) -> Reader:
    """As `reader`, for a kind without a form.

    `today` (by default this PC's) bounds births. Raises ValueError for a code kind without its list.
    """
    if kind == "id_number":
        return partial(_read_id, field, today or datetime.now().astimezone().date())
    if kind in ("code", "codes"):
        if codes is None:
            raise ValueError("a code field needs its list")
        one: Reader = partial(_read_code if kind == "code" else _read_codes, field, codes, _index(codes))
    else:
        one = partial(_BY_KIND[kind], field)
    return one if kind in _ALONE else _remembering(one)


def _remembering(read_one: Reader) -> Reader:
    known: dict[object, Reading] = {}

    def read_cell(cell: object) -> Reading:
        # Only these two: True == 1.0 would share a place.
        if cell.__class__ is not str and cell.__class__ is not float:
            return read_one(cell)
        found = known.get(cell)
        if found is None:
            found = read_one(cell)
            if len(known) < _REMEMBERED_CELLS:
                known[cell] = found
        return found

    return read_cell


def _fault(field: str, code: str, text: object, level: Level = "doubt", **more: object) -> Reading:
    return None, Issue(code, field, level, {"text": str(text), **more}), False


def _says_none(text: str) -> bool:
    """Whether a number is blank or said not to exist."""
    return is_blank(text) or fold(text) in words("values.nothing_words")


def _read_id(field: str, today: date, cell: object) -> Reading:
    if isinstance(cell, str) and len(cell) < 6 and _says_none(cell.strip()):
        return UNKNOWN
    return idnumbers.read_number(cell, today, field)


def _read_name(field: str, cell: object) -> Reading:
    text = as_text(cell)
    if is_blank(text):
        return UNKNOWN
    name, issue, mended = read_name(text, field)
    return name, issue, mended or text != cell


def _read_text(field: str, cell: object) -> Reading:
    if was_rounded(cell):
        return _fault(field, "values.digits_rounded", f"{cell:.15g}")
    text = as_text(cell)
    if is_blank(text):
        return UNKNOWN
    return text, None, text != cell and isinstance(cell, str)


def _read_digits(field: str, cell: object) -> Reading:
    """Accounts and telephone numbers: text that is mostly digits, spaces out."""
    text = as_text(cell)
    if _says_none(text):
        return UNKNOWN
    if was_rounded(cell) or _EXPONENT.match(text):
        return _fault(field, "values.digits_rounded", text)
    if not text.isdecimal() or not text.isascii():
        text = "".join(unicodedata.normalize("NFKC", text).split())
        text = text.removeprefix("+86")
    return text, None, text != cell and isinstance(cell, str)


def _read_yes_no(field: str, cell: object) -> Reading:
    if isinstance(cell, bool):
        return cell, None, False
    text = as_text(cell)
    if is_blank(text):
        return UNKNOWN
    folded = fold(text)
    if folded in words("values.yes_words"):
        return True, None, folded not in words("values.yes")
    if folded in words("values.no_words"):
        return False, None, folded not in words("values.no")
    return _fault(field, "values.yes_no_unreadable", text)


def _index(codes: CodeList) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in codes.values:
        found.setdefault(fold(value.name), value.code)
    for value in codes.values:
        for word in value.also:
            found.setdefault(fold(word), value.code)
    if codes.key not in _NAMES_ONLY:
        for value in codes.values:
            found.setdefault(fold(value.code), value.code)
    return found


def _read_code(field: str, codes: CodeList, index: dict[str, str], cell: object) -> Reading:
    text = as_text(cell)
    code = index.get(fold(text))
    if code is not None:
        return code, None, codes.name(code) != text
    if _says_none(text):
        return UNKNOWN
    return text, _unknown_code(field, codes, text), False


def _unknown_code(field: str, codes: CodeList, text: str) -> Issue:
    bare = codes.key in _NAMES_ONLY and text.isdecimal()
    code = "values.code_bare_number" if bare else "values.code_unknown"
    return Issue(code, field, "doubt", {"text": text, "list": codes.label})


def _read_codes(field: str, codes: CodeList, index: dict[str, str], cell: object) -> Reading:
    text = as_text(cell)
    whole = index.get(fold(text))
    parts = [text] if whole else [part for part in _SPLIT.split(text) if part]
    found: list[str] = []
    issue: Issue | None = None
    for part in parts:
        code, fault, _ = _read_code(field, codes, index, part)
        issue = issue or fault
        if isinstance(code, str) and code not in found:
            found.append(code)
    if not found:
        return UNKNOWN
    return tuple(found), issue, ",".join(map(codes.name, found)) != text


def _read_date(field: str, cell: object) -> Reading:
    if isinstance(cell, str) and _EIGHT_DIGITS.match(cell):  # how the national system writes every birth
        try:
            return date(int(cell[:4]), int(cell[4:6]), int(cell[6:])), None, False
        except ValueError:
            pass  # said with its reason below
    text = as_text(cell)
    if is_blank(text):
        return UNKNOWN
    try:
        found = dates.parse(text if isinstance(cell, str) else cell)
    except dates.Unreadable as fault:
        if fault.impossible:
            return _fault(field, _why_impossible(fault), text, "error")
        return _fault(field, "values.date_unreadable", text)
    if len(found) < 3:
        return _fault(field, "values.date_incomplete", text)
    day = date(*found)
    return day, None, isinstance(cell, str) and text not in (day.isoformat(), f"{day:%Y%m%d}")


def _why_impossible(fault: dates.Unreadable) -> str:
    """Whether a day never was, or lies where nobody living can have to do with it."""
    return "values.date_far" if fault.far else "values.date_impossible"


def _read_month(field: str, cell: object) -> Reading:
    text = as_text(cell)
    if is_blank(text):
        return UNKNOWN
    try:
        found = dates.parse(text if isinstance(cell, str) else cell)
    except dates.Unreadable as fault:
        code = _why_impossible(fault) if fault.impossible else "values.month_unreadable"
        return _fault(field, code, text, "error" if fault.impossible else "doubt")
    if len(found) < 2:
        return _fault(field, "values.month_unreadable", text)
    month = f"{found[0]:04}-{found[1]:02}"
    return month, None, isinstance(cell, str) and text not in (month, month.replace("-", ""))


def _read_year(field: str, cell: object) -> Reading:
    text = as_text(cell)
    if is_blank(text):
        return UNKNOWN
    try:
        found = dates.parse(text if isinstance(cell, str) else cell)
    except dates.Unreadable:
        return _fault(field, "values.year_unreadable", text)
    return found[0], None, isinstance(cell, str) and text != str(found[0])


def _read_number(field: str, cell: object, step: Decimal) -> Reading:
    if isinstance(cell, bool):
        return _fault(field, "values.number_unreadable", as_text(cell))
    if isinstance(cell, float | int):
        return _stepped(field, Decimal(f"{cell:.15g}"), step, False)
    text = as_text(cell)
    if is_blank(text):
        return UNKNOWN
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _NUMBER.match(plain)
    if found is None or (found[2] and fold(found[2]) not in _units()):
        return _fault(field, "values.number_unreadable", text)
    number = Decimal(found[1].replace(",", ""))
    if found[2] and fold(found[2]) in words("values.ten_thousands"):
        number *= 10_000
    return _stepped(field, number, step, found[1] != text)


def _units() -> frozenset[str]:
    return words("values.units") | words("values.ten_thousands")


def _stepped(field: str, number: Decimal, step: Decimal, mended: bool) -> Reading:
    if abs(number) >= TOO_LARGE:
        return _fault(field, "values.number_unreadable", f"{number:f}")
    exact = number.quantize(step, rounding=ROUND_HALF_UP)
    return exact, None, mended or exact != number


def _read_integer(field: str, cell: object) -> Reading:
    number, issue, mended = _read_number(field, cell, THOUSANDTH)
    if not isinstance(number, Decimal):
        return None, issue, mended
    if number != number.to_integral_value():
        return _fault(field, "values.number_not_whole", as_text(cell))
    return int(number), None, mended


_BY_KIND: dict[Kind, Callable[[str, object], Reading]] = {
    "name": _read_name,
    "text": _read_text,
    "long_text": _read_text,
    "phone": _read_digits,
    "account": _read_digits,
    "yes_no": _read_yes_no,
    "date": _read_date,
    "month": _read_month,
    "year": _read_year,
    "integer": _read_integer,
    "quantity": partial(_read_number, step=THOUSANDTH),
    "money": partial(_read_number, step=FEN),
}
