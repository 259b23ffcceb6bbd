"""Verbs: make the files of an area, all in one look at its publications; find those that were made.

They lie in the file store under a fingerprint of the publications and of the code that writes them. What is made twice
of the same publications is the same bytes.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import translation

from backend.kernel import clock
from villages.board import areas, drawing
from villages.board.areas import AT_A_TIME, Area, State
from villages.board.dossier import LANGUAGE
from villages.board.opendata import core, schemas, writers
from villages.board.opendata.tables import Export, Listing, Package, Row, Scope, Table
from villages.board.spreadsheet import XLSX
from villages.models import Publication

SUFFIXES = (".py",)
WRITTEN_WITH = ("openpyxl",)

AT_ONCE = 200
"""Publications of which files are made while somebody waits; of more they are made at night."""
OLD = timedelta(hours=1)
"""After which a making that is not the newest may go: nobody writes or reads it any more."""
MANIFEST = "manifest.json"
MOMENT = "%Y%m%dT%H%M%S%f"
"""How the name of a making begins, so that names stand in the order of time."""
DESCRIPTOR = "datapackage.json"
_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".xlsx": XLSX,
    ".zip": "application/zip",
}

T = TypeVar("T")
Add = Callable[[Publication], int]
"""Takes a publication into a file; answers how many rows that were."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was made: its name, size in bytes, SHA-256 and rows."""

    name: str
    size: int
    sha256: str
    rows: int

    @property
    def media_type(self) -> str:
        return _TYPES[Path(self.name).suffix]


@dataclass(frozen=True, slots=True)
class Made:
    """The files of an area as they were made once; ``until`` is when the newest publication in them came out."""

    folder: str
    until: datetime
    publications: int
    files: dict[str, Stored]


def files_of(area: Area) -> Made | None:
    """The files of an area, made now where they are few; else as the last night left them. ``None``: nothing published.

    One query, or two where they are made.
    """
    state = areas.state_of(area)
    if state.until is None:
        return None
    kept = _newest(area)
    if kept and kept.folder.endswith(_print(state)):
        return kept
    if area.is_village or state.publications <= AT_ONCE:
        return _make(area, state)
    return kept


def renew(area: Area) -> bool:
    """Makes the files of an area if its publications changed; answers whether they did. At most two queries."""
    state, kept = areas.state_of(area), _newest(area)
    if state.until is None or (kept and kept.folder.endswith(_print(state))):
        return False
    _make(area, state)
    return True


def _make(area: Area, state: State) -> Made:
    """Writes all files of an area while reading its publications once. One query."""
    assert state.until is not None  # noqa: S101 -- its callers have looked
    scope, name = area.scope(state.until), f"{clock.now():{MOMENT}}-{_print(state)}"
    with TemporaryDirectory() as made_in, translation.override(LANGUAGE):
        folder = Path(made_in)
        rows = _write(folder, area, scope)
        stored = {path.name: _looked_at(path, rows.get(path.stem, 0)) for path in sorted(folder.iterdir())}
        descriptor = folder / DESCRIPTOR
        descriptor.write_bytes(_pretty(_descriptor(area, scope, stored)))
        stored[DESCRIPTOR] = _looked_at(descriptor, len(core.tables()))
        made = Made(f"{_home(area)}/{name}", state.until, state.publications, stored)
        _keep(folder, made)
    _forget_older(area)
    return made


def _write(folder: Path, area: Area, scope: Scope) -> dict[str, int]:
    """Every file of the area but the descriptor; answers the rows by table."""
    with ExitStack() as open_files:
        adding = {one.name: open_files.enter_context(_table(folder, one, scope)) for one in core.tables()}
        for export in core.exports():
            adding[Path(export.name).stem] = open_files.enter_context(_export(folder, export, scope))
        rows = dict.fromkeys(adding, 0)
        for publication in area.publications().iterator(chunk_size=AT_A_TIME):
            for name, add in adding.items():
                rows[name] += add(publication)
    return rows


@contextmanager
def _table(folder: Path, table: Table, scope: Scope) -> Iterator[Add]:
    """The three files of a table."""
    names = [column.name for column in core.columns_of(table)]
    head = {
        "skema": schemas.address_of(table.name, table.version),
        "tabel": table.name,
        "versi": table.version,
        **schemas.licensed(scope),
    }
    with ExitStack() as files:
        csv, json_ = (files.enter_context((folder / f"{table.name}{end}").open("wb")) for end in (".csv", ".json"))
        writing = [
            files.enter_context(writers.as_csv(csv, names)),
            files.enter_context(writers.as_json(json_, names, head)),
            files.enter_context(writers.as_xlsx(folder / f"{table.name}.xlsx", names, scope.until)),
        ]

        def write(row: Row) -> None:
            for one in writing:
                one(row)

        yield lambda publication: _taken(core.rows_of(table, publication), write)


