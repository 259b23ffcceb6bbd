"""The server of a vector: sets the state before, sends requests through the HTTP door, reads the state after."""

import base64
import gzip
import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.test import Client

from backend.kernel import clock
from backend.kernel.actor import Actor
from sync import kinds, wire
from sync.edit import edit
from sync.fields import utc_text
from sync.models import Conflict, Device, Feed, Held, LedgerEntry, Rejection
from sync.settle import dismiss
from tests.factories.villages import LONG_AGO, PASSWORD, assign, make_person, make_region
from tests.sync.vector_match import Blanks
from villages.models import Assignment, User, Village, VillageCode

FOLDER = Path(__file__).parents[1] / "vectors" / "sync"
WORLD = json.loads((FOLDER / "world.json").read_text(encoding="utf-8"))
EXCHANGE = "/api/sync/v1/exchange"


class Stage:
    """The world of the vectors on this server."""

    def __init__(self) -> None:
        self.blanks = Blanks()
        self.client = Client()
        self.tokens: dict[str, str] = {}
        self.users: dict[str, User] = {}
        for key, said in WORLD["villages"].items():
            _build_village(key, said)
        for name, said in WORLD["people"].items():
            self.users[name] = self._employ(name, said)

    def _employ(self, name: str, said: dict[str, Any]) -> User:
        if "same_person_as" in said:
            return self.users[said["same_person_as"]]
        user = make_person(name, said["name"])
        for village, role in said.get("seats", {}).items():
            assign(user, role, Village.objects.get(pk=village))
        return user

    def prepare(self, who: str, before: list[dict[str, Any]]) -> None:
        """Lets happen what a case tells of the time before it."""
        first = self.send(who, {"body": {"device": WORLD["people"][who]["device"], "limit": 1}}).json()
        self.blanks.known["<access:1>"] = first["access"]["version"]
        self.blanks.old_epochs = self._epochs()
        for event in before:
            getattr(self, f"_let_{event['event']}")(event)
        self.blanks.epochs = self._epochs()

    def _let_exchange(self, event: dict[str, Any]) -> None:
        body = {"device": WORLD["people"][event["by"]]["device"], "changes": self.blanks.fill(event["changes"])}
        answer = self.send(event["by"], {"body": body}).json()
        self.blanks.hold(event["results"], answer["results"], "server_before.results")

    def _let_desk_edit(self, event: dict[str, Any]) -> None:
        kind = kinds.find(event["kind"])
        assert kind is not None
        row = kind.model._default_manager.get(village=event["village"], id=event["record"])
        user = self.users[event["by"]]
        edit(row, by=Actor(user=user.pk, name=user.name), **event["set"])

    def _let_assignment_end(self, event: dict[str, Any]) -> None:
        held = Assignment.objects.filter(user=self.users[event["of"]], village=event["village"])
        held.update(until_on=clock.today() - timedelta(days=event["days_ago"]))

    def _let_assignment_begin(self, event: dict[str, Any]) -> None:
        assign(self.users[event["of"]], event["role"], Village.objects.get(pk=event["village"]))

    def _let_held_be_dismissed(self, event: dict[str, Any]) -> None:
        held = Held.objects.get(pk=self.blanks.fill(event["held"]))
        user = self.users[event["by"]]
        dismiss(held, by=Actor(user=user.pk, name=user.name), reason=event["reason"])

    def _let_token_expire(self, event: dict[str, Any]) -> None:
        device = WORLD["people"][event["of"]]["device"]
        Device.objects.filter(number=device).update(expiry=clock.now() - timedelta(seconds=1))

    def _let_device_be_cut_off(self, event: dict[str, Any]) -> None:
        device = WORLD["people"][event["of"]]["device"]
        path = f"/api/auth/devices/{device}"
        answer = self.client.delete(path, headers={"Authorization": self._token(event["of"])})
        assert answer.status_code == 204, answer.content

    def _let_backup_be_restored(self, event: dict[str, Any]) -> None:
        call_command("new_epoch", event["village"])

    def send(self, who: str, request: dict[str, Any]) -> Any:
        """A request as the vector tells it, by this person's phone."""
        headers = {"Authorization": self._token(who), **request.get("headers", {})}
        path = request.get("path", EXCHANGE)
        if request.get("method") == "GET":
            return self.client.get(path, headers=headers)
        return self.client.post(path, self._body(request, headers), content_type="application/json", headers=headers)

    def _body(self, request: dict[str, Any], headers: dict[str, str]) -> bytes:
        if "base64" in request:
            return base64.b64decode(request["base64"])
        if "filler" in request:
            data = (request["filler"]["text"] * request["filler"]["times"]).encode()
        elif "text" in request:
            data = request["text"].encode()
        else:
            data = json.dumps(self.blanks.fill(self._repeated(request["body"]))).encode()
        return gzip.compress(data) if headers.get("Content-Encoding") == "gzip" else data

    def _repeated(self, body: dict[str, Any]) -> dict[str, Any]:
        changes = body.get("changes", [])
        if not isinstance(changes, dict):
            return body
        return {**body, "changes": [changes["change"]] * changes["times"]}

    def _token(self, who: str) -> str:
        if who not in self.tokens:
            device = {"id": WORLD["people"][who]["device"], "name": f"HP {who}", "platform": "uji", "app_version": "1"}
            said = {"username": self.users[who].username, "password": PASSWORD, "device": device}
            answer = self.client.post("/api/auth/login", json.dumps(said), content_type="application/json")
            self.tokens[who] = f"Token {answer.json()['token']}"
        return self.tokens[who]

    def _epochs(self) -> dict[str, str]:
        return {str(village): epoch for village, epoch in Feed.objects.values_list("pk", "epoch")}

    def holds(self, village: str) -> dict[str, Any]:
        """What the server holds of a village, in the words of the vectors."""
        key = UUID(village)
        entries = LedgerEntry.objects.filter(village=key).order_by("number")
        conflicts = Conflict.objects.filter(village=key).order_by("number")
        held = Held.objects.filter(village=key).order_by("received_at", "id")
        refused = Rejection.objects.filter(village=key).order_by("received_at", "id")
        return {
            "head": entries.count(),
            "entries": [_entry(one) for one in entries],
            "records": _records(key),
            "conflicts": [_conflict(one) for one in conflicts],
            "held": [_held(one) for one in held],
            "refused": [
                {"change": str(one.change), "codes": [error["code"] for error in one.errors]} for one in refused
            ],
        }


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What is new or other in a village's state."""
    parts = {name: [one for one in after[name] if one not in before[name]] for name in after if name != "head"}
    return {"head": after["head"], **{name: part for name, part in parts.items() if part}}


