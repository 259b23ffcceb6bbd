"""A correct phone: what it writes to its disk before it sends, and how it takes an answer in.

Written from ``docs/sync.md`` after the app's own rules: sealed changes keep id and content, one change a record is on
its way, an answer is applied in one write, an answer to a request that was given up is ignored. What a new record holds
before anybody says anything (the defaults of ``docs/records.md``) both sides know, so it is not told.
"""

from typing import Any

from tests.simulation.disk import Disk
from tests.simulation.recordings import defaults

SCHEMA = 1
"""The one that the server serves (``docs/records.md``). Apps may be older, or newer than a server that was set back."""

BLANK: dict[str, Any] = {
    "token": "",
    "cursors": {},
    "access": {"version": "", "villages": []},
    "rows": {},
    "outbox": [],
    "sent": [],
    "refused": [],
    "waiting": {},
    "request": 0,
    "read_afresh": [],
    "count": 0,
}


class Handset:
    """One person's phone. ``state`` is what it holds in memory; only what was written survives a crash."""

    def __init__(self, name: str, username: str, number: str) -> None:
        self.name, self.username, self.number = name, username, number
        self.disk = Disk(BLANK)
        self.state = self.disk.read()
        self.skew = 0
        self.schema = SCHEMA
        self.open_request: int | None = None

    def reopen(self) -> None:
        """Starts the app again from what is on the disk."""
        self.state = self.disk.read()
        self.open_request = None

    def keep(self) -> None:
        """Writes everything; the one way onto the disk."""
        self.disk.write(self.state)

    @property
    def villages(self) -> list[str]:
        return [one["village"] for one in self.state["access"]["villages"]]

    def records(self, kind: str, village: str) -> list[str]:
        """The records that the person sees, the unsent ones too."""
        seen = {
            row["record"] for row in self.state["rows"].values() if _is(row, kind, village) and row["doc"] is not None
        }
        seen |= {one["record"] for one in self.state["outbox"] if _is(one, kind, village)}
        return sorted(one for one in seen if self.document(kind, village, one) is not None)

    def document(self, kind: str, village: str, record: str) -> dict[str, Any] | None:
        """The record with the unsent changes on top."""
        row = self.state["rows"].get(_key(village, kind, record))
        doc = None if row is None else row["doc"]
        for change in self.state["outbox"]:
            if change["record"] == record and _is(change, kind, village):
                doc = None if change.get("delete") else {**(doc or {}), **change["set"]}
        return doc

    def record(self, change: dict[str, Any]) -> str:
        """Puts a person's edit into the outbox, folded into an unsent one where it can be; answers the change's id."""
        row = self.state["rows"].get(_key(change["village"], change["kind"], change["record"]))
        stale = row is not None and row.get("stale")
        change["base"] = 0 if row is None or stale else row["version"]
        change["saw"] = [row["generation"], row["version"]] if row else [0, 0]
        self._mend(change)
        mine = [one for one in self.state["outbox"] if one["record"] == change["record"]]
        last = mine[-1] if mine else None
        if last is not None and _folds(last, change):
            if change.get("delete"):
                last.pop("set")
                last["delete"] = True
            else:
                last["set"] |= change["set"]
            self.keep()
            return str(last["id"])
        self.state["count"] += 1
        self.state["outbox"].append({**change, "seq": self.state["count"], "state": "unsent"})
        self.keep()
        return str(change["id"])

    def _mend(self, change: dict[str, Any]) -> None:
        """A new edit of a refused record takes what was refused along, but for the fields that were wrong."""
        if change.get("delete"):
            return
        for refused in [one for one in self.state["refused"] if one["record"] == change["record"] and "set" in one]:
            wrong = {error["field"] for error in refused["errors"]}
            right = {name: value for name, value in refused["set"].items() if name not in wrong}
            change["set"] = right | change["set"]
            change["base"] = min(change["base"], refused["base"])
            change["saw"] = refused["saw"]
            self.state["refused"].remove(refused)

    def seal(self, most: int, limit: int) -> dict[str, Any]:
        """The next request, written down before it is sent."""
        batch: list[dict[str, Any]] = []
        for change in sorted(self.state["outbox"], key=lambda one: one["seq"]):
            if len(batch) < most and change["record"] not in {
                one["record"] for one in self.state["outbox"] if one["seq"] < change["seq"]
            }:
                batch.append(change)
        for change in batch:
            change["state"] = "sealed"
        self.state["request"] += 1
        self.open_request = self.state["request"]
        self.keep()
        return {
            "device": self.number,
            "schema": self.schema,
            "access": self.state["access"]["version"],
            "cursors": dict(self.state["cursors"]),
            "changes": [on_wire(one) for one in batch],
            "limit": limit,
            "unsent": {"changes": len(self.state["outbox"]) - len(batch), "files": 0},
        }

    def accept(self, request: int, answer: dict[str, Any], generation: int) -> bool:
        """Takes an answer in, in one write; ``True`` where there is more to ask for. A late answer does nothing."""
        if request != self.open_request:
            return False
        self.open_request = None
        for result in answer["results"]:
            change = self._queued(result["id"])
            if change is not None and change["state"] == "sealed":
                self._settle(change, result, answer["server_time"], generation)
        for told in answer["changes"]:
            self._take(told, generation)
        self.state["cursors"] |= answer["cursors"]
        if answer.get("access"):
            self._enter(answer["access"])
        afresh = self._read_afresh()
        self.keep()
        return bool(answer["more"] or afresh)

    def _queued(self, number: str) -> dict[str, Any] | None:
        return next((one for one in self.state["outbox"] if one["id"] == number), None)

    def _settle(self, change: dict[str, Any], result: dict[str, Any], server_time: str, generation: int) -> None:
        self.state["outbox"].remove(change)
        if result["outcome"] == "rejected":
            self._refuse(change, result["errors"])
            return
        again = change.pop("again", False)
        self.state["sent"].append({**change, "acknowledged_at": server_time})
        self.state["waiting"].pop(change.get("resolves", ""), None)
        if result["outcome"] == "applied" and not again:
            self._acknowledge(change, result["version"], generation)
        if result["outcome"] == "conflict":
            names = result["contested"] or sorted(change.get("set", {}))
            self.state["waiting"][result["conflict"]] = {
                "kind": change["kind"],
                "record": change["record"],
                "village": change["village"],
                "fields": {name: {"offered": change.get("set", {}).get(name)} for name in names},
            }

    def _refuse(self, change: dict[str, Any], errors: list[dict[str, Any]]) -> None:
        following = next((one for one in self.state["outbox"] if one["record"] == change["record"]), None)
        if following and following["state"] == "unsent" and "set" in change and "set" in following:
            wrong = {error["field"] for error in errors}
            right = {name: value for name, value in change["set"].items() if name not in wrong}
            following["set"] = right | following["set"]
            following["base"], following["saw"] = change["base"], change["saw"]
        else:
            self.state["refused"].append({**change, "errors": errors})

    def _acknowledge(self, change: dict[str, Any], version: int, generation: int) -> None:
        """Only an *applied* change tells that nobody else came between; after the others, the newest state follows."""
        key = _key(change["village"], change["kind"], change["record"])
        row = self.state["rows"].get(key) or _row(change, {}, 0, generation)
        if row.get("stale"):  # what the phone shows is of another life; only a fresh look tells what stands
            self.state["read_afresh"] = sorted({*self.state["read_afresh"], change["village"]})
        elif version > row["version"]:
            doc = None if change.get("delete") else told_of(change, row)
            self.state["rows"][key] = _row(change, doc, version, generation)
        for waiting in self.state["outbox"]:
            if waiting["record"] == change["record"] and waiting["state"] == "unsent" and waiting["base"] < version:
                waiting["base"], waiting["saw"] = version, [generation, version]

    def _take(self, told: dict[str, Any], generation: int) -> None:
        key = _key(told["village"], told["kind"], told["record"])
        row = self.state["rows"].get(key)
        if row is not None and told["version"] < row["version"] and not row.get("stale"):
            return
        self.state["rows"][key] = _row(told, None if told.get("deleted") else told["doc"], told["version"], generation)

    def _enter(self, access: dict[str, Any]) -> None:
        before = set(self.villages)
        self.state["access"] = {"version": access["version"], "villages": access["villages"]}
        for village in access["revoked"]:
            self._leave(village)
        came_back = set(self.villages) - before
        if any(one["village"] in came_back for one in self.state["sent"]):
            self._start_again(sorted(came_back))

    def _leave(self, village: str) -> None:
        waits = {one["record"] for one in self.state["outbox"]}
        self._vouch_for_nothing([village])
        self.state["cursors"].pop(village, None)
        for key, row in list(self.state["rows"].items()):
            if row["village"] == village:
                row["stale"] = True
                if row["record"] not in waits:
                    del self.state["rows"][key]

    def start_again(self, request: int, villages: list[str]) -> None:
        """The server came back from a backup: reads these villages from the start, sends again what was kept."""
        if request == self.open_request:
            self.open_request = None
            self._start_again(villages)
            self.keep()

    def _start_again(self, villages: list[str]) -> None:
        self._distrust(villages)
        self.state["read_afresh"] = sorted({*self.state["read_afresh"], *villages})
        for sent in [one for one in self.state["sent"] if one["village"] in villages]:
            self.state["sent"].remove(sent)
            self.state["outbox"].append({**sent, "state": "sealed", "again": True})
        self.state["outbox"].sort(key=lambda one: one["seq"])
        self._vouch_for_nothing(villages)

    def _vouch_for_nothing(self, villages: list[str]) -> None:
        """Without a cursor nobody can tell whether a number is of this life of the server."""
        for change in self.state["outbox"]:
            if change["village"] in villages:
                change["base"] = 0

    def _distrust(self, villages: list[str]) -> None:
        for village in villages:
            self.state["cursors"].pop(village, None)
        for row in self.state["rows"].values():
            if row["village"] in villages:
                row["stale"] = True

    def _read_afresh(self) -> bool:
        if not self.state["read_afresh"] or any(one.get("again") for one in self.state["outbox"]):
            return False
        self._distrust(self.state["read_afresh"])
        self.state["read_afresh"] = []
        return True

    def wipe(self) -> list[str]:
        """A lost phone: forgets all that the server has; answers the ids of the changes that it forgets."""
        forgotten = [one["id"] for one in self.state["sent"]]
        gone = ("token", "cursors", "access", "rows", "sent", "waiting", "read_afresh")
        self.state = {**self.disk.read(), **{name: json_copy(BLANK[name]) for name in gone}}
        self._vouch_for_nothing([one["village"] for one in self.state["outbox"]])
        self.open_request = None
        self.keep()
        return forgotten

    def sweep(self, before: str) -> list[str]:
        """Forgets what was acknowledged before a moment; answers the ids."""
        gone = [one["id"] for one in self.state["sent"] if one["acknowledged_at"] < before]
        if gone:
            self.state["sent"] = [one for one in self.state["sent"] if one["acknowledged_at"] >= before]
            self.keep()
        return gone


