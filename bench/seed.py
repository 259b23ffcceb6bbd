"""Villages and facilitators for a bench, straight into a database: a few, and a whole country."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid3, uuid4

from django.conf import settings
from django.db import connection, models, transaction
from knox.models import get_digest_token
from knox.settings import CONSTANTS

from backend.kernel import clock
from sync import kinds, ledger
from sync.models import Device, Feed, LedgerEntry
from tests.factories.villages import LONG_AGO, assign, make_person, make_region, make_village
from villages.models import Assignment, Region, User, Village, VillageCode
from villages.terms import Level, Role

FIRST, A_KECAMATAN, A_KABUPATEN = 2001, 500, 90
BY_WHOM = frozenset({"user", "device"})
"""UUID columns that do not name a record or a change."""
QUICKLY = ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-400000")
AROUND = {
    "sqlite": (QUICKLY, ("PRAGMA journal_mode=WAL", "ANALYZE")),
    "postgresql": ((), ("VACUUM ANALYZE",)),
}
"""Before and after the filling, while nobody reads and nothing can be lost."""


def code(number: int) -> str:
    """The code of village ``number``."""
    kecamatan, place = divmod(number, A_KECAMATAN)
    kabupaten, kecamatan = divmod(kecamatan, A_KABUPATEN)
    return f"32.{5 + kabupaten:02}.{1 + kecamatan:02}.{FIRST + place}"


def seed(villages: int) -> None:
    """``phone0`` … in villages of their own."""
    for number in range(villages):
        village = make_village(code(number), f"Desa {number}")
        assign(make_person(f"phone{number}", f"Pendamping {number}"), Role.FACILITATOR, village)


def enrol(phones: int, path: str) -> None:
    """As many villages, each with a phone that is signed in; ``path`` gets token, number and village of each."""
    with transaction.atomic():
        _settle(range(Village.objects.count(), phones))
        ledger.open_feeds(Village.objects.values_list("pk", flat=True))
        told, rows, now = [], [], clock.now()
        for post in Assignment.objects.select_related("user").order_by("village")[:phones]:
            digest, token = get_digest_token()
            key = token[: CONSTANTS.TOKEN_KEY_LENGTH]
            until = now + timedelta(days=settings.TOKEN_SLIDING_DAYS)
            rows.append(Device(user=post.user, number=uuid4(), digest=digest, token_key=key, expiry=until))
            told.append((token, str(rows[-1].number), str(post.village_id)))
        Device.objects.bulk_create(rows, batch_size=500)
    Path(path).write_text(json.dumps(told))
    _run(AROUND[connection.vendor][1])


def fill(villages: int) -> None:
    """A country: as many villages, each with a person and with all that the first village has recorded.

    One statement a table, so that a million entries take a minute. The hashes of the copies do not hold.
    """
    quickly(lambda: _fill(villages))


def quickly(work: Callable[[], None]) -> None:
    """Fills in one transaction, and lets the database count what it holds afterwards."""
    before, after = AROUND[connection.vendor]
    _run(before)
    with transaction.atomic():
        work()
    _run(after)


def _run(statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _fill(villages: int) -> None:
    _settle(range(Village.objects.count(), villages))
    template = Village.objects.get(region=code(0)).pk
    Feed.objects.exclude(village=template).delete()
    spread(template, Feed, LedgerEntry, *(kind.model for kind in kinds.every()))


def spread(template: UUID, *tables: type[models.Model]) -> None:
    """Gives every other village what the template has in these tables, with ids of its own."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("mixed", 2, _mixed, deterministic=True)
    for model in tables:
        _copy(model, template)


def _settle(numbers: range) -> None:
    regions: list[Any] = []
    places: list[Any] = []
    codes: list[Any] = []
    people: list[Any] = []
    seats: list[Any] = []
    for number in numbers:
        name, at = f"Desa {number}", code(number)
        regions.append(Region(code=at, name=name, level=Level.DESA, parent_id=at[:8], dataset="bench"))
        places.append(Village(id=UUID(int=int(at.replace(".", ""))), region_id=at))
        codes.append(VillageCode(village=places[-1], code=at, name=name, from_on=LONG_AGO))
        people.append(User(username=f"phone{number}", name=f"Pendamping {number}", password="!"))  # noqa: S106
        seats.append(Assignment(user=people[-1], role=Role.FACILITATOR, village=places[-1], from_on=LONG_AGO))
    for kecamatan in sorted({region.parent_id for region in regions if region.parent_id}):
        make_region(kecamatan)
    for rows in (regions, places, codes, people, seats):
        type(rows[0])._default_manager.bulk_create(rows, batch_size=500)


def _copy(model: type[models.Model], template: UUID) -> None:
    columns = [field for field in model._meta.local_concrete_fields if field.column]
    names = ", ".join(f't."{field.column}"' for field in columns)
    picks = ", ".join(_pick(field) for field in columns)
    table, village = model._meta.db_table, Village._meta.db_table
    value = Village._meta.get_field("id").get_db_prep_value(template, connection)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names.replace("t.", "")}) SELECT {picks} FROM "{table}" AS t, "{village}" AS v'  # noqa: S608 -- names come from models
            " WHERE t.village_id = %s AND v.id <> %s",
            [value, value],
        )


def _pick(field: "models.Field[Any, Any]") -> str:
    if field.column == "village_id":
        return "v.id"
    if not isinstance(field, models.UUIDField) or field.column in BY_WHOM:
        return f't."{field.column}"'
    if connection.vendor == "sqlite":
        return f'mixed(v.id, t."{field.column}")'
    return f'md5(v.id::text || t."{field.column}"::text)::uuid'


def _mixed(village: str, name: str | None) -> str | None:
    return None if name is None else uuid3(UUID(village), name).hex
