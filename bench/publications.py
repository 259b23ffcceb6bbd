"""A country of boards for a bench: villages that published what one village of the demonstration did."""

from backend.kernel import canonical, ids
from tests.factories.villages import LONG_AGO, make_region
from villages import rules
from villages.models import BoardFiles, Publication, Region, Village, VillageCode
from villages.terms import Level

A_KABUPATEN, A_KECAMATAN = 250, 15
"""Villages: the middle of Java."""
FIRST = 2001
LIKE = "32.05.09.2006"


def code(number: int) -> str:
    """The code of village ``number``, far from the demonstration's."""
    kabupaten, place = divmod(number, A_KABUPATEN)
    kecamatan, at = divmod(place, A_KECAMATAN)
    return f"98.{1 + kabupaten:02}.{1 + kecamatan:02}.{FIRST + at}"


def copied(numbers: range) -> None:
    """These villages, each with the newest plan of ``LIKE`` as its own; nobody ever looked at their files."""
    template = Publication.objects.filter(village__region_id=LIKE, current=True, snapshot__has_key="plan").first()
    if template is None:
        raise RuntimeError("raise the demonstration first")
    regions: list[Region] = []
    villages: list[Village] = []
    codes: list[VillageCode] = []
    published: list[Publication] = []
    for number in numbers:
        at, name = code(number), f"Sukamaju {number}"
        make_region(rules.parent_of(at) or "")
        regions.append(Region(code=at, name=name, level=Level.DESA, parent_id=rules.parent_of(at), dataset="bench"))
        villages.append(Village(id=ids.uuid7(), region=regions[-1]))
        codes.append(VillageCode(village=villages[-1], code=at, name=name, from_on=LONG_AGO))
        published.append(_copy(template, villages[-1], at, name))
    for rows in (regions, villages, codes, published):
        type(rows[0])._default_manager.bulk_create(rows, batch_size=200)  # type: ignore[arg-type]


def forget_files() -> None:
    """As if no file had ever been written."""
    BoardFiles.objects.all().delete()


def _copy(template: Publication, village: Village, at: str, name: str) -> Publication:
    place = {**template.snapshot["village"], "id": str(village.pk), "code": at, "name": name, "called": f"Desa {name}"}
    snapshot = {**template.snapshot, "village": place}
    snapshot.pop("photos", None)  # their bytes are the demonstration's alone
    kept = {field.attname: getattr(template, field.attname) for field in Publication._meta.concrete_fields}
    own = {"id": ids.uuid7(), "village_id": village.pk, "number": 1, "subject_key": ids.uuid7(), "supersedes_id": None}
    return Publication(**{**kept, **own, "snapshot": snapshot, "digest": canonical.digest(snapshot)})
