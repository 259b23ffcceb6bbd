"""What people do with their phones in a run: edits, removals, decisions, and a few things that are wrong."""

from random import Random
from typing import Any
from uuid import UUID

from tests.simulation.handset import SCHEMA, Handset
from tests.simulation.recordings import NEWER_KIND, SORTS, fill

ADD = 0.12
"""How often people add a record where they might edit one: seldom, so that they meet."""


REMOVE = 0.12
"""How often they remove what they might edit."""


def new_id(rng: Random) -> str:
    """An id that a phone makes."""
    return str(UUID(int=rng.getrandbits(128), version=4))


def edit(rng: Random, phone: Handset, made_at: str, kinds: tuple[str, ...]) -> dict[str, Any] | None:
    """A change that the phone's owner makes now; ``None`` where there is no village to record in."""
    if not phone.villages:
        return None
    village = rng.choice(phone.villages)
    kind = NEWER_KIND if phone.schema > SCHEMA and rng.random() < 0.2 else rng.choice(kinds)
    known = phone.records(kind, village)
    fresh = not known or rng.random() < ADD
    record = new_id(rng) if fresh else rng.choice(known)
    change: dict[str, Any] = {
        "id": new_id(rng),
        "kind": kind,
        "record": record,
        "village": village,
        "made_at": made_at,
    }
    if not fresh and rng.random() < REMOVE:
        return change | {"delete": True}
    change["set"] = _fields(rng, phone, change, fresh=fresh)
    if rng.random() < 0.05:
        change["set"] |= _mistake(rng, kind)
    if kind == "attendance" and rng.random() < 0.2:
        change["set"]["present"] = rng.random() < 0.5
    return change


def _fields(rng: Random, phone: Handset, change: dict[str, Any], *, fresh: bool) -> dict[str, Any]:
    sort = SORTS[change["kind"]]
    now = phone.document(change["kind"], change["village"], change["record"]) or {}
    free = [name for name, field in sort.fields.items() if field.fill != "fixed" and name not in sort.required]
    chosen = rng.sample(free, rng.randint(0 if fresh else 1, min(3, len(free))))
    if fresh or rng.random() < 0.2:
        chosen += [name for name in sort.fields if name in sort.required]
    parents = phone.records(sort.parent, change["village"]) if sort.parent else []
    if sort.parent in sort.required and not parents:
        parents = [new_id(rng)]  # a child may come before its parent
    return {name: fill(rng, sort.fields[name], now.get(name), parents) for name in dict.fromkeys(chosen)}


def _mistake(rng: Random, kind: str) -> dict[str, Any]:
    if kind == "note":
        return rng.choice([{"title": "forbidden"}, {"amount": "tiga"}, {"stamp": "desa"}, {"unknown": 1}])
    return {"unknown": 1}


def decision(rng: Random, phone: Handset, made_at: str) -> dict[str, Any] | None:
    """A change that settles a conflict that the phone shows."""
    decided = {one.get("resolves") for one in phone.state["outbox"]}
    waiting = {name: about for name, about in phone.state["waiting"].items() if name not in decided}
    if not waiting:
        return None
    order = sorted(waiting, key=lambda one: (waiting[one]["record"], sorted(waiting[one]["fields"])))
    conflict = rng.choice(order)
    about = waiting[conflict]
    change = {name: about[name] for name in ("kind", "record", "village")}
    change |= {"id": new_id(rng), "made_at": made_at, "resolves": conflict}
    if not about["fields"] and rng.random() < 0.5:
        return change | {"delete": True}
    doc = phone.document(about["kind"], about["village"], about["record"]) or {}
    values = {name: rng.choice([kept["offered"], doc.get(name)]) for name, kept in sorted(about["fields"].items())}
    return change | {"set": values}
