"""The areas that open data is offered for: a village, a kecamatan, a kabupaten, a provinsi, the country."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.urls import reverse

from villages.board import places
from villages.board.opendata.tables import Scope
from villages.models import Publication, Region
from villages.terms import Level

AT_A_TIME = 50
"""Publications in memory while a file is written."""
WHOLE_COUNTRY = "indonesia"
_LENGTHS = {"": 2, Level.PROVINSI: 5, Level.KABUPATEN: 8, Level.KOTA: 8, Level.KECAMATAN: 13}
"""How long the codes are of what lies below an area of a level."""


@dataclass(frozen=True, slots=True)
class Area:
    """A region with its name in full; the country has no code."""

    code: str
    name: str
    level: str
    above: tuple[str, str] | None = None

    @property
    def key(self) -> str:
        """The name of its folder, and the part of file names that tells areas apart."""
        return self.code or WHOLE_COUNTRY

    @property
    def path(self) -> str:
        return reverse("board:data_area", args=[self.code]) if self.code else reverse("board:data")

    @property
    def is_village(self) -> bool:
        return self.level not in _LENGTHS

    def publications(self) -> QuerySet[Publication]:
        """What stands on the boards of the area now, as it came out: ids hold their moment, so no database sorts."""
        shown = Publication.objects.filter(current=True, withdrawn_at__isnull=True)
        if self.code:
            shown = shown.filter(Q(village__region=self.code) | Q(village__region__code__startswith=f"{self.code}."))
        return shown.order_by("pk")

    def scope(self, until: datetime) -> Scope:
        return Scope(code=self.code, name=self.name, until=until, address=f"{settings.PUBLIC_URL}{self.path}")


COUNTRY = Area(code="", name="Indonesia", level="")


class State(NamedTuple):
    """What an area has published: a fingerprint, how many publications, and when the newest came out."""

    digest: str
    publications: int
    until: datetime | None


def area_of(code: str) -> Area | None:
    """The area of this code. One query."""
    if not code:
        return COUNTRY
    regions = Region.objects.select_related("parent__parent__parent", "parent__parent__local_terms")
    found = regions.filter(code=code, retired_in="").first()
    return _area(found) if found else None


def within(area: Area) -> list[Region]:
    """The areas one level below in which anything is published, by code. Two queries; none in a village."""
    if area.is_village:
        return []
    codes = area.publications().order_by().annotate(part=Substr("village__region_id", 1, _LENGTHS[area.level]))
    return list(Region.objects.filter(code__in=codes.values("part").distinct()).order_by("code"))


def with_publications() -> Iterator[str]:
    """The codes of all areas above the village in which anything is published, the country first. One query."""
    villages = COUNTRY.publications().order_by().values_list("village__region_id", flat=True).distinct()
    codes = {code[:length] for code in villages for length in (2, 5, 8)}
    yield from ("", *sorted(codes)) if codes else ()


def state_of(area: Area) -> State:
    """The state of an area; any publication, correction or withdrawal changes it. One query, read row by row."""
    known, count, until = hashlib.sha256(f"{area.code} {area.name}".encode()), 0, None
    rows: QuerySet[Publication, tuple[UUID, str, datetime]] = area.publications().values_list(
        "pk", "digest", "published_at"
    )
    for key, digest, published_at in rows.iterator(chunk_size=AT_A_TIME):
        known.update(key.bytes + digest.encode())
        count += 1
        until = published_at if until is None else max(until, published_at)
    return State(known.hexdigest(), count, until)


def title_of(region: Region) -> str:
    """``Kecamatan Leles``, ``Kabupaten Garut``, ``Provinsi Jawa Barat``; a village bears its name alone."""
    if region.level in (Level.KABUPATEN, Level.KOTA):
        return places.titled(region)
    word = {Level.PROVINSI: "Provinsi ", Level.KECAMATAN: "Kecamatan "}.get(Level(region.level), "")
    return f"{word}{region.name}"


def _area(region: Region) -> Area:
    above = (region.parent.code, title_of(region.parent)) if region.parent else ("", COUNTRY.name)
    kabupaten = region.parent.parent if region.parent else None
    terms = getattr(kabupaten, "local_terms", None) if region.level not in _LENGTHS else None
    word = f"{terms.village if terms else 'Desa'} " if region.level not in _LENGTHS else ""
    return Area(code=region.code, name=f"{word}{title_of(region)}", level=region.level, above=above)
