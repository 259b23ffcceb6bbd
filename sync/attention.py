"""What waits for a human in a phone's villages. Reads."""

from typing import Any
from uuid import UUID

from backend.kernel.actor import Actor
from sync import access
from sync.fields import utc_text
from sync.models import Conflict, Device, Held


def attention(actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """Open conflicts and undecided held changes, oldest first. Five queries."""
    villages = [seat.village for seat in access.seats_of(actor)]
    conflicts = list(Conflict.objects.filter(village__in=villages, settled_at__isnull=True).order_by("received_at"))
    held = list(Held.objects.filter(village__in=villages, decision="").order_by("received_at"))
    people = access.names_of(
        {one.user_id for one in conflicts}
        | {one.user_id for one in held}
        | {one.stored_user for one in conflicts if one.stored_user}
    )
    devices = dict(Device.objects.filter(number__in={one.device for one in conflicts}).values_list("number", "name"))
    return {
        "conflicts": [_conflict(one, people, devices) for one in conflicts],
        "held": [_held(one, people) for one in held],
    }


def _conflict(one: Conflict, people: dict[UUID, str], devices: dict[Any, str]) -> dict[str, Any]:
    return {
        "id": one.pk,
        "village": one.village_id,
        "kind": one.kind,
        "record": one.record,
        "made_at": utc_text(one.made_at or one.received_at),
        "by": people.get(one.user_id, ""),
        "device": devices.get(one.device, ""),
        "deletes": one.deletes,
        "fields": one.fields,
        "stored_by": people.get(one.stored_user, "") if one.stored_user else "",
        "stored_at": utc_text(one.stored_at) if one.stored_at else None,
    }


def _held(one: Held, people: dict[UUID, str]) -> dict[str, Any]:
    return {
        "id": one.pk,
        "village": one.village_id,
        "kind": one.kind,
        "record": one.record,
        "set": one.set,
        "deletes": one.deletes,
        "reason": one.reason,
        "made_at": utc_text(one.made_at or one.received_at),
        "by": people.get(one.user_id, ""),
    }