def _export(folder: Path, export: Export, scope: Scope) -> AbstractContextManager[Add]:
    return _listing(folder, export, scope) if isinstance(export, Listing) else _package(folder, export, scope)


@contextmanager
def _listing(folder: Path, listing: Listing, scope: Scope) -> Iterator[Add]:
    with (folder / listing.name).open("wb") as out, writers.as_listing(out, listing.head(scope), listing.key) as write:
        yield lambda publication: _taken(listing.items(publication), write)


@contextmanager
def _package(folder: Path, package: Package, scope: Scope) -> Iterator[Add]:
    """A ZIP file of one table and its descriptor; the fingerprint of the table is taken as it is written."""
    table, file = package.table, f"{package.table.name}.csv"
    with writers.in_zip(folder / package.name, file, scope.until) as (part, add_part):
        counted = writers.Counted(part)
        with writers.as_csv(counted, [column.name for column in table.columns]) as write:
            yield lambda publication: _taken(table.rows(publication), write)
        stored = {"bytes": counted.size, "hash": f"sha256:{counted.sha256}"}
        described = schemas.resource(table, file, table.columns, stored)
        descriptor = schemas.package(Path(package.name).stem, f"{package.title}, {scope.name}", scope, [described])
        add_part(DESCRIPTOR, _pretty({**descriptor, **package.describe(scope)}))


def _taken(items: Iterator[T], write: Callable[[T], None]) -> int:
    """Writes all of them; answers how many they were."""
    count = 0
    for item in items:
        write(item)
        count += 1
    return count


def _descriptor(area: Area, scope: Scope, stored: dict[str, Stored]) -> dict[str, Any]:
    """The Data Package of all CSV files of the area."""
    resources = []
    for table in core.tables():
        file = stored[f"{table.name}.csv"]
        known = {"bytes": file.size, "hash": f"sha256:{file.sha256}"}
        resources.append(schemas.resource(table, file.name, core.columns_of(table), known))
    return schemas.package(f"rembuk-desa-{area.key}", f"Rembuk Desa, {scope.name}", scope, resources)


def _pretty(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _looked_at(path: Path, rows: int) -> Stored:
    with path.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    return Stored(path.name, path.stat().st_size, sha256, rows)


def _print(state: State) -> str:
    """Changes with the publications and with the code that writes."""
    return f"{state.digest[:16]}-{drawing.fingerprint(SUFFIXES, WRITTEN_WITH)}"


def _home(area: Area) -> str:
    return f"open-data/{area.key}"


def _keep(folder: Path, made: Made) -> None:
    """Into the file store, the manifest last: files without one are not seen."""
    for name in made.files:
        with (folder / name).open("rb") as content:
            default_storage.save(f"{made.folder}/{name}", File(content))
    manifest = {**asdict(made), "until": made.until.isoformat()}
    default_storage.save(f"{made.folder}/{MANIFEST}", ContentFile(_pretty(manifest)))


def _newest(area: Area) -> Made | None:
    return next((made for name in _makings(area) if (made := _read(f"{_home(area)}/{name}"))), None)


def _makings(area: Area) -> list[str]:
    """The folders of an area, the newest first: their names begin with the moment."""
    try:
        folders, _files = default_storage.listdir(_home(area))
    except FileNotFoundError:
        return []
    return sorted(folders, reverse=True)


def _read(folder: str) -> Made | None:
    place = f"{folder}/{MANIFEST}"
    if not default_storage.exists(place):
        return None
    with default_storage.open(place) as content:
        told = json.load(content)
    files = {name: Stored(**one) for name, one in told["files"].items()}
    return Made(folder, datetime.fromisoformat(told["until"]), told["publications"], files)


def _forget_older(area: Area) -> None:
    """Deletes what nobody reads any more, the manifest first."""
    before = f"{clock.now() - OLD:{MOMENT}}"
    for name in [one for one in _makings(area)[1:] if one < before]:
        folder = f"{_home(area)}/{name}"
        _folders, files = default_storage.listdir(folder)
        for file in sorted(files, key=lambda one: one != MANIFEST):
            default_storage.delete(f"{folder}/{file}")
        default_storage.delete(folder)
