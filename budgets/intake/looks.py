"""What taking a table in would do, said before anything is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from backend.kernel.canonical import digest
from backend.kernel.problems import Problem
from budgets.intake.columns import Bad


class What(TextChoices):
    """What a line of a table means for what is recorded."""

    NEW = "new", _("Baru")
    CHANGED = "changed", _("Berubah")
    CONTESTED = "contested", _("Diubah di HP")
    SAME = "same", _("Tetap")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that a table says otherwise than the record, in words; ``contested``: the record moved on meanwhile."""

    label: str
    before: str
    after: str
    contested: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a table beside the record it is about. ``fields``: what would be written, in wire form."""

    row: int
    title: str
    what: What
    village: UUID | None
    """Whose record it is; ``None`` where it is no village's."""
    key: str
    """Tells this record from the others of the table."""
    record: UUID | None = None
    version: int = 0
    fields: Mapping[str, Any] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of the lines, in sen, beside the one that is printed in the table (``None``: none is)."""

    label: str
    ours: int
    printed: int | None = None
    row: int = 0

    @property
    def differs(self) -> bool:
        """Whether the table prints another sum than its lines have."""
        return self.printed is not None and self.printed != self.ours


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that a preview shows. It can be taken where nothing is ``bad``."""

    steps: tuple[Step, ...] = ()
    bad: tuple[Bad, ...] = ()
    passed: tuple[tuple[int, str], ...] = ()
    """Rows that are no lines: headings, signatures; the row's number and what it says."""
    kept: tuple[str, ...] = ()
    """What is recorded and not in the table; it stays."""
    sums: tuple[Sum, ...] = ()

    def of(self, what: What) -> list[Step]:
        """The steps of one kind."""
        return [one for one in self.steps if one.what is what]

    @property
    def counts(self) -> list[tuple[What, int]]:
        """How many steps of each kind, none left out."""
        return [(what, len(self.of(what))) for what in What]

    @property
    def changes(self) -> list[Step]:
        """What would be written."""
        return [one for one in self.steps if one.what in (What.NEW, What.CHANGED)]

    @property
    def digest(self) -> str:
        """Changes when anything changes that the preview shows, the versions of the records included."""
        told = [
            [
                *(one.row, one.what.value, str(one.village or ""), one.key),
                *(str(one.record or ""), one.version, dict(one.fields)),
            ]
            for one in self.steps
        ]
        return digest(told)[:32]


class HasBad(Problem):
    """A table with cells that cannot be read; nothing of it was taken."""

    code = "table_has_bad_cells"
    status = 422
    title = _("Tabel ini belum dapat diterima. Perbaiki sel yang disebut, lalu bawa lagi. Belum ada yang berubah.")

    def __init__(self, bad: tuple[Bad, ...]) -> None:
        super().__init__(bad=[str(one) for one in bad])
        self.bad = bad

    def __str__(self) -> str:
        return "\n".join(map(str, self.bad))


class ChangedMeanwhile(Problem):
    """What is recorded is not what the preview showed."""

    code = "changed_since_shown"
    status = 409
    title = _("Catatan berubah sesudah pratinjau ini dibuka. Lihat pratinjau yang baru, lalu putuskan lagi.")


def check(look: Look, seen: str | None) -> None:
    """Raises ``HasBad`` or, where ``seen`` (a preview's digest) is another one, ``ChangedMeanwhile``."""
    if look.bad:
        raise HasBad(look.bad)
    if seen is not None and seen != look.digest:
        raise ChangedMeanwhile
