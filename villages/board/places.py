"""Where a village lies and what its people call things, for headings and snapshots."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When
from rapidfuzz import fuzz, process

from villages.models import LocalTerms, Region, Village, VillageCode
from villages.terms import Level

MOST_FOUND = 40
MOST_WORDS = 5
MOST_NEARLY = 8
NEARLY = 75
"""How alike two names are, of a hundred: two slips in eight letters."""
_ABOVE = "region__parent__parent"


@dataclass(frozen=True, slots=True)
class Place:
    """A village with the names of everything above it."""

    village: Village
    kecamatan: str
    kabupaten: str
    provinsi: str
    terms: LocalTerms

    @property
    def code(self) -> str:
        return self.village.code

    @property
    def name(self) -> str:
        """``Nagari Sungai Jambu``: the word of the kabupaten and the village's own name."""
        return f"{self.terms.village} {self.village.name}"

    @property
    def within(self) -> str:
        """``Kecamatan Rambatan, Kabupaten Tanah Datar``."""
        return ", ".join(part for part in (self.kecamatan, self.kabupaten) if part)

    def snapshot(self) -> dict[str, Any]:
        """What a publication keeps of it, since names and codes change."""
        return {
            "id": str(self.village.pk),
            "code": self.village.code,
            "name": self.village.name,
            "called": self.name,
            "kecamatan": self.kecamatan,
            "kabupaten": self.kabupaten,
            "provinsi": self.provinsi,
            "zone": self.village.zone,
        }


def villages() -> QuerySet[Village]:
    """Villages with all that ``place_of`` reads. One query when evaluated."""
    return Village.objects.select_related(f"{_ABOVE}__parent", f"{_ABOVE}__local_terms")


def village_of(code: str) -> Village | None:
    """The village that bears this code now. One query."""
    return villages().filter(region_id=code).first()


def successor_of(code: str) -> Village | None:
    """The village that once bore this code. One query."""
    old = VillageCode.objects.filter(code=code).order_by("-from_on").values("village")[:1]
    return villages().filter(pk__in=old).first()


def place_of(village: Village) -> Place:
    """The place of a village. No query for those of ``villages()``."""
    kecamatan = village.region.parent
    kabupaten = kecamatan.parent if kecamatan else None
    provinsi = kabupaten.parent if kabupaten else None
    terms = getattr(kabupaten, "local_terms", None) or LocalTerms()
    return Place(
        village=village,
        kecamatan=f"{terms.kecamatan} {kecamatan.name}" if kecamatan else "",
        kabupaten=titled(kabupaten),
        provinsi=provinsi.name if provinsi else "",
        terms=terms,
    )


def titled(region: Region | None) -> str:
    """``Kabupaten Bandung``, ``Kota Batu``, whether or not the data set says so already. No query."""
    if region is None:
        return ""
    title = "Kota" if region.level == Level.KOTA else "Kabupaten"
    first, _, rest = region.name.partition(" ")
    bare = rest if rest and first.lower().rstrip(".") in {"kab", "kabupaten", "kota"} else region.name
    return f"{title} {bare}"


def found(text: str) -> list[Place]:
    """Villages whose name, kecamatan or kabupaten holds every word; a code finds its village alone. One query."""
    code = dotted(text)
    if code:
        return [place_of(one) for one in villages().filter(Q(region_id=code) | Q(codes__code=code)).distinct()]
    matching = villages().filter(region__retired_in="")
    words = text.split()[:MOST_WORDS]
    for word in words:
        matching = matching.filter(
            Q(region__name__icontains=word)
            | Q(region__parent__name__icontains=word)
            | Q(region__parent__parent__name__icontains=word)
        )
    nearness = Case(
        When(region__name__iexact=" ".join(words), then=0),
        When(region__name__istartswith=words[0], then=1),
        default=2,
        output_field=IntegerField(),
    )
    return [place_of(one) for one in matching.order_by(nearness, "region__name", "region_id")[: MOST_FOUND + 1]]


def nearly(text: str) -> list[Place]:
    """Villages that are called nearly so, the nearest first: for slips of the finger. Two queries."""
    named = Village.objects.filter(region__retired_in="").values_list("pk", "region__name")
    names = {key: name.casefold() for key, name in named.iterator()}
    close = process.extract(text.casefold(), names, scorer=fuzz.ratio, score_cutoff=NEARLY, limit=MOST_NEARLY)
    order = {key: place for place, (_name, _score, key) in enumerate(close)}
    return [place_of(one) for one in sorted(villages().filter(pk__in=order), key=lambda one: order[one.pk])]


def dotted(text: str) -> str:
    """``3204052001`` and ``32.04.05.2001`` as ``32.04.05.2001``; empty where the text is no village code."""
    digits = text.replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) == len("3204052001")):
        return ""
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
