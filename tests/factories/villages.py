"""Places and people for tests; plain functions, each thing made with what is above it."""

from datetime import date
from uuid import UUID

from villages import rules
from villages.models import Assignment, Region, User, Village, VillageCode
from villages.terms import HOLDS_MUSDES, Role

PASSWORD = "musyawarah-uji"
LONG_AGO = date(2020, 1, 1)
VILLAGE = "32.05.09.2006"


def make_region(code: str = "32.05.09", name: str | None = None) -> Region:
    """The region of this code, and all above it where they are missing."""
    parent = rules.parent_of(code)
    if parent:
        make_region(parent)
    region, made = Region.objects.get_or_create(
        code=code,
        defaults={
            "name": name or f"Wilayah {code}",
            "level": rules.level_of(code),
            "parent_id": parent,
            "dataset": "uji",
        },
    )
    if name and not made:
        Region.objects.filter(pk=code).update(name=name)
        region.name = name
    return region


def make_village(code: str = VILLAGE, name: str = "Cangkuang", **fields) -> Village:
    """A village under this code, its region and its first code row."""
    region = make_region(code, name)
    assert region.level in HOLDS_MUSDES
    village = Village.objects.create(
        id=UUID(int=int(code.replace(".", ""))), region=region, zone=rules.zone_of(code), **fields
    )
    VillageCode.objects.create(village=village, code=code, name=name, from_on=LONG_AGO)
    return village


def make_person(username: str, name: str | None = None, **fields) -> User:
    """A person who signs in with ``PASSWORD``."""
    return User.objects.create_user(username, PASSWORD, name=name or username.title(), **fields)


def assign(
    user: User,
    role: str,
    area: Village | Region | None,
    *,
    from_on: date = LONG_AGO,
    until_on: date | None = None,
) -> Assignment:
    """A role in an area, with no questions asked."""
    return Assignment.objects.create(
        user=user,
        role=role,
        village=area if isinstance(area, Village) else None,
        region=area if isinstance(area, Region) else None,
        from_on=from_on,
        until_on=until_on,
    )


def area_of(role: str, village: Village) -> Village | Region | None:
    """Where somebody of this role usually sits, so that ``village`` is in the area."""
    kecamatan = village.region.parent
    if role in rules.RECORDERS or kecamatan is None:
        return village
    return {Role.KECAMATAN_OFFICER: kecamatan, Role.KABUPATEN_OFFICER: kecamatan.parent}.get(Role(role))
