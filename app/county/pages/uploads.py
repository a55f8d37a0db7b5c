"""A form that brings a file, as a browser sends it: fields by name, the file's bytes as base64, its name beside it."""

from base64 import b64encode
from email.message import Message
from email.parser import BytesParser
from email.policy import HTTP

_MOST = 30  # parts of a form


def uploaded(kind: str, body: bytes) -> dict[str, str]:
    """The fields of a multipart form; {} for what is none. A file `x` is told as `x` and `x_name`."""
    head = f"Content-Type: {kind}\r\nMIME-Version: 1.0\r\n\r\n".encode("latin-1", "replace")
    told = BytesParser(policy=HTTP).parsebytes(head + body)
    parts = told.get_payload()
    if not told.is_multipart() or not isinstance(parts, list) or len(parts) > _MOST:
        return {}
    found: dict[str, str] = {}
    for part in parts:
        if isinstance(part, Message):
            _take(part, found)
    return found


def _take(part: Message, found: dict[str, str]) -> None:
    name = part.get_param("name", header="content-disposition")
    data = part.get_payload(decode=True)
    if not isinstance(name, str) or not isinstance(data, bytes):
        return
    file = part.get_filename()
    if file is None:
        found[name] = data.decode("utf-8", "replace")
    else:
        found[name], found[f"{name}_name"] = b64encode(data).decode(), file[:200]