def on_wire(change: dict[str, Any]) -> dict[str, Any]:
    """A change without what only the phone needs to know."""
    own = ("seq", "state", "again", "saw", "acknowledged_at", "errors")
    return {name: value for name, value in change.items() if name not in own}


def json_copy(value: Any) -> Any:
    return value.copy() if isinstance(value, dict | list) else value


def _key(village: str, kind: str, record: str) -> str:
    return f"{village}/{kind}/{record}"


def _is(one: dict[str, Any], kind: str, village: str) -> bool:
    return bool(one["kind"] == kind and one["village"] == village)


def _row(of: dict[str, Any], doc: Any, version: int, generation: int) -> dict[str, Any]:
    names = ("village", "kind", "record")
    return {**{name: of[name] for name in names}, "doc": doc, "version": version, "generation": generation}


def told_of(change: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """What stands on the server after this change was applied to a row that nobody else touched."""
    made = {} if row["version"] else defaults(change["kind"])
    return _with({**made, **row["doc"]} if row["doc"] else made, change["set"])


def _with(doc: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (doc | changed).items() if value not in (None, "", [], {})}


def _folds(last: dict[str, Any], change: dict[str, Any]) -> bool:
    if (
        last["state"] != "unsent"
        or last.get("delete")
        or (last["base"], last["saw"]) != (change["base"], change["saw"])
    ):
        return False
    return "resolves" not in last and "resolves" not in change
