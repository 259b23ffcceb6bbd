"""From the wire to checked values and back: one pydantic model a kind, made from its columns.

Values in *wire form* are plain JSON, normalised (``docs/records.md``); a field that is empty is absent.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, create_model
from pydantic_core import ErrorDetails
from typing_extensions import TypedDict

from sync import kinds
from sync.fields import WireField
from sync.kinds import Breach, Kind

EMPTY: tuple[Any, ...] = (None, "", [], {})
"""What is left out of a document."""


@cache
def _reader(kind: Kind) -> type[BaseModel]:
    fields: dict[str, Any] = {name: (kind.column(name).wire | None, None) for name in kind.fields}
    return create_model(kind.name, __config__=ConfigDict(extra="forbid"), **fields)


@cache
def _quick_reader(kind: Kind) -> TypeAdapter[dict[str, Any]]:
    """Takes what is spelled as it is told, nearly all that a phone sends; the rest goes to ``_reader``."""
    made_at_run_time: Any = TypedDict
    shape = made_at_run_time(kind.name, {name: kind.column(name).quick | None for name in kind.fields}, total=False)
    shape.__pydantic_config__ = ConfigDict(extra="forbid")
    return TypeAdapter(shape)


def check(kind: Kind, changed: Mapping[str, Any]) -> tuple[dict[str, Any], list[Breach]]:
    """The fields of a change in wire form, or what is wrong with them.

    ``None`` stands for a field that is emptied (a flag is never empty: it says no). Fields that are not named stay out.
    """
    offered = kind.translate(dict(changed))
    try:
        read = _quick_reader(kind).validate_python(offered)
    except ValidationError:
        return _check_closely(kind, offered)
    return {name: value if value or value == 0 else kind.column(name).nothing for name, value in read.items()}, []


def _check_closely(kind: Kind, offered: dict[str, Any]) -> tuple[dict[str, Any], list[Breach]]:
    try:
        read = _reader(kind).model_validate(offered)
    except ValidationError as wrong:
        return {}, [_breach(error) for error in wrong.errors(include_url=False, include_context=True)]
    return {name: _normal(kind, name, getattr(read, name)) for name in kind.fields if name in read.model_fields_set}, []


def _normal(kind: Kind, name: str, value: Any) -> Any:
    column = kind.column(name)
    if value is None:
        return column.nothing
    written = column.to_wire(column.from_wire(value))
    return column.nothing if written in EMPTY else written


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


@cache
def defaults(kind: Kind) -> Mapping[str, Any]:
    """What a new record holds before anybody says anything, in wire form."""
    columns = {name: kind.column(name) for name in kind.fields}
    filled = document(kind, {name: column.empty() for name, column in columns.items()})
    return {name: str(word) if isinstance(word, str) else word for name, word in filled.items()}


def columns(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """A document as JSON that the database's columns read (see ``sync.store``)."""
    written = {**_empty_columns(kind), **values}
    for name, column in _rewritten(kind):
        if name in values:
            written[name] = column.to_column(values[name])
    return written


@cache
def _empty_columns(kind: Kind) -> Mapping[str, Any]:
    return {name: kind.column(name).to_column(None) for name in kind.fields}


@cache
def _rewritten(kind: Kind) -> list[tuple[str, WireField]]:
    """The columns whose stored form is not the wire's."""
    columns = [(name, kind.column(name)) for name in kind.fields]
    return [(name, column) for name, column in columns if type(column).to_column is not WireField.to_column]


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
