"""What an app gives to open data: tables with a dictionary, and files in the forms that others agreed on.

Everything is made of publications. Nothing here reads a live row, so no restricted field can reach a file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from villages.models import Publication

Value = str | int | float | bool | None
Row = Sequence[Value]
"""The cells of a row in the order of the table's columns; ``None`` where the publication says nothing."""


class Kind(StrEnum):
    """The kind of a column, by its name in a Table Schema."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"
    FLAG = "boolean"
    DAY = "date"
    MOMENT = "datetime"


KINDS: dict[Kind, str | Promise] = {
    Kind.TEXT: _("teks"),
    Kind.WHOLE: _("bilangan bulat"),
    Kind.NUMBER: _("bilangan"),
    Kind.FLAG: _("true (ya) atau false (tidak)"),
    Kind.DAY: _("tanggal"),
    Kind.MOMENT: _("tanggal dan jam"),
}
"""The kinds by the word that people know."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in every format, what it holds, and for a code what each value means.

    ``codes`` are the values of a closed vocabulary. ``given``: no row lacks it.
    ``standard`` is what a standard calls the column (``columnType`` of the Fiscal Data Package).
    """

    name: str
    kind: Kind
    says: str | Promise
    codes: Mapping[str, str | Promise] = field(default_factory=dict)
    given: bool = False
    standard: str = ""

    @property
    def kind_name(self) -> str | Promise:
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of open data; ``rows`` are those of one publication, none where it holds nothing of the kind.

    A new column needs no new ``version``; a column that goes, or means something else, does.
    """

    name: str
    title: str | Promise
    says: str | Promise
    columns: tuple[Column, ...]
    rows: Callable[[Publication], Iterator[Row]]
    version: int = 1


@dataclass(frozen=True, slots=True)
class Scope:
    """What a file speaks of: an area by code (empty: the whole country) and name, how far it goes, where it lies."""

    code: str
    name: str
    until: datetime
    address: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A JSON document in a form that others agreed on: a head, and under ``key`` the items of every publication.

    ``schema``: a JSON Schema of our own, where the form has none that a reader could fetch.
    """

    name: str
    title: str | Promise
    says: str | Promise
    key: str
    head: Callable[[Scope], Mapping[str, Any]]
    items: Callable[[Publication], Iterator[Mapping[str, Any]]]
    schema: Mapping[str, Any] | None = None
    version: int = 1

    @property
    def stem(self) -> str:
        return self.name.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Package:
    """A table as CSV with its ``datapackage.json`` in one ZIP file.

    ``describe`` adds to the descriptor, and to that of its one resource, what the standard of the package asks for.
    """

    name: str
    title: str | Promise
    says: str | Promise
    table: Table
    describe: Callable[[Scope], Mapping[str, Any]]


Export = Listing | Package