def _build_village(key: str, said: dict[str, Any]) -> None:
    code = said["code"]
    make_region(code[:2], "Jawa Barat")
    make_region(code[:5], said["kabupaten"])
    make_region(code[:8], said["kecamatan"])
    village = Village.objects.create(
        id=UUID(key),
        region=make_region(code, said["name"]),
        zone=said["zone"],
        hamlets=said["hamlets"],
        usual_place=said["place"],
    )
    VillageCode.objects.create(village=village, code=code, name=said["name"], from_on=LONG_AGO)


def _entry(one: LedgerEntry) -> dict[str, Any]:
    found: dict[str, Any] = {
        "number": one.number,
        "change": str(one.change),
        "kind": one.kind,
        "record": str(one.record),
        "outcome": one.outcome,
        "base": one.base,
        "set": one.set,
    }
    if one.contested:
        found["contested"] = one.contested
    if one.deletes:
        found["deletes"] = True
    if one.resolves:
        found["resolves"] = str(one.resolves)
    return found


def _records(village: UUID) -> list[dict[str, Any]]:
    found = []
    for kind in kinds.every():
        for row in kind.model._default_manager.filter(village=village).values():
            what = {"deleted": True} if row["deleted_at"] else {"doc": wire.document(kind, row)}
            told = {"kind": kind.name, "record": str(row["id"]), "version": row["version"]}
            found.append({**told, "field_versions": row["field_versions"], **what})
    return sorted(found, key=lambda one: int(one["version"]))


def _conflict(one: Conflict) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "change": str(one.change),
        "kind": one.kind,
        "record": str(one.record),
        "base": one.base,
        "made_at": utc_text(one.made_at or one.received_at),
        "fields": one.fields,
        "deletes": one.deletes,
        "settled_by": one.settled_number,
    }


def _held(one: Held) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "change": str(one.change),
        "kind": one.kind,
        "record": str(one.record),
        "base": one.base,
        "set": one.set,
        "deletes": one.deletes,
        "reason": one.reason,
    }
