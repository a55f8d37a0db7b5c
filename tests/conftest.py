"""What every test stands on: no screen, no network beyond this machine, no office but its own."""

import ipaddress
import os
import sys
from pathlib import Path

import hypothesis
import pytest

# Before Qt is imported anywhere; a person who wants to see the windows sets it to xcb.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Times differ between machines and no test asserts one; the same examples on every machine in CI.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "house")


def is_this_machine(host: object) -> bool:
    """Whether a socket's host is loopback: an address of 127.0.0.0/8 or ::1, or the name localhost."""
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return host in ("localhost", b"localhost", "", None)


def stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse connections and name look-ups that leave this machine."""
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not is_this_machine(host):
        raise RuntimeError(f"a test wants to reach {host!r}; tests stay on this machine")


sys.addaudithook(stay_on_this_machine)


@pytest.fixture(autouse=True)
def own_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or touches the office of the person who runs it."""
    for name in [name for name in os.environ if name.startswith("HUDANG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HUDANG_DATA", str(tmp_path / "office"))
    monkeypatch.setenv("HUDANG_PRIVATE", str(tmp_path / "private"))
