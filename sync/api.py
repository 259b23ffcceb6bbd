"""The exchange over HTTP."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import ValidationError

from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from sync import devices, measures, pace
from sync.attention import attention as waiting
from sync.body import read_json
from sync.exchange import exchange as run
from sync.intake import Malformed
from sync.models import Device
from sync.packing import json_answer
from sync.schemas import AttentionOut, ExchangeIn, ExchangeOut

router = Router(tags=["sync"])


@router.post("/exchange", response=ExchangeOut, summary="Hand over and learn, in one round trip")
def exchange(request: HttpRequest) -> HttpResponse:
    """Takes the phone's changes in and answers what is new to it.

    Always 200 when the request itself could be read, whatever became of the single changes: each has a result of its
    own, and a bad one never blocks its neighbours. The body may come packed with gzip. See ``docs/sync.md``.
    """
    device = _device(request)
    with measures.timed(measures.EXCHANGE):
        try:
            answer = _exchange(request, device)
        except Problem as refusal:
            devices.note_refusal(device, refusal.code)
            raise
    measures.wire(measures.EXCHANGE, received=len(request.body), sent=len(answer.content))
    return answer


def _exchange(request: HttpRequest, device: Device) -> HttpResponse:
    said = read_json(request)
    try:
        asked = ExchangeIn.model_validate(said)
    except ValidationError as wrong:
        places = [".".join(str(part) for part in fault["loc"]) for fault in wrong.errors(include_url=False)]
        raise Malformed(where=", ".join(places)) from None
    actor = _actor(request)
    if asked.changes:
        pace.let_in(actor)
    answer = run(actor, asked, device=device)
    pace.note(actor, asked.changes, answer["results"])
    measures.outcomes(answer["results"])
    return json_answer(request, orjson.dumps(answer))


@router.get("/attention", response=AttentionOut, summary="What waits for a human")
def attention(request: HttpRequest) -> dict[str, Any]:
    """Two differing entries, and changes that are held for a reviewer, oldest first."""
    return waiting(_actor(request))


def _device(request: HttpRequest) -> Device:
    found: Device = request.auth  # type: ignore[attr-defined]
    return found


def _actor(request: HttpRequest) -> Actor:
    device = _device(request)
    return Actor(user=device.user_id, name=device.user.name, device=device.number)
