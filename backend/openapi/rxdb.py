"""The RxDB face: shapes of npm ``rxdb-server`` 's replication plugin."""

from typing import Any

from backend.openapi.examples import MEETING, PERSON, VILLAGE, named

_BEFORE = {
    "id": PERSON,
    "village": VILLAGE,
    "version": 119,
    "_deleted": False,
    "meeting": MEETING,
    "name": "Oneng Rohayati",
    "status": "invited",
}
_AFTER = {**_BEFORE, "status": "present"}
_CHECKPOINT = {"id": f"{VILLAGE}.k3-119", "lwt": 119}
_PAGE = {"documents": [_BEFORE], "checkpoint": _CHECKPOINT}
_NEW = {name: value for name, value in _BEFORE.items() if name != "version"}

SCHEMAS: dict[str, Any] = {
    "RxDocument": {
        "type": "object",
        "description": "A record; the fields of its kind (docs/records.md) stand beside these members.",
        "required": ["id", "village", "_deleted"],
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "village": {"type": "string", "format": "uuid"},
            "version": {"type": "integer", "minimum": 0, "description": "As the server told it; absent of a new one."},
            "_deleted": {"type": "boolean"},
        },
    },
    "RxMaster": {
        "type": "object",
        "description": "What stands. Of a row that was rejected and never made: what was sent, as deleted.",
        "required": ["id", "_deleted"],
        "properties": {"id": {"type": "string"}, "_deleted": {"type": "boolean"}},
    },
    "RxPage": {
        "type": "object",
        "description": "Documents, and the checkpoint to go on from.",
        "required": ["documents", "checkpoint"],
        "properties": {
            "documents": {"type": "array", "items": {"$ref": "#/components/schemas/RxDocument"}},
            "checkpoint": {
                "type": "object",
                "required": ["id", "lwt"],
                "properties": {"id": {"type": "string"}, "lwt": {"type": "integer"}},
            },
        },
    },
    "RxRow": {
        "type": "object",
        "description": "What a document is to become, and what the client took the server to hold.",
        "required": ["newDocumentState"],
        "properties": {
            "newDocumentState": {"$ref": "#/components/schemas/RxDocument"},
            "assumedMasterState": {"$ref": "#/components/schemas/RxDocument"},
        },
    },
}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "maxItems": 1000, "items": {"$ref": f"#/components/schemas/{name}"}}


PARAMETERS = {"kind": "attendance", "schema_number": 1, "limit": 100, "id": _CHECKPOINT["id"], "lwt": 119}
"""Examples of what stands in the address."""

OPERATIONS: dict[str, dict[str, Any]] = {
    "sync_rxdb_pull": {
        "responses": {
            "200": {
                "description": "One page",
                "content": {
                    "application/json": {
                        "schema": {"$ref": "#/components/schemas/RxPage"},
                        "examples": named(page=("A page", _PAGE)),
                    }
                },
            }
        }
    },
    "sync_rxdb_push": {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": _list("RxRow"),
                    "examples": named(
                        edited=("An edit", [{"assumedMasterState": _BEFORE, "newDocumentState": _AFTER}]),
                        made=("A new document", [{"newDocumentState": _NEW}]),
                    ),
                }
            },
        },
        "responses": {
            "200": {
                "description": "The master's documents of the rows that did not wholly take effect",
                "content": {
                    "application/json": {
                        "schema": _list("RxMaster"),
                        "examples": named(
                            taken=("All took effect", []), differs=("One did not: what stands", [_BEFORE])
                        ),
                    }
                },
            }
        },
    },
    "sync_rxdb_pull_stream": {
        "responses": {
            "200": {
                "description": "Server-sent events: each `data` is a page",
                "content": {
                    "text/event-stream": {
                        "schema": {"type": "string"},
                        "example": ':\n\ndata: {"documents": [], "checkpoint": {"id": "", "lwt": 0}}\n\n',
                    }
                },
            }
        }
    },
}
