"""The check after a run: every village's books against the witness, and every phone against the books."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.simulation.books import Books, chain_faults, read
from tests.simulation.handset import Handset
from tests.simulation.replay import Replay
from tests.simulation.told import acknowledged_faults, told_faults
from tests.simulation.witness import Broken, Witness
from tests.simulation.world import World

MOST_TOLD = 10


def everything(world: World, witness: Witness, phones: list[Handset], today: date) -> None:
    """Raises ``Broken`` with all that does not hold."""
    books = {str(one.pk): read(one.pk) for one in world.villages}
    faults = []
    for village in books.values():
        excused = _excused(world, witness, phones, village.village, today)
        faults += list(chain_faults(village))
        faults += list(acknowledged_faults(village, witness, excused))
        faults += list(told_faults(village, witness))
        if not faults:
            faults += list(Replay(village, witness).faults())
    for phone in phones:
        faults += [f"{phone.name}: {one}" for one in phone_faults(phone, world.seated(phone.username, today), books)]
    if faults:
        raise Broken("\n".join(faults[:MOST_TOLD]))


def _excused(world: World, witness: Witness, phones: list[Handset], village: str, today: date) -> set[str]:
    """What a restored backup forgot and no phone sends again: wiped, too old, without a seat, or refused anyway."""
    refused = {number for number, one in witness.told.items() if one["outcome"] == "rejected"}
    found = witness.vanished & (witness.forgotten | refused)
    for phone in phones:
        if world.standing(phone.username, village, today) != "present":
            found |= {number for number in witness.vanished if witness.authors[number][1] == phone.number}
    return found


def phone_faults(phone: Handset, seated: set[str], books: dict[str, Books]) -> Iterator[str]:
    """A phone that has read everything shows what the server holds, field by field."""
    if set(phone.villages) != seated:
        yield f"carries {phone.villages}, its owner sits in {sorted(seated)}"
    for village in seated:
        rows = [row for row in phone.state["rows"].values() if row["village"] == village]
        shown = {(row["kind"], row["record"]): row for row in rows if not row.get("stale")}
        stored = books[village].rows
        for key in sorted(shown.keys() | stored.keys()):
            yield from _row_faults(key, shown.get(key), stored.get(key))
        for row in rows:
            if row.get("stale") and (row["kind"], row["record"]) in stored:
                yield f"did not read {row['kind']} {row['record']} afresh"


def _row_faults(key: tuple[str, str], shown: dict[str, Any] | None, stored: Any) -> Iterator[str]:
    there = None if stored is None or stored.deleted else stored.values
    here = None if shown is None else shown["doc"]
    if here != there:
        yield f"shows {key} as {here}, the server has {there}"
    elif shown is not None and stored is not None and shown["version"] != stored.version:
        yield f"shows {key} in version {shown['version']}, the server has {stored.version}"
