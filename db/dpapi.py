"""Windows' own secret keeper (CryptProtectData), bound to the signed-in Windows user."""

import ctypes
import sys
from ctypes import POINTER, Structure, byref, c_char, c_uint32
from typing import Any

_NO_QUESTIONS = 0x1  # CRYPTPROTECT_UI_FORBIDDEN


class _Blob(Structure):
    _fields_ = (("size", c_uint32), ("bytes", POINTER(c_char)))


def protect(secret: bytes) -> bytes:
    """The secret, sealed for this Windows user on this PC."""
    return _through("CryptProtectData", secret)


def unprotect(sealed: bytes) -> bytes:
    """The secret again. Raises OSError for another user, another PC or a reset Windows password."""
    return _through("CryptUnprotectData", sealed)


def _through(function: str, given: bytes) -> bytes:
    if sys.platform != "win32":
        raise OSError("DPAPI is part of Windows")
    libraries: Any = ctypes.windll
    source = _Blob(len(given), ctypes.cast(ctypes.create_string_buffer(given, len(given)), POINTER(c_char)))
    target = _Blob()
    call = getattr(libraries.crypt32, function)
    if not call(byref(source), None, None, None, None, _NO_QUESTIONS, byref(target)):
        raise ctypes.WinError()
    try:
        return ctypes.string_at(target.bytes, target.size)
    finally:
        libraries.kernel32.LocalFree(target.bytes)
