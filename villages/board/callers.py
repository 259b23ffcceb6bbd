"""Who asks without an account: from which address, and as the cache may know it."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

IPV6 = 6
SAME_SITE = frozenset({"same-origin", "none"})


def from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sends this (Fetch Metadata); an old browser says nothing."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in SAME_SITE


def named_address(request: HttpRequest) -> str:
    """The address that connects; behind a proxy of ours, the last one that it names, empty where it names none."""
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def address_of(request: HttpRequest, salt: str) -> str:
    """The address as the cache may know it: nobody reads it back. Of IPv6 the network, since one house has them all."""
    address = named_address(request) or request.META.get("REMOTE_ADDR", "")
    try:
        if ip_address(address).version == IPV6:
            address = str(ip_network(f"{address}/64", strict=False))
    except ValueError:
        address = ""
    return salted_hmac(salt, address).hexdigest()
