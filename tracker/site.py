"""Who can open the addresses that Heardback writes into mails and calendars."""

import ipaddress
from enum import StrEnum
from urllib.parse import urlsplit

HOME_SUFFIXES = (".local", ".lan", ".home", ".home.arpa", ".internal", ".localdomain")


class Reach(StrEnum):
    MACHINE = "machine"  # only this machine
    NETWORK = "network"  # only devices on the same private network
    ANYWHERE = "anywhere"


def reach_of(site_url: str) -> Reach:
    """How far `site_url` reaches, as far as its host's name tells."""
    host = (urlsplit(site_url).hostname or "").rstrip(".")
    try:
        return _reach_of_address(ipaddress.ip_address(host))
    except ValueError:
        return _reach_of_name(host)


def _reach_of_address(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> Reach:
    if address.is_loopback or address.is_unspecified:
        return Reach.MACHINE
    return Reach.ANYWHERE if address.is_global else Reach.NETWORK


def _reach_of_name(host: str) -> Reach:
    if host in ("", "localhost") or host.endswith(".localhost"):
        return Reach.MACHINE
    if "." not in host or host.endswith(HOME_SUFFIXES):
        return Reach.NETWORK
    return Reach.ANYWHERE


def is_loopback(host: str) -> bool:
    """Whether a server that listens on `host` can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
