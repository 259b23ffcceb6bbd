"""What people record in a run, and what the pages on records say of it: written down here once more, by hand.

The checker reads policies, restricted fields and normal forms from this table and never from the engine's kinds.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

HUMAN, TEXT, UNION, LATEST = "human", "text", "union", "latest"
WORDS = ("Jalan", "Jembatan", "Posyandu", "Irigasi", "Balai", "Embung")
CHOICES: dict[str, tuple[Any, ...]] = {
    "word": WORDS,
    "small": (1, 2, 3, None),
    "volume": (1, 2.5, 12.125),
    "moment": ("2026-01-01T07:00:00+07:00", "2026-01-01T07:00:00+09:00", "2026-02-01T07:00:00Z"),
    "gender": ("L", "P", "p"),
    "presence": ("present", "absent", "excused"),
    "status": ("planned", "held"),
    "meeting_type": ("musdes_rkp", "musdus"),
}
MEMBERS = {"set": ("a", "b", "c", "d"), "vulnerable": ("disabled", "poor", "elderly")}
EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Field:
    """How a field is filled, merged and told."""

    fill: str
    policy: str = HUMAN
    restricted: bool = False
    default: Any = None


@dataclass(frozen=True)
class Sort:
    """A kind of record. ``closes``: the field and value that shut it and what hangs on it."""

    table: str
    fields: dict[str, Field]
    parent: str = ""
    required: frozenset[str] = frozenset()
    closes: tuple[str, Any] | None = None
    outlives: bool = False


NEWER_KIND = "survey"
"""What a newer app records and the server does not know."""

SORTS = {
    "box": Sort("toy_box", {"label": Field("word"), "shut": Field("rarely", default=False)}, closes=("shut", True)),
    "note": Sort(
        "toy_note",
        {
            "box": Field("parent"),
            "title": Field("word"),
            "body": Field("text", TEXT),
            "amount": Field("small"),
            "volume": Field("volume"),
            "at": Field("moment"),
            "tags": Field("set", UNION),
            "order": Field("small", LATEST),
            "secret": Field("word", restricted=True),
            "stamp": Field("fixed"),
        },
        parent="box",
        required=frozenset({"title"}),
    ),
    "echo": Sort("toy_echo", {"box": Field("parent"), "title": Field("word")}, parent="box", outlives=True),
    "meeting": Sort(
        "meetings_meeting",
        {
            "type": Field("meeting_type"),
            "title": Field("word"),
            "summary": Field("text", TEXT),
            "invited_count": Field("small"),
            "level": Field("fixed", default="village"),
            "convener": Field("fixed", default="bpd"),
            "status": Field("status", default="planned"),
            "attendance_mode": Field("fixed", default="full_list"),
        },
        required=frozenset({"type", "title"}),
    ),
    NEWER_KIND: Sort("", {"title": Field("word")}),
    "attendance": Sort(
        "meetings_attendance",
        {
            "meeting": Field("parent"),
            "name": Field("word", restricted=True),
            "gender": Field("gender", default="unknown"),
            "element": Field("fixed", default="lain"),
            "capacity": Field("fixed", default="invited"),
            "status": Field("presence", default="invited"),
            "vulnerable": Field("vulnerable", UNION, restricted=True),
            "invitation_received": Field("fixed", default=False),
        },
        parent="meeting",
        required=frozenset({"meeting", "name"}),
    ),
}
"""Other columns of the real kinds stay empty in a run."""

SETS = (
    ("note",),
    ("note", "note", "box"),
    ("note", "box", "echo"),
    ("meeting", "attendance"),
    ("note", "meeting", "attendance", "box", "echo"),
)
"""What people record in a run: few sorts, so that they meet in the same records."""


def fill(rng: Random, field: Field, now: Any, parents: list[str]) -> Any:
    """A value that somebody might put in a field that holds ``now``; out of a small choice, so that people meet."""
    if field.fill == "text":
        return _written_on(rng, now or "")
    if field.fill == "parent":
        return rng.choice(parents) if parents else None
    if field.fill in MEMBERS:
        letters = MEMBERS[field.fill]
        return rng.sample(letters, rng.randint(0, len(letters) - 1))
    if field.fill == "rarely":
        return rng.random() < 0.04
    return rng.choice(CHOICES.get(field.fill, (field.default,)))


def _written_on(rng: Random, text: str) -> str:
    lines = text.split("\n") if text else []
    place = rng.randint(0, len(lines))
    line = f"{rng.choice(WORDS)} {rng.randint(1, 99)}"
    if place < len(lines) and rng.random() < 0.5:
        lines[place] = line
    elif len(lines) < 6:
        lines.insert(place, line)
    return "\n".join(lines)


def normal(kind: str, name: str, value: Any) -> Any:
    """The value as the server tells it; ``None`` where it is empty. What is neither yes nor no is no."""
    if value in EMPTY:
        return False if SORTS[kind].fields[name].default is False else None
    match SORTS[kind].fields[name].fill:
        case "set" | "vulnerable":
            return sorted(set(value))
        case "moment":
            return utc(datetime.fromisoformat(value))
        case "gender":
            return value.upper() if value != "unknown" else value
    return value


def spelled_anew(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """What was offered, in the words of today: schema 1 also wrote ``present`` for an attendance's status."""
    if kind != "attendance" or not isinstance(values.get("present"), bool):
        return values
    rest = {name: value for name, value in values.items() if name != "present"}
    return {"status": "present" if values["present"] else "absent", **rest}


def defaults(kind: str) -> dict[str, Any]:
    """What a new record holds before anybody says anything (``docs/records.md``)."""
    filled = {name: field.default for name, field in SORTS[kind].fields.items()}
    return {name: value for name, value in filled.items() if value is not None}


def utc(moment: datetime) -> str:
    """RFC 3339 in UTC with ``Z``, fractions only where there are any."""
    text = moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if "." in text:
        whole, fraction = text.removesuffix("Z").split(".")
        text = f"{whole}.{fraction[:3] if fraction.endswith('000') else fraction}Z"
    return text
