"""A village whose phone has 3,000 rows: a meeting of 1,000 people, and those of the years before."""

from dataclasses import dataclass
from random import Random
from typing import Any

from bench.workload import FIRST, LAST, Ids
from tests.browser.steps import Api

TODAY, EARLIER = 1_000, 1_900
ELEMENTS = ("adat", "agama", "masyarakat", "pendidik", "tani", "perempuan", "miskin", "lain")
AT_ONCE = 500
NEWCOMER = "Zulkarnaen Warsito"
"""Was there in earlier years, and is not on today's list."""


@dataclass(frozen=True, slots=True)
class FullVillage:
    """What a test opens."""

    meeting: str
    rows: int


def fill(api: Api) -> FullVillage:
    """Records everything as another phone would have."""
    village = _exchange(api)["access"]["villages"][0]["village"]
    dice = Random(3)
    ids = Ids(dice)
    said: list[dict[str, Any]] = []

    def record(kind: str, **fields: Any) -> str:
        key = ids.made(len(said) % 1000)
        said.append({"kind": kind, "record": key, "set": fields})
        return key

    today = _meeting(record, "Musdes RKP Desa 2027", "2026-11-25")
    past = [_meeting(record, f"Musdes tahun {year}", f"{year}-06-12") for year in range(2020, 2026)]
    for at in range(TODAY):
        record("attendance", meeting=today, **_person(dice, at), status="invited")
    for at in range(EARLIER):
        person = _person(dice, at if at % 2 else at + 5_000)
        record("attendance", meeting=past[at % len(past)], **person, status="present")
    record("attendance", meeting=past[0], name=NEWCOMER, gender="L", element="tani", status="present")
    while len(said) < 3_000:
        record(
            "agenda_item", meeting=past[len(said) % len(past)], order=len(said) % 900, topic="Pembangunan jalan desa"
        )
    for at in range(0, len(said), AT_ONCE):
        _hand_over(api, village, said[at : at + AT_ONCE], ids)
    return FullVillage(today, len(said))


def _meeting(record: Any, title: str, day: str) -> str:
    held = {"planned_start": f"{day}T02:00:00Z", "attendance_mode": "full_list", "invited_count": 1_000}
    return record("meeting", type="musdes_rkp", title=title, fiscal_year=int(day[:4]) + 1, status="held", **held)


def _person(dice: Random, at: int) -> dict[str, Any]:
    name = f"{dice.choice(FIRST)} {dice.choice(FIRST)} {dice.choice(LAST)} {at}"
    hamlet = f"Dusun {'I' * dice.randrange(1, 4)}"
    return {"name": name, "gender": dice.choice("LP"), "element": dice.choice(ELEMENTS), "hamlet": hamlet}


def _hand_over(api: Api, village: str, rows: list[dict[str, Any]], ids: Ids) -> None:
    extra = {"village": village, "base": 0, "made_at": "2026-09-14T04:00:07Z"}
    changes = [{"id": ids.made(at), **row, **extra} for at, row in enumerate(rows)]
    refused = [one for one in _exchange(api, changes)["results"] if one["outcome"] != "applied"]
    assert refused == [], refused[:3]


def _exchange(api: Api, changes: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    said = {"device": api.device, "schema": 1, "cursors": {}, "changes": changes or [], "limit": 1}
    return api.ask("POST", "/api/sync/v1/exchange", said)
