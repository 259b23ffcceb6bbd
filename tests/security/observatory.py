"""The score that Mozilla's HTTP Observatory would give an answer over HTTPS, by its published table (version 5).

Every scan starts at 100; penalties are taken off, and bonuses are given where 90 are left. What needs the network is
taken at its worst: the host is on no preload list.
"""

import re
from collections.abc import Iterator
from typing import Any

START, EXTRA_FROM, A_PLUS = 100, 90, 100
HALF_A_YEAR = 15_768_000
BROAD = {"ftp:", "http:", "https:", "*", "http://*", "https://*"}
INLINE = {"'unsafe-inline'", "data:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def directives(policy: str) -> dict[str, set[str]]:
    """A policy's directives; one that stands twice is an error of the policy."""
    found: dict[str, set[str]] = {}
    for part in filter(None, (part.strip() for part in policy.split(";"))):
        name, *sources = part.split()
        assert name.lower() not in found, name
        found[name.lower()] = {source.lower() for source in sources}
    return found


def of_policy(text: str) -> int:
    """The Content Security Policy's part."""
    if not text:
        return -25
    policy = directives(text)
    everything = policy.get("default-src", {"*"})
    script, style, objects = (policy.get(name, everything) for name in ("script-src", "style-src", "object-src"))
    if script & (BROAD | INLINE) or objects & BROAD:
        return -20
    if any(source.startswith(("http:", "ftp:")) for sources in policy.values() for source in sources):
        return -20
    if "'unsafe-eval'" in script | style:
        return -10
    if style & (BROAD | INLINE):
        return 0
    return 10 if policy.get("default-src") == {"'none'"} else 5


def of_cookies(cookies: dict[str, Any]) -> int:
    """The cookies' part."""
    if not cookies:
        return 0
    for name, cookie in cookies.items():
        session = "sess" in name.lower() or "login" in name.lower()
        if not cookie["secure"]:
            return -10 if session else -5  # protected by HSTS
        if session and not cookie["httponly"]:
            return -30
        if "csrf" in name.lower() and not cookie["samesite"]:
            return -20
    return 5 if all(cookie["samesite"] in ("Strict", "Lax") for cookie in cookies.values()) else 0


def of_transport(text: str) -> int:
    """Strict-Transport-Security's part."""
    age = re.search(r"max-age=(\d+)", text)
    if not age:
        return -20
    return 0 if int(age[1]) >= HALF_A_YEAR else -10


def of_scripts(page: str) -> int:
    """Subresource Integrity's part: only scripts of other hosts cost."""
    foreign = re.findall(r"<script[^>]+src=[\"'](?:https?:)?//", page)
    return -50 if foreign else 0


def parts(answer: Any) -> Iterator[tuple[str, int]]:
    """Each test with its points."""
    said = answer.headers
    policy = said.get("Content-Security-Policy", "")
    html = said.get("Content-Type", "").startswith("text/html") and not answer.streaming
    yield "content-security-policy", of_policy(policy)
    yield "cookies", of_cookies(dict(answer.cookies))
    shared = said.get("Access-Control-Allow-Origin"), said.get("Access-Control-Allow-Credentials")
    yield "cross-origin-resource-sharing", -50 if shared[1] else 0
    yield "strict-transport-security", of_transport(said.get("Strict-Transport-Security", ""))
    referrer = said.get("Referrer-Policy", "")
    yield "referrer-policy", 5 if referrer in PRIVATE else -5 if referrer else 0
    yield "subresource-integrity", of_scripts(answer.content.decode()) if html else 0
    yield "x-content-type-options", 0 if said.get("X-Content-Type-Options") == "nosniff" else -5
    framed = directives(policy).get("frame-ancestors", {"*"}) if policy else {"*"}
    fixed = said.get("X-Frame-Options", "").upper() in ("DENY", "SAMEORIGIN")
    yield "x-frame-options", 5 if not framed & BROAD else 0 if fixed else -20
    resource = said.get("Cross-Origin-Resource-Policy", "")
    yield "cross-origin-resource-policy", 10 if resource in ("same-origin", "same-site") else 0


def score(answer: Any) -> int:
    """The points; bonuses only from ``EXTRA_FROM`` on."""
    points = [value for _name, value in parts(answer)]
    bare = START + sum(value for value in points if value < 0)
    return bare + sum(value for value in points if value > 0) if bare >= EXTRA_FROM else bare
