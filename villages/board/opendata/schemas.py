"""What open data says of itself: licence, JSON Schema, Table Schema, Data Package."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from villages.board.dossier import LANGUAGE
from villages.board.opendata.core import columns_of
from villages.board.opendata.tables import Column, Kind, Listing, Scope, Table

DRAFT = "https://json-schema.org/draft/2020-12/schema"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_JSON: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.WHOLE: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
}


def address_of(name: str, version: int) -> str:
    """Where the schema of a table or form lies."""
    return settings.PUBLIC_URL + reverse("board:data_schema", args=[file_of(name, version)])


def file_of(name: str, version: int) -> str:
    """The file name of a schema."""
    return f"{name}-v{version}.json"


def licensed(scope: Scope) -> dict[str, Any]:
    """Whose data it is, under which licence, and until when it goes: the head of every JSON file."""
    return {
        "wilayah": {"kode": scope.code, "nama": scope.name},
        "lisensi": LICENCE,
        "diperbarui": f"{scope.until:%Y-%m-%dT%H:%M:%SZ}",
        "alamat": scope.address,
    }


def json_schema(table: Table) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a table's JSON file; further columns may come within a version."""
    columns = columns_of(table)
    with override(LANGUAGE):
        return {
            "$schema": DRAFT,
            "$id": address_of(table.name, table.version),
            "title": str(table.title),
            "description": str(table.says),
            "type": "object",
            "required": ["skema", "tabel", "versi", "wilayah", "lisensi", "diperbarui", "alamat", "baris"],
            "properties": {
                "skema": {"const": address_of(table.name, table.version)},
                "tabel": {"const": table.name},
                "versi": {"const": table.version},
                "wilayah": {
                    "type": "object",
                    "required": ["kode", "nama"],
                    "properties": {"kode": {"type": "string"}, "nama": {"type": "string"}},
                },
                "lisensi": {"const": LICENCE},
                "diperbarui": {"type": "string", "format": "date-time"},
                "alamat": {"type": "string", "format": "uri"},
                "baris": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": [column.name for column in columns],
                        "properties": {column.name: _json_column(column) for column in columns},
                    },
                },
            },
        }


def listing_schema(listing: Listing) -> dict[str, Any]:
    """The JSON Schema of a form of others that has none which a reader could fetch."""
    with override(LANGUAGE):
        told = {"title": str(listing.title), "description": str(listing.says)}
    return {"$schema": DRAFT, "$id": address_of(listing.stem, listing.version), **told, **(listing.schema or {})}


def table_schema(columns: Iterable[Column]) -> dict[str, Any]:
    """The Table Schema of these columns, in two languages; an empty cell is no value."""
    return {"fields": [_field(column) for column in columns], "missingValues": [""]}


def package(name: str, title: str, scope: Scope, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """A Data Package of tables: the dictionary that machines read."""
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "homepage": scope.address,
        "created": f"{scope.until:%Y-%m-%dT%H:%M:%SZ}",
        "licenses": [LICENCE],
        "resources": resources,
    }


def resource(table: Table, path: str, columns: Iterable[Column], stored: Mapping[str, Any]) -> dict[str, Any]:
    """One CSV file of a Data Package; ``stored`` holds its size and fingerprint."""
    with override(LANGUAGE):
        described = {"title": str(table.title), "description": str(table.says)}
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": path,
        **described,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": table_schema(columns),
        **stored,
    }


def _json_column(column: Column) -> dict[str, Any]:
    known = dict(_JSON[column.kind])
    if column.codes:
        known = {"enum": list(column.codes)}
    if not column.given:
        known = {"anyOf": [known, {"type": "null"}]}
    return {"description": _said(column), **known}


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.given else {}
    if column.codes:
        constraints["enum"] = list(column.codes)
    with override(LANGUAGE):
        told = {"name": column.name, "type": column.kind.value, "description": _said(column)}
    with override("en"):
        told["description_en"] = _said(column)
    return {
        **told,
        **({"columnType": column.standard} if column.standard else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _said(column: Column) -> str:
    codes = "; ".join(f"{code}: {label}" for code, label in column.codes.items())
    return f"{column.says}. {codes}" if codes else str(column.says)
