"""What waits for a human in a phone's villages. Reads."""

from typing import Any
from uuid import UUID

from backend.kernel.actor import Actor
from sync import access, history
from sync.fields import utc_text
from sync.history import Origin
from sync.models import Conflict, Held
from sync.models.waiting import Waiting


def attention(actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """Open conflicts and undecided held changes, oldest first. Eight queries."""
    villages = [seat.village for seat in access.seats_of(actor)]
    conflicts = list(Conflict.objects.filter(village__in=villages, settled_at__isnull=True).order_by("received_at"))
    held = list(Held.objects.filter(village__in=villages, decision="").order_by("received_at"))
    people = access.names_of({one.user_id for one in (*conflicts, *held)})
    devices = history.phones({one.device for one in (*conflicts, *held)})
    origins = history.origins(conflicts)
    return {
        "conflicts": [_conflict(one, origins[one.pk]) | _said(one, people, devices) for one in conflicts],
        "held": [_held(one) | _said(one, people, devices) for one in held],
    }


def _said(one: Waiting, people: dict[UUID, str], devices: dict[UUID | None, str]) -> dict[str, Any]:
    """Who offers it, on which phone, when it was made and when it came."""
    return {
        "id": one.pk,
        "village": one.village_id,
        "kind": one.kind,
        "record": one.record,
        "made_at": utc_text(one.made_at or one.received_at),
        "received_at": utc_text(one.received_at),
        "by": people.get(one.user_id, ""),
        "device": devices.get(one.device, ""),
        "device_id": one.device,
    }


def _conflict(one: Conflict, origins: dict[str, Origin]) -> dict[str, Any]:
    of_fields = {name: origin for name, origin in origins.items() if name}
    stored = max(of_fields.values(), key=lambda origin: origin.at) if of_fields else origins.get(history.RECORD)
    return {
        "base": one.base,
        "deletes": one.deletes,
        "fields": one.fields,
        "stored_by": stored.by if stored else "",
        "stored_device": stored.device if stored else "",
        "stored_at": utc_text(stored.at) if stored else None,
        "origins": {
            name: {"by": origin.by, "device": origin.device, "at": utc_text(origin.at)}
            for name, origin in of_fields.items()
        },
    }


def _held(one: Held) -> dict[str, Any]:
    return {"base": one.base, "set": one.set, "deletes": one.deletes, "reason": one.reason}
