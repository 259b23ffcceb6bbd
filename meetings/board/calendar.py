"""Coming meetings as iCalendar (RFC 5545): whole days, so that no clock of a phone moves them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from meetings.board.coming import Coming

LONGEST = 75
"""Octets of a line (RFC 5545, 3.1)."""
_ESCAPED = str.maketrans(
    {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", **{chr(code): None for code in range(32) if code != ord("\n")}}
)


def calendar(name: str, events: Iterable[Coming], *, stamp: datetime, address: str) -> bytes:
    """A calendar of these meetings. The same meetings make the same bytes all through the day of ``stamp``."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Rembuk Desa//Papan//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for one in events:
        lines += _event(one, stamp, address)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line))


def _event(one: Coming, stamp: datetime, address: str) -> list[str]:
    year = f" {one.fiscal_year}" if one.fiscal_year else ""
    return [
        "BEGIN:VEVENT",
        f"UID:{one.id}@rembuk-desa",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{one.version}",
        f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{one.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(one.kind + year)}",
        *([f"LOCATION:{_text(one.place)}"] if one.place else []),
        f"URL:{address}",
        "END:VEVENT",
    ]


def _text(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_ESCAPED)


def _folded(line: str) -> Iterator[bytes]:
    """The line in parts of at most 75 octets, never inside a letter; each but the first begins with a blank."""
    part = b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > LONGEST:
            yield part
            part = b" "
        part += octets
    yield part
