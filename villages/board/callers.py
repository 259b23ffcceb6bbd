"""Who asks without an account, as the cache may know it, and how often."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

IPV6 = 6
SAME_SITE = frozenset({"same-origin", "none"})


def from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sends this (Fetch Metadata); an old browser says nothing."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in SAME_SITE


def address_of(request: HttpRequest, salt: str) -> str:
    """The address as the cache may know it: nobody reads it back. Of IPv6 the network, since one house has them all."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    try:
        if ip_address(address).version == IPV6:
            address = str(ip_network(f"{address}/64", strict=False))
    except ValueError:
        address = ""
    return salted_hmac(salt, address).hexdigest()


def one_more(name: str, span: int) -> int:
    """Counts one more under ``name``, which is forgotten ``span`` seconds after the first; answers how many."""
    cache.add(name, 0, span)
    try:
        return cache.incr(name)
    except ValueError:  # its time ended between the two
        cache.set(name, 1, span)
        return 1
