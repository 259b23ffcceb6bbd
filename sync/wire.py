"""From the wire to checked values and back: one pydantic model a kind, made from its columns.

Values in *wire form* are plain JSON, normalised (``docs/records.md``); a field that is empty is absent.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic_core import ErrorDetails

from sync import kinds
from sync.kinds import Breach, Kind

EMPTY: tuple[Any, ...] = (None, "", [], {})
"""What is left out of a document."""


@cache
def _reader(kind: Kind) -> type[BaseModel]:
    fields: dict[str, Any] = {name: (kind.column(name).wire | None, None) for name in kind.fields}
    return create_model(kind.name, __config__=ConfigDict(extra="forbid"), **fields)


def forget_readers() -> None:
    """Makes the readers anew; for tests that lend a kind."""
    _reader.cache_clear()


def check(kind: Kind, changed: Mapping[str, Any]) -> tuple[dict[str, Any], list[Breach]]:
    """The fields of a change in wire form, or what is wrong with them.

    ``None`` stands for a field that is emptied. Fields that are not named stay out.
    """
    try:
        read = _reader(kind).model_validate(kind.translate(dict(changed)))
    except ValidationError as wrong:
        return {}, [_breach(error) for error in wrong.errors(include_url=False, include_context=True)]
    return {name: _normal(kind, name, getattr(read, name)) for name in read.model_fields_set}, []


def _normal(kind: Kind, name: str, value: Any) -> Any:
    if value is None:
        return None
    column = kind.column(name)
    written = column.to_wire(column.from_wire(value))
    return None if written in EMPTY else written


def _breach(error: ErrorDetails) -> Breach:
    field = str(error["loc"][0]) if error["loc"] else ""
    facts = error.get("ctx") or {}
    match error["type"]:
        case "extra_forbidden":
            return Breach(field, "unknown_field", _("Isian ini tidak dikenal. Perbarui aplikasi."))
        case "string_too_long":
            return Breach(
                field, "too_long", _("Terlalu panjang. Paling banyak %(most)s huruf.") % {"most": facts["max_length"]}
            )
        case "greater_than_equal":
            return Breach(
                field, "too_small", _("Angka terlalu kecil. Paling sedikit %(least)s.") % {"least": facts["ge"]}
            )
        case "less_than_equal":
            return Breach(field, "too_large", _("Angka terlalu besar. Paling banyak %(most)s.") % {"most": facts["le"]})
        case "literal_error":
            return Breach(field, "unknown_word", _("Pilihan ini tidak dikenal. Pilih dari daftar."))
        case _:
            return Breach(field, "wrong_type", _("Isi tidak sesuai jenisnya. Periksa lalu isi ulang."))


def document(kind: Kind, row: Mapping[str, Any]) -> dict[str, Any]:
    """A stored row (a dict of column values) in wire form, empty fields left out."""
    found = {}
    for name in kind.fields:
        value = kind.column(name).to_wire(row[name])
        if value not in EMPTY:
            found[name] = value
    return found


def defaults(kind: Kind) -> dict[str, Any]:
    """What a new record holds before anybody says anything, in wire form."""
    columns = {name: kind.column(name) for name in kind.fields}
    return document(kind, {name: column.empty() for name, column in columns.items()})


def columns(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """A document as JSON that the database's columns read (see ``sync.store``)."""
    return {name: kind.column(name).to_column(values.get(name)) for name in kind.fields}


def kind_named(name: str) -> Kind:
    """The kind of this name; raises ``LookupError`` where no app registered it."""
    kind = kinds.find(name)
    if kind is None:
        raise LookupError(name)
    return kind


def kind_of(model: type[Any]) -> Kind:
    """The kind that a model stores; raises ``LookupError`` for any other model."""
    for kind in kinds.every():
        if kind.model is model:
            return kind
    raise LookupError(model)
