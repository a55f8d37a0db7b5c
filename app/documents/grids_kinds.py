"""What a file really is, told from its content: a suffix is only a name somebody gave it."""

import re
import zipfile
import zlib
from typing import Literal

from app.documents.grids_archives import open_archive
from app.errors import Problem

Kind = Literal["zipped", "xls", "html", "text"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_MARKUP = re.compile(rb"<(?:html|table|!doctype html|meta|head|body|style|tr)\b", re.IGNORECASE)
_SHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD = 8192
# The first record of a workbook stream (Excel 97 and later), and the record that says it is encrypted.
_BIFF8 = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILEPASS = 0x2F
_FIRST_RECORDS = 8


def kind_of(content: bytes, file: str) -> Kind:
    """How `content` is to be read. Raises Problem for what is no roster, with a sentence for each kind."""
    if not content.strip(b"\x00 \r\n\t"):
        raise Problem("workbook.empty", file=file)
    if content.startswith(b"PK"):
        return _kind_of_zip(content, file)
    if content.startswith(_OLE):
        return _kind_of_ole(content, file)
    head = content[:_HEAD]
    if content.startswith(_BARE_BIFF):
        raise Problem("workbook.too_old", file=file)
    if _is_binary(head):
        raise Problem("workbook.wrong_kind", file=file)
    plain = head.replace(b"\x00", b"")
    if _SHEET_XML in plain:
        raise Problem("workbook.sheet_xml", file=file)
    if plain.startswith((b"%PDF", b"{\\rtf")):
        raise Problem("workbook.wrong_kind", file=file)
    marked = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<") and _MARKUP.search(plain)
    return "html" if marked else "text"


def is_utf16(head: bytes) -> str:
    """The UTF-16 flavour of a text, by its mark or by where its zero bytes stand; else an empty string."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    # Headings in ASCII (commas, tabs, line ends, digits) leave every second byte zero.
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 4 and odd > 8 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 and even > 8 * odd else ""


def _is_binary(head: bytes) -> bool:
    """Whether control bytes show that this is no text (a picture, a program, a torn file)."""
    return bool(_CONTROL.search(head)) and not is_utf16(head)


def _kind_of_zip(content: bytes, file: str) -> Kind:
    archive = open_archive(content, file)
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        raise Problem("workbook.binary_workbook", file=file)
    if any(name.lower() == "xl/workbook.xml" for name in names):
        return "zipped"
    if "content.xml" in names and _mimetype(archive).endswith(b"opendocument.spreadsheet"):
        return "zipped"
    raise Problem("workbook.wrong_kind", file=file)


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    """What an OpenDocument file says it is; empty when it does not say."""
    try:
        with archive.open("mimetype") as part:
            return part.read(200).strip()
    except (KeyError, ValueError, EOFError, OSError, NotImplementedError, zlib.error, zipfile.BadZipFile):
        return b""


def _kind_of_ole(content: bytes, file: str) -> Kind:
    """Old Excel, a locked new workbook, or something else that Office keeps in the same wrapping."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Problem("workbook.locked_by_password", file=file)
    if _is_locked(content):
        raise Problem("workbook.locked_by_password", file=file)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "xls"
    raise Problem("workbook.wrong_kind" if len(content) > 4096 else "workbook.damaged", file=file)


def _is_locked(content: bytes) -> bool:
    """Whether an old workbook is encrypted: a FILEPASS record stands among the first of its stream."""
    at = content.find(_BIFF8)
    for _ in range(_FIRST_RECORDS if at >= 0 else 0):
        kind, length = (int.from_bytes(content[at + skip : at + skip + 2], "little") for skip in (0, 2))
        if kind == _FILEPASS:
            return True
        at += 4 + length
    return False
