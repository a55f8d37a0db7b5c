"""Under which addresses neighbours reach this machine; nothing is sent to find out."""

import ipaddress
import socket
from collections.abc import Iterable

# Some place in each kind of network: asked for the way there, the system names our own address on that way. A LAN
# without a way out has a way to itself.
_PLACES = ("192.0.2.1", "192.168.255.254", "10.255.255.254", "172.31.255.254")


def own_addresses() -> list[str]:
    """IPv4 addresses of this machine, those of a LAN first; none where it is on its own."""
    return reachable([*filter(None, map(_towards, _PLACES)), *_named()])


def reachable(addresses: Iterable[str]) -> list[str]:
    """Of these addresses those that a neighbour may reach, each once, those of a LAN first."""
    found = dict.fromkeys(addresses)
    known = [one for one in map(ipaddress.ip_address, found) if not (one.is_loopback or one.is_link_local)]
    return [str(one) for one in sorted(known, key=lambda one: not one.is_private)]


def _towards(place: str) -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((place, 9))
        except OSError:
            return None
        return str(probe.getsockname()[0])


def _named() -> list[str]:
    try:
        return [str(one[4][0]) for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    except OSError:
        return []
