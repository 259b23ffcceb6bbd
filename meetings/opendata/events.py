"""Deliberations as events of Open Civic Data, with the organisation of Popolo. Bodies take part here, never persons."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from meetings.opendata.tables import held, with_seconds
from meetings.terms import Convener
from villages.board import imprint
from villages.board.opendata import core, schemas
from villages.board.opendata.tables import Listing, Scope
from villages.board.sections import RESERVED, Snapshot
from villages.models import Publication
from villages.terms import ZONE_NAMES, Zone

VERSION = 1
TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "format": "uri"}
MOMENT = {"type": "string", "format": "date-time"}
BODY = {"type": "object", "required": ["id", "name", "classification"], "properties": {"name": TEXT}}
EVENT: dict[str, Any] = {
    "type": "object",
    "required": ["id", "name", "classification", "status", "timezone", "organization", "sources", "agenda"],
    "properties": {
        "id": {"type": "string", "pattern": "^ocd-event/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"},
        "name": TEXT,
        "description": TEXT,
        "classification": TEXT,
        "start_date": MOMENT,
        "end_date": MOMENT,
        "timezone": TEXT,
        "all_day": {"const": False},
        "status": {"enum": ["cancelled", "tentative", "confirmed", "passed"]},
        "location": {"type": "object", "required": ["name"], "properties": {"name": TEXT}},
        "organization": BODY,
        "participants": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "type", "note"],
                "properties": {"name": TEXT, "type": {"const": "organization"}, "note": TEXT},
            },
        },
        "agenda": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["description", "order"],
                "properties": {
                    "description": TEXT,
                    "order": {"type": "string", "pattern": "^[0-9]+$"},
                    "notes": {"type": "array", "items": TEXT},
                },
            },
        },
        "sources": {
            "type": "array",
            "minItems": 1,
            "items": {"type": "object", "required": ["url"], "properties": {"url": ADDRESS}},
        },
    },
}


def _events(publication: Publication) -> Iterator[Mapping[str, Any]]:
    """The meeting of a publication; nothing where it is about no meeting."""
    snapshot = publication.snapshot
    record = snapshot.get("record")
    if not record:
        return
    body = _body(snapshot[RESERVED], record)
    begins, ends = (with_seconds(moment) for moment in held(publication))
    place = record.get("place") or next((one["place"] for one in record.get("sittings", []) if one.get("place")), "")
    known = {
        "id": f"ocd-event/{publication.subject_key}",
        "name": publication.title,
        "description": snapshot.get("decision", {}).get("summary"),
        "classification": record["type"],
        "start_date": begins,
        "end_date": ends,
        "timezone": ZONE_NAMES[Zone(snapshot[RESERVED]["zone"])],
        "all_day": False,
        "status": "passed",
        "location": {"name": place} if place else None,
        "organization": body,
        "organization_id": body["id"],
        "participants": [{"name": body["name"], "type": "organization", "note": "host"}],
        "agenda": list(_agenda(snapshot)),
        "sources": [{"url": imprint.address_of(publication), "note": "terbitan"}],
        "created_at": core.moment(publication),
        "updated_at": core.moment(publication),
    }
    yield {name: value for name, value in known.items() if value is not None}


def _agenda(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    points = [one for one in snapshot.get("minutes", {}).get("items", []) if one.get("topic")]
    for place, one in enumerate(points):
        notes = [one[name] for name in ("outcome_label", "decision", "reason") if one.get(name)]
        yield {"description": one["topic"], "order": str(place), "notes": notes}


def _body(place: Snapshot, record: Snapshot) -> dict[str, str]:
    """Who called the meeting, the BPD or the village's government; a new code of the village changes no id."""
    if record.get("convener_label") == Convener.VILLAGE_GOVERNMENT.label:
        name, kind = f"Pemerintah {place['called']}", "executive"
    else:
        name, kind = f"BPD {place['called']}", "legislature"
    address = f"{settings.PUBLIC_URL}/desa/{place['id']}/{kind}"
    return {"id": f"ocd-organization/{uuid5(NAMESPACE_URL, address)}", "name": name, "classification": kind}


def _head(scope: Scope) -> Mapping[str, Any]:
    return {"skema": schemas.address_of(EVENTS.stem, VERSION), "versi": VERSION, **schemas.licensed(scope)}


def _schema() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["skema", "versi", "wilayah", "lisensi", "diperbarui", "alamat", "events"],
        "properties": {"versi": {"const": VERSION}, "events": {"type": "array", "items": EVENT}},
    }


EVENTS = Listing(
    name="acara-ocd.json",
    title=_("Acara musyawarah (Open Civic Data, Popolo)"),
    says=_("Setiap musyawarah sebagai acara: waktu, tempat, penyelenggara, dan pokok pembahasan."),
    key="events",
    head=_head,
    items=_events,
    schema=_schema(),
    version=VERSION,
)
