"""Villages with money for ``bench.money``, and the looks that are timed; runs inside Django."""

import json
import os
from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import Any
from uuid import UUID

from django.test import Client

from backend.kernel import ids
from bench.machine import processor_seconds
from bench.seed import quickly, spread
from budgets import overview, reckoning
from budgets.models import BudgetItem, Funding, ProgressReport
from sync.models import Feed
from tests.factories.villages import LONG_AGO, assign, make_person, make_region
from villages.models import Region, Village, VillageCode
from villages.terms import Level, Role

VILLAGES, KABUPATEN, ITEMS, YEARS = 1_000, 4, 60, (2025, 2026)
A_KECAMATAN, FIRST, TIMES = 25, 2001, 9
OK = 200
SERVER = "BENCH_SERVER"
"""The id of the database server's first process."""
AREA, YEAR = "32.01", YEARS[-1]
ACCOUNTS = ("1.1.01", "2.1.01", "2.2.02", "2.3.11", "2.4.06", "3.1.02", "4.2.01", "5.3.00")
SOURCES = ("DDS", "ADD", "PBH", "PBK")
SECTORS = ("pendidikan", "kesehatan", "kemiskinan", "air_sanitasi", "lain")
HAMLETS = ("Cibodas", "Sukamaju", "Pasir")
A_LOT = 1_000_000_00


def code(number: int) -> str:
    """The code of village ``number``: forty kecamatan to a kabupaten."""
    kabupaten, place = divmod(number, VILLAGES)
    kecamatan, at = divmod(place, A_KECAMATAN)
    return f"32.{1 + kabupaten:02}.{1 + kecamatan:02}.{FIRST + at}"


def fill(villages: int = VILLAGES * KABUPATEN, items: int = ITEMS) -> None:
    """As many villages, each with the same plans, sources and reports under ids of its own."""
    quickly(lambda: rows(villages, items))


def rows(villages: int, items: int) -> None:
    """The same within a transaction that somebody else began."""

    template = _settle(villages)
    plans = [_plan(template, year, place) for year in YEARS for place in range(items)]
    Feed.objects.create(village_id=template, epoch="bench", head=1)
    BudgetItem.objects.bulk_create([one for plan in plans for one in plan[0]])
    Funding.objects.bulk_create([one for plan in plans for one in plan[1]])
    ProgressReport.objects.bulk_create([one for plan in plans for one in plan[2]])
    spread(template, Feed, BudgetItem, Funding, ProgressReport)


def _settle(villages: int) -> UUID:

    codes = [code(number) for number in range(villages)]
    for kecamatan in sorted({one[:8] for one in codes}):
        make_region(kecamatan)
    places = [Village(id=UUID(int=int(one.replace(".", ""))), region_id=one) for one in codes]
    regions = [
        Region(code=one, name=f"Desa {one}", level=Level.DESA, parent_id=one[:8], dataset="bench") for one in codes
    ]
    names = [VillageCode(village=one, code=one.region_id, name=one.region_id, from_on=LONG_AGO) for one in places]
    for made in (regions, places, names):
        type(made[0])._default_manager.bulk_create(made, batch_size=500)  # type: ignore[arg-type]
    return places[0].pk


def _percents(place: int) -> list[int]:
    """Two or three reports; three works of four are finished."""
    return [*(30, 60)[: 1 + place % 2], 100 if place % 4 else 70]


def _plan(village: UUID, year: int, place: int) -> tuple[list[Any], list[Any], list[Any]]:

    amount = (place % 17 + 1) * A_LOT
    item = BudgetItem(
        village_id=village,
        id=ids.uuid7(),
        version=1,
        meeting=UUID(int=year),
        fiscal_year=year,
        account=ACCOUNTS[place % len(ACCOUNTS)],
        name=f"Kegiatan {place}",
        hamlet=HAMLETS[place % len(HAMLETS)],
        sector=SECTORS[place % len(SECTORS)],
        sdgs=[place % 18 + 1],
        amount=amount,
        beneficiaries_female=place % 3 * 40,
        start_month=place % 6 + 1,
        end_month=place % 6 + 6,
        state="under_way",
    )
    parts = [amount] if place % 4 else [amount // 2, amount - amount // 2]
    funding = [
        Funding(
            village_id=village,
            id=ids.uuid7(),
            version=1,
            budget_item=item.id,
            source=SOURCES[(place + at) % 4],
            amount=part,
        )
        for at, part in enumerate(parts)
    ]
    reports = [
        ProgressReport(
            village_id=village,
            id=ids.uuid7(),
            version=1,
            budget_item=item.id,
            reported_on=date(year, 3 + 3 * at, 20),
            physical_percent=percent,
            spent=amount * percent // 100,
        )
        for at, percent in enumerate(_percents(place))
    ]
    return [item], funding, reports


def reckon() -> None:
    """Reckons the kabupaten ahead, as the night does; prints milliseconds a village."""
    homes = list(_area())
    watch = _Watch()
    for home in homes:
        reckoning.reckon(home)
    _print([watch.each(len(homes))])


def look() -> None:
    """Prints what each report takes, in milliseconds: the page's own reads, and the whole page as an officer asks."""
    dpmd = make_person("dpmd")
    assign(dpmd, Role.KABUPATEN_OFFICER, Region.objects.get(pk=AREA))
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(dpmd)

    def sums() -> None:
        found = overview.rows_of(_area(), YEAR)
        for dimension in ("field", "source", "sector", "goal", "whom"):
            overview.sums(found, dimension)
        overview.marks(found)
        overview.outliers(found)
        reckoning.behind(_area())

    def asked(address: str) -> Callable[[], None]:
        def ask() -> None:
            answer = client.get(address)
            if answer.status_code != OK:
                raise RuntimeError(f"{address}: {answer.status_code}")

        return ask

    place = f"/petugas/ringkasan/?tahun={YEAR}"
    pages = (place, f"{place}&berkas=csv", f"/petugas/ringkasan/{YEAR}/{code(7)}")
    _print([_timed(work) for work in (sums, *map(asked, pages))])


def _area() -> Any:

    return Village.objects.select_related("region").filter(region__code__startswith=f"{AREA}.").order_by("region_id")


def _print(figures: list[tuple[float, float]]) -> None:
    print(json.dumps(figures))  # noqa: T201 -- read by the bench


class _Watch:
    """What this process and the database's take from now on, by the processor and by the clock."""

    def __init__(self) -> None:
        self.worked, self.at = processor_seconds(*_roots()), perf_counter()

    def each(self, times: int) -> tuple[float, float]:
        """Milliseconds each of so many: of processor time, and by the clock."""
        worked, passed = processor_seconds(*_roots()) - self.worked, perf_counter() - self.at
        return worked * 1000 / times, passed * 1000 / times


def _timed(work: Callable[[], Any]) -> tuple[float, float]:
    """What it takes, once it was done before, so that process and database are warm."""
    work()
    watch = _Watch()
    for _ in range(TIMES):
        work()
    return watch.each(TIMES)


def _roots() -> list[int]:
    return [os.getpid(), *map(int, os.environ.get(SERVER, "").split())]
