"""What is known before a table of people is read: places, people, assignments; a few queries for all rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Lower

from budgets.intake.columns import Found
from villages import rules
from villages.charge import Charge
from villages.models import Assignment, Region, User, Village

AT_ONCE = 500
"""Names asked about in one query."""
SUFFIXES = ("", *(str(number) for number in range(2, 30)))
"""What is put behind a made user name that is taken."""


@dataclass(frozen=True, slots=True)
class Place:
    """An area that a table names: a village that meets, or a region above villages."""

    code: str
    name: str
    level: str
    village: UUID | None

    def village_row(self) -> Village | None:
        """The village as an assignment takes it, its code with it. No query."""
        if self.village is None:
            return None
        return Village(pk=self.village, region=self._region())

    def region_row(self) -> Region | None:
        """The region as an assignment takes it; none where the place is a village. No query."""
        return self._region() if self.village is None else None

    def _region(self) -> Region:
        return Region(code=self.code, name=self.name, level=self.level)

    @property
    def wire(self) -> list[str | None]:
        """As plain JSON."""
        return [self.code, self.name, self.level, str(self.village) if self.village else None]

    @classmethod
    def of_wire(cls, wire: list[Any]) -> "Place":
        code, name, level, village = wire
        return cls(code, name, level, UUID(village) if village else None)

    @property
    def key(self) -> tuple[UUID | None, str | None]:
        """As an assignment keeps it: its village, or else its region."""
        return (self.village, None) if self.village else (None, self.code)


@dataclass(slots=True)
class Known:
    """Places by code, people by user name in small letters, and each person's assignments in the table's areas."""

    charge: Charge
    places: dict[str, Place] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    mine: set[UUID] = field(default_factory=set)
    """The people among them whom the actor may know of."""
    held: dict[UUID, list[Assignment]] = field(default_factory=lambda: defaultdict(list))
    namesakes: dict[tuple[str, str, tuple[UUID | None, str | None]], list[User]] = field(default_factory=dict)
    """By name, role and area."""
    by_phone: dict[tuple[str, str], list[User]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, found: Found, charge: Charge) -> "Known":
        """Reads what the rows of a table need."""
        values = [] if found.missing else [found.values(row)[0] for row in found.lines()]
        known = cls(charge, taken={one["pengguna"] for one in values if one["pengguna"]})
        known._read_places({code for one in values for code in one["wilayah"] or ()})
        known._read_people({one["pengguna"] for one in values if one["pengguna"]}, {one["telepon"] for one in values})
        known._read_names({rules.username_from(one["nama"]) for one in values if one["nama"] and not one["pengguna"]})
        return known

    def _read_places(self, codes: set[str]) -> None:
        for code, name, level, village in (
            row
            for some in _batches(codes)
            for row in Region.objects.filter(code__in=some, retired_in="").values_list(
                "code", "name", "level", "village"
            )
        ):
            self.places[code] = Place(code, name, level, village)

    def _read_people(self, usernames: set[str], phones: set[str | None]) -> None:
        users = User.objects.alias(low=Lower("username"))
        for some in _batches(usernames):
            self.people |= {one.username.lower(): one for one in users.filter(low__in=some)}
        keys = {place.key for place in self.places.values()}
        in_areas = Q(village__in=[v for v, _r in keys if v]) | Q(region__in=[r for _v, r in keys if r])
        theirs = Q(user__in=[one.pk for one in self.people.values()])
        for one in Assignment.objects.filter(in_areas | theirs).select_related("user", "village"):
            self.held[one.user_id].append(one)
            self.namesakes.setdefault((one.user.name.casefold(), one.role, (one.village_id, one.region_id)), []).append(
                one.user
            )
        known = self.charge.people()
        for some in _batches({phone for phone in phones if phone}):
            for user in known.filter(phone__in=some):
                self.by_phone.setdefault((user.name.casefold(), user.phone), []).append(user)
                missing = [] if user.pk in self.held else Assignment.objects.filter(user=user)
                self.held[user.pk] += list(missing)
        for ids in _batches({one.pk for one in self.people.values()}):
            self.mine |= set(known.filter(pk__in=ids).values_list("pk", flat=True))

    def _read_names(self, bases: set[str]) -> None:
        for some in _batches(bases):
            tried = [f"{base}{suffix}" for base in some for suffix in SUFFIXES]
            low = User.objects.alias(low=Lower("username")).filter(low__in=tried)
            self.taken |= {name.lower() for name in low.values_list("username", flat=True)}

    def new_username(self, name: str) -> str | None:
        """A user name that nobody has, made of a name, and now spoken for; ``None`` where all are taken."""
        base = rules.username_from(name)
        free = next((f"{base}{one}" for one in SUFFIXES if f"{base}{one}" not in self.taken), None)
        if free is not None:
            self.taken.add(free)
        return free


def _batches(values: Iterable[Any]) -> Iterable[list[Any]]:
    ordered = sorted(values)
    return (ordered[at : at + AT_ONCE] for at in range(0, len(ordered), AT_ONCE))
