"""Verbs of a table that somebody brings: keep it until it is decided on, and remember which column is what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from budgets.intake import columns, sheets
from budgets.intake.columns import Form, Found
from budgets.models import BroughtTable, ColumnMapping
from villages.access import villages_with
from villages.terms import Right

KEPT = timedelta(days=1)
"""How long a table waits for a decision."""
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class About:
    """What a table is about: a meeting of a village, or what was chosen beside the file."""

    village: UUID | None = None
    meeting: UUID | None = None
    asked: Mapping[str, Any] = field(default_factory=dict)


def bring(content: bytes, name: str, *, by: Actor, form: Form, about: About = About()) -> BroughtTable:
    """Keeps a table for its preview; an earlier one of the same kind is forgotten. Raises ``sheets.NotATable``."""
    sheets.read(content)
    BroughtTable.objects.filter(user=by.user, form=form.name).delete()
    return BroughtTable.objects.create(
        user_id=by.user,
        form=form.name,
        village_id=about.village,
        meeting=about.meeting,
        asked=dict(about.asked),
        name=name[:LONGEST_NAME],
        content=content,
        brought_at=clock.now(),
    )


def brought(key: UUID, *, by: Actor) -> BroughtTable:
    """The table that this person brought, while it waits; else ``NotFound``. One query."""
    fresh = BroughtTable.objects.filter(pk=key, user=by.user, brought_at__gte=clock.now() - KEPT)
    table = fresh.select_related("village__region").first()
    if table is None:
        raise NotFound
    return table


def found_in(table: BroughtTable, form: Form, *, by: Actor) -> Found:
    """Where the head is and which column is what, as somebody said for this head before. At most three queries."""
    book = sheets.read(bytes(table.content))
    found = columns.find(book, form)
    known = mapping_of(found, by=by)
    return found if known is None else columns.find(book, form, chosen=known)


def mapping_of(found: Found, *, by: Actor) -> dict[str, int] | None:
    """What the person, or else a colleague of the kabupaten, said of this head. At most three queries."""
    same = ColumnMapping.objects.filter(form=found.form.name, fingerprint=found.fingerprint)
    own = same.filter(user=by.user).first()
    if own is None and (kabupaten := _kabupaten_of(by)):
        own = same.filter(kabupaten=kabupaten).order_by("-saved_at").first()
    return None if own is None else {str(name): int(place) for name, place in own.places.items()}


def choose(found: Found, places: Mapping[str, int], *, by: Actor) -> None:
    """Remembers where the columns of this head stand (from 0; ``-1``: nowhere)."""
    known = {one.name for one in found.form.columns}
    ColumnMapping.objects.update_or_create(
        user_id=by.user,
        form=found.form.name,
        fingerprint=found.fingerprint,
        defaults={
            "kabupaten_id": _kabupaten_of(by),
            "places": {name: place for name, place in places.items() if name in known},
            "saved_at": clock.now(),
        },
    )


def forget(table: BroughtTable) -> None:
    """The table was taken in, or is not wanted."""
    table.delete()


def forget_old() -> int:
    """Forgets tables that nobody decided on within a day; answers how many."""
    gone, _by_model = BroughtTable.objects.filter(brought_at__lt=clock.now() - KEPT).delete()
    return gone


def _kabupaten_of(by: Actor) -> str | None:
    """The one kabupaten that the person works in; ``None`` where there are several or none."""
    found = (
        villages_with(by.user, Right.READ).order_by().values_list("region__parent__parent", flat=True).distinct()[:2]
    )
    codes = [code for code in found if code]
    return codes[0] if len(codes) == 1 else None
