"""Planned procurement as OCDS planning releases (Open Contracting Data Standard 1.1)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from backend.kernel import money
from budgets.terms import Delivery, ItemState
from villages.board import imprint
from villages.board.opendata import core, schemas
from villages.board.opendata.tables import Listing, Scope
from villages.board.sections import RESERVED, Snapshot
from villages.models import Publication

VERSION = "1.1"
PAY = frozenset({"ob", "oh", "oj"})
"""Months, days and hours of people: the units of standard costs that pay for work."""
UNSETTLED = frozenset({ItemState.PROPOSED, ItemState.DROPPED})


def is_procured(item: Snapshot) -> bool:
    """Whether something is bought or built for this activity.

    Always with a third party; self-managed work counts where it has a measure that is no pay (450 m of road), since its
    materials are bought. Source: PerLKPP 12/2019 on village procurement; the records do not tell it more exactly.
    """
    if item.get("state") in UNSETTLED or not item.get("delivery_label"):
        return False
    unit = item.get("unit", "").strip().lower()
    return item["delivery_label"] == Delivery.THIRD_PARTY.label or bool(item.get("volume") and unit and unit not in PAY)


def _head(scope: Scope) -> Mapping[str, Any]:
    return {
        "uri": f"{scope.address}{PLANNED.name}",
        "version": VERSION,
        "publishedDate": f"{scope.until:%Y-%m-%dT%H:%M:%SZ}",
        "publisher": {"name": "Rembuk Desa", "uri": settings.PUBLIC_URL},
        "license": schemas.LICENCE["path"],
        "publicationPolicy": f"{settings.PUBLIC_URL}/data/",
    }


def _releases(publication: Publication) -> Iterator[Mapping[str, Any]]:
    for item in publication.snapshot.get("plan", {}).get("items", []):
        if is_procured(item):
            yield _release(publication, item)


def _release(publication: Publication, item: Snapshot) -> Mapping[str, Any]:
    place = publication.snapshot[RESERVED]
    party = {"id": place["id"], "name": f"Pemerintah {place['called']}"}
    return {
        "ocid": f"{settings.OCID_PREFIX}-{item['id']}",
        "id": f"{publication.pk}-{item['number']}",
        "date": core.moment(publication),
        "tag": ["planning"],
        "initiationType": "tender",
        "language": "id",
        "parties": [{**party, "roles": ["buyer", "procuringEntity"], "address": _address(place)}],
        "buyer": party,
        "planning": {
            **({"rationale": item["benefit"]} if item.get("benefit") else {}),
            "budget": _budget(publication, item),
        },
        "tender": {
            "id": item["id"],
            "title": item["name"],
            "status": "planning",
            "procuringEntity": party,
            "procurementMethodDetails": item["delivery_label"],
            "value": _value(item["amount"]),
            "items": [_bought(item)],
        },
    }


def _budget(publication: Publication, item: Snapshot) -> dict[str, Any]:
    sources = ", ".join(one["label"] for one in item.get("sources", []) if one.get("label"))
    return {
        **({"id": item["account"]} if item.get("account") else {}),
        **({"description": sources} if sources else {}),
        "amount": _value(item["amount"]),
        "project": item["name"],
        "projectID": item["id"],
        "uri": imprint.address_of(publication),
    }


def _bought(item: Snapshot) -> dict[str, Any]:
    return {
        "id": "1",
        "description": item["name"],
        **({"quantity": item["volume"]} if "volume" in item else {}),
        **({"unit": {"name": item["unit"]}} if item.get("unit") else {}),
    }


def _value(sen: int) -> dict[str, Any]:
    return {"amount": money.plain(sen), "currency": "IDR"}


def _address(place: Snapshot) -> dict[str, str]:
    """The village alone: where a work lies is told in words on the board."""
    known = {"locality": place["called"], "region": place.get("kabupaten", ""), "countryName": "Indonesia"}
    return {name: value for name, value in known.items() if value}


PLANNED = Listing(
    name="pengadaan-ocds.json",
    title=_("Rencana pengadaan (OCDS 1.1)"),
    says=_("Kegiatan yang memerlukan pengadaan barang dan jasa, sebagai rilis tahap perencanaan."),
    key="releases",
    head=_head,
    items=_releases,
)
