"""Which PC this is, as a hash: a data folder that was copied to another PC must not go on under the same name."""

import hashlib
import platform
import sys
from pathlib import Path

_LINUX = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


def machine_hash() -> str:
    """64 hex letters that stay the same on this PC and differ on any other; nothing can be read from them."""
    return hashlib.sha256(f"hudang machine|{_machine()}".encode()).hexdigest()


def machine_name() -> str:
    """What this PC calls itself."""
    return platform.node()


def _machine() -> str:
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    for path in _LINUX:
        try:
            return path.read_text().strip()
        except OSError:
            continue
    return platform.node()
