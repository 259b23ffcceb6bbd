"""RxDB's server replication over HTTP: the engine for an unmodified client of npm ``rxdb-server``.

See ``docs/sync.md``, "The RxDB face".
"""

import json
from collections.abc import Iterator
from threading import BoundedSemaphore
from typing import Annotated, Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import Path, Query, Router

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from sync import kinds, measures
from sync.body import read_json
from sync.exchange import Upgrade
from sync.intake import Malformed
from sync.kinds import Kind
from sync.packing import json_answer
from sync.rxdb_pull import Pulled, changes_since, live
from sync.rxdb_push import push as take
from sync.schemas import MOST_CHANGES, OLDEST_SCHEMA

COME_AGAIN = b"retry: 10000\n\n"
"""Where no thread is to spare: the client comes again in ten seconds, and pulls each time it does."""

router = Router(tags=["rxdb"])
_streams = BoundedSemaphore(settings.RXDB_STREAMS)  # each holds a thread, and threads are for exchanges first

KindName = Annotated[str, Path(max_length=40)]
SchemaNumber = Annotated[int, Path(ge=0, le=10_000)]
Limit = Annotated[int, Query(ge=1, le=MOST_CHANGES)]
After = Annotated[str, Query(alias="id")]
_DOCUMENT = {"type": "object", "required": ["id", "village", "version", "_deleted"]}
_PULLED = {
    "type": "object",
    "properties": {
        "documents": {"type": "array", "items": _DOCUMENT},
        "checkpoint": {"type": "object", "properties": {"id": {"type": "string"}, "lwt": {"type": "integer"}}},
    },
}
_ROWS = {
    "type": "array",
    "maxItems": MOST_CHANGES,
    "items": {
        "type": "object",
        "required": ["newDocumentState"],
        "properties": {"newDocumentState": _DOCUMENT, "assumedMasterState": _DOCUMENT},
    },
}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


@router.get(
    "/{kind}/{schema_number}/pull",
    summary="Documents of one kind after a checkpoint",
    openapi_extra={"responses": {200: {"description": "One page", **_json(_PULLED)}}},
)
def pull(
    request: HttpRequest,
    kind: KindName,
    schema_number: SchemaNumber,
    *,
    limit: Limit = 100,
    after: After = "",
    lwt: float = 0,
) -> HttpResponse:
    """Fewer than ``limit`` documents: there are no more. ``id`` and ``lwt`` are the last checkpoint's."""
    found = changes_since(after, _kind(kind, schema_number), limit=limit, by=_actor(request))
    return json_answer(request, _written(found))


@router.post(
    "/{kind}/{schema_number}/push",
    summary="Hand over rows of one kind",
    openapi_extra={
        "requestBody": {"required": True, **_json(_ROWS)},
        "responses": {200: {"description": "What stands", **_json({"type": "array", "items": _DOCUMENT})}},
    },
)
def push(request: HttpRequest, kind: KindName, schema_number: SchemaNumber) -> HttpResponse:
    """Answers the master's document for each row that did not wholly take effect."""
    with measures.timed(measures.RXDB):
        found = _kind(kind, schema_number)
        rows = read_json(request)
        if not isinstance(rows, list):
            raise Malformed(where="rows")
        answer = json_answer(request, _told(take(found, rows, by=_actor(request))))
    measures.wire(measures.RXDB, received=len(request.body), sent=len(answer.content))
    return answer


@router.get(
    "/{kind}/{schema_number}/pullStream",
    summary="Documents of one kind as they come",
    openapi_extra={"responses": {200: {"description": "Server-sent events", "content": {"text/event-stream": {}}}}},
)
def pull_stream(request: HttpRequest, kind: KindName, schema_number: SchemaNumber) -> StreamingHttpResponse:
    """Ends after 55 seconds; the client then connects again and pulls."""
    found = _kind(kind, schema_number)
    return StreamingHttpResponse(
        _events(live(found, by=_actor(request))),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _events(pages: Iterator[Pulled | None]) -> Iterator[bytes]:
    if not _streams.acquire(blocking=False):
        yield COME_AGAIN
        return
    try:
        for page in pages:
            yield b":\n\n" if page is None else b"data: %b\n\n" % _written(page)
    finally:
        _streams.release()


def _told(documents: list[dict[str, Any]]) -> bytes:
    """As JSON. A refused row is told as it came, so it may hold whole numbers that orjson does not write."""
    try:
        return orjson.dumps(documents)
    except TypeError:
        return json.dumps(documents, ensure_ascii=False, separators=(",", ":")).encode()


def _written(page: Pulled) -> bytes:
    return orjson.dumps({"documents": page.documents, "checkpoint": page.checkpoint})


def _kind(name: str, schema: int) -> Kind:
    if schema < OLDEST_SCHEMA:
        raise Upgrade(oldest=OLDEST_SCHEMA)
    found = kinds.find(name)
    if found is None:
        raise NotFound
    return found


def _actor(request: HttpRequest) -> Actor:
    device = request.auth  # type: ignore[attr-defined]
    return Actor(user=device.user_id, name=device.user.name, device=device.number)
