"""What waits for a human in a phone's villages, and of the person's own anywhere; what was decided of that. Reads."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from backend.kernel import clock
from backend.kernel.actor import Actor
from sync import access, history
from sync.fields import utc_text
from sync.history import Origin
from sync.models import Conflict, Held
from sync.models.waiting import Waiting

TOLD_FOR = timedelta(days=60)
"""How long a decision is told to who recorded: a phone may be without signal for weeks."""

MOST_DECIDED = 200


def attention(actor: Actor) -> dict[str, list[dict[str, Any]]]:
    """Open conflicts and undecided held changes, oldest first, and how the person's own were decided. Nine queries.

    The person's own held changes are told wherever they are: what was held because an assignment ended is in a village
    that the phone does not carry any more, and its maker must learn that it was decided.
    """
    villages = [seat.village for seat in access.seats_of(actor)]
    conflicts = list(Conflict.objects.filter(village__in=villages, settled_at__isnull=True).order_by("received_at"))
    seen = Q(village__in=villages) | Q(user=actor.user)
    held = list(Held.objects.filter(seen, decision="").order_by("received_at"))
    own = Held.objects.filter(user=actor.user, decided_at__gte=clock.now() - TOLD_FOR).exclude(decision="")
    decided = list(own.order_by("-decided_at")[:MOST_DECIDED])
    named = {one.user_id for one in (*conflicts, *held, *decided)}
    people = access.names_of(named | {one.decided_by_id for one in decided if one.decided_by_id})
    devices = history.phones({one.device for one in (*conflicts, *held, *decided)})
    origins = history.origins(conflicts)
    return {
        "conflicts": [_conflict(one, origins[one.pk]) | _said(one, people, devices) for one in conflicts],
        "held": [_held(one) | _said(one, people, devices) for one in held],
        "decided": [_held(one) | _said(one, people, devices) | _decision(one, people) for one in decided],
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
    by_field = of_fields if not one.deletes else {}
    stored = max(by_field.values(), key=lambda origin: origin.at) if by_field else origins.get(history.RECORD)
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


def _decision(one: Held, people: dict[UUID, str]) -> dict[str, Any]:
    return {
        "decision": one.decision,
        "decided_by": people.get(one.decided_by_id, "") if one.decided_by_id else "",
        "decided_at": utc_text(one.decided_at) if one.decided_at else None,
        "decision_reason": one.decision_reason,
    }


def _held(one: Held) -> dict[str, Any]:
    return {"base": one.base, "set": one.set, "deletes": one.deletes, "reason": one.reason}
