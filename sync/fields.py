"""Columns of synced records: each knows its form on the wire (``docs/records.md``) and in the database.

``wire`` is the type that pydantic checks, ``from_wire`` turns a checked value into the one that is stored, and
``to_wire`` a stored value into JSON. ``quick`` accepts the ordinary spellings only and leaves them as they are told;
what it does not take is read by ``wire``. ``told`` is the SQL that makes the JSON in the database.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import models
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, StringConstraints

from backend.kernel import money
from sync import telling

QUANTITY_LIMIT = 10**9
THOUSANDTHS = 1000


def _no_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("NUL")
    return text


def _word_reader(words: Sequence[str]) -> Any:
    canonical = {word.lower(): word for word in words}

    def read(value: Any) -> Any:
        return canonical.get(value.lower(), value) if isinstance(value, str) else value

    return BeforeValidator(read)


def word_type(words: Sequence[str]) -> Any:
    """The pydantic type of one word out of ``words``, read without regard to case."""
    return Annotated[Literal[tuple(words)], _word_reader(words)]


def text_type(longest: int) -> Any:
    """The pydantic type of a text of at most ``longest`` characters."""
    return Annotated[str, StringConstraints(strict=True, max_length=longest), AfterValidator(_no_nul)]


def _thousandths(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("number")  # noqa: TRY004 -- pydantic reads ValueError only
    scaled = Decimal(str(value)) * THOUSANDTHS
    if not 0 <= scaled <= QUANTITY_LIMIT * THOUSANDTHS or scaled != scaled.to_integral_value():
        raise ValueError("three decimals")
    return int(scaled)


def _no_repeats(values: list[Any]) -> list[Any]:
    return sorted(set(values))


def _day(value: Any) -> Any:
    if isinstance(value, str) and len(value) == len("2026-11-23"):
        return date.fromisoformat(value)
    raise ValueError("date")


def _moment(value: Any) -> Any:
    if not isinstance(value, str) or not RFC3339.fullmatch(value):
        raise ValueError("time")
    return value


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("time") from None


RFC3339 = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:.]+([Zz]|[+-][0-9]{2}:[0-9]{2})")
_NO_NUL = r"^[^\x00]*$"
PLAIN_UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_WHOLE_SECOND_IN_UTC = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"


def _real_moment(text: str) -> str:
    datetime.fromisoformat(text)
    return text


def _as_number(thousandths: int) -> int | float:
    whole, part = divmod(thousandths, THOUSANDTHS)
    return whole if part == 0 else thousandths / THOUSANDTHS


def _quantity(value: Any) -> int | float:
    return _as_number(_thousandths(value))


class WireField(models.Field):  # type: ignore[type-arg]
    """What every column of a synced record can say of itself."""

    wire: Any = None
    nothing: Any = None
    """What an emptied field holds, in wire form."""

    @property
    def quick(self) -> Any:
        """A pydantic type whose checked value is in wire form; it takes nothing that ``wire`` does not take alike."""
        return Annotated[self.wire, AfterValidator(lambda value: self.to_wire(self.from_wire(value)))]

    def told(self, column: str, *, postgres: bool) -> str:
        """SQL for the text of the value as JSON; ``NULL`` where it is empty."""
        return f"{column}::text" if postgres else column

    def to_wire(self, stored: Any) -> Any:
        """The stored value as JSON."""
        return stored

    def from_wire(self, value: Any) -> Any:
        """A checked value (never ``None``) as it is stored."""
        return value

    def empty(self) -> Any:
        """What is stored where nothing was recorded."""
        return self.get_default()

    def to_column(self, written: Any) -> Any:
        """A value in wire form (``None``: empty) as JSON that the column is written from."""
        if written is None:
            return None if self.null else self.empty_column()
        return written

    def empty_column(self) -> Any:
        """What a column that is never ``NULL`` holds where nothing was recorded."""
        return ""

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {key: value for key, value in kwargs.items() if key != "choices"}


class Text(WireField, models.CharField):  # type: ignore[type-arg]
    """Text of at most ``max_length`` characters; empty is ``""``."""

    def __init__(self, max_length: int, **options: Any) -> None:
        options.setdefault("default", "")
        super().__init__(max_length=max_length, blank=True, **options)
        self.wire = text_type(max_length)

    @property
    def quick(self) -> Any:
        return Annotated[str, StringConstraints(strict=True, max_length=self.max_length, pattern=_NO_NUL)]

    def told(self, column: str, *, postgres: bool) -> str:
        return telling.quoted_text(column, postgres=postgres)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("blank", None)
        return name, path, args, kwargs


class Word(WireField, models.CharField):  # type: ignore[type-arg]
    """One word out of a closed vocabulary; empty is ``""`` where there is no default."""

    def __init__(self, vocabulary: type[models.TextChoices] | None = None, **options: Any) -> None:
        options.setdefault("default", "")
        options.setdefault("max_length", 24)
        if vocabulary is not None:
            options["choices"] = vocabulary.choices
            self.wire = word_type(vocabulary.values)
            self.words = tuple(vocabulary.values)
        super().__init__(blank=True, **options)

    @property
    def quick(self) -> Any:
        return Literal[self.words]

    def told(self, column: str, *, postgres: bool) -> str:
        return telling.quoted_text(column, postgres=postgres)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("blank", None)
        return name, path, args, kwargs


class Count(WireField, models.IntegerField):  # type: ignore[type-arg]
    """A whole number within bounds, or nothing."""

    def __init__(self, least: int = 0, most: int = 2**31 - 1, **options: Any) -> None:
        super().__init__(null=True, blank=True, **options)
        self.least, self.most = least, most
        self.wire = Annotated[int, Field(strict=True, ge=least, le=most)]

    @property
    def quick(self) -> Any:
        return self.wire

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("null", None)
        kwargs.pop("blank", None)
        return name, path, args, kwargs | {"least": self.least, "most": self.most}


class Money(WireField, models.BigIntegerField):  # type: ignore[type-arg]
    """An amount in sen, or nothing."""

    wire = Annotated[int, Field(strict=True, ge=0, le=money.MOST)]
    quick = wire

    def __init__(self, **options: Any) -> None:
        options.setdefault("null", True)
        options.setdefault("blank", True)
        super().__init__(**options)


class Quantity(WireField, models.BigIntegerField):  # type: ignore[type-arg]
    """A volume with up to three decimals, stored in thousandths; on the wire a plain number."""

    wire = Annotated[Any, AfterValidator(_thousandths)]
    quick = Annotated[Any, AfterValidator(_quantity)]

    def __init__(self, **options: Any) -> None:
        options.setdefault("null", True)
        options.setdefault("blank", True)
        super().__init__(**options)

    def told(self, column: str, *, postgres: bool) -> str:
        if postgres:
            return f"trim_scale({column} / {THOUSANDTHS}.0)::text"
        whole = f"{column} / {THOUSANDTHS}"
        return f"CASE {column} WHEN {whole} * {THOUSANDTHS} THEN {whole} ELSE {column} / {THOUSANDTHS}.0 END"

    def to_wire(self, stored: Any) -> Any:
        return None if stored is None else _as_number(stored)

    def to_column(self, written: Any) -> Any:
        return None if written is None else _thousandths(written)


class Degrees(WireField, models.FloatField):  # type: ignore[type-arg]
    """A latitude or longitude, kept to six decimals (11 cm)."""

    wire = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False), AfterValidator(lambda v: round(v, 6))]
    quick = wire

    def __init__(self, **options: Any) -> None:
        options.setdefault("null", True)
        options.setdefault("blank", True)
        super().__init__(**options)


class Flag(WireField, models.BooleanField):  # type: ignore[type-arg]
    """Yes or no; no where nothing was recorded."""

    nothing = False
    wire = Annotated[bool, Field(strict=True)]
    quick = wire

    def __init__(self, **options: Any) -> None:
        options.setdefault("default", False)
        super().__init__(**options)

    def told(self, column: str, *, postgres: bool) -> str:
        return f"CASE WHEN {column} THEN 'true' ELSE 'false' END"

    def empty_column(self) -> Any:
        return False


class Day(WireField, models.DateField):  # type: ignore[type-arg]
    """A calendar day."""

    wire = Annotated[date, BeforeValidator(_day)]

    def __init__(self, **options: Any) -> None:
        options.setdefault("null", True)
        options.setdefault("blank", True)
        super().__init__(**options)

    quick = Annotated[str, AfterValidator(lambda text: _day(text).isoformat())]

    def told(self, column: str, *, postgres: bool) -> str:
        return f"'\"' || {column} || '\"'"

    def to_wire(self, stored: Any) -> Any:
        return None if stored is None else stored.isoformat()


class Moment(WireField, models.DateTimeField):  # type: ignore[type-arg]
    """A moment, stored and answered in UTC."""

    wire = Annotated[AwareDatetime, BeforeValidator(_moment), AfterValidator(_in_utc)]
    quick = Annotated[str, Field(strict=True, pattern=_WHOLE_SECOND_IN_UTC), AfterValidator(_real_moment)]

    def told(self, column: str, *, postgres: bool) -> str:
        return telling.moment(column, postgres=postgres)

    def __init__(self, **options: Any) -> None:
        options.setdefault("null", True)
        options.setdefault("blank", True)
        super().__init__(**options)

    def to_wire(self, stored: Any) -> Any:
        return None if stored is None else utc_text(stored)


class Ref(WireField, models.UUIDField):  # type: ignore[type-arg]
    """The id of another record of the same village; no foreign key, since it may arrive first."""

    wire = UUID
    quick = Annotated[str, Field(strict=True, pattern=PLAIN_UUID)]

    def __init__(self, **options: Any) -> None:
        options.setdefault("null", True)
        options.setdefault("blank", True)
        super().__init__(**options)

    def told(self, column: str, *, postgres: bool) -> str:
        return f"'\"' || {telling.uuid(column, postgres=postgres)} || '\"'"

    def to_wire(self, stored: Any) -> Any:
        return None if stored is None else str(stored)


class Members(WireField, models.JSONField):
    """A set, stored as a sorted list."""

    def __init__(self, member: Any = None, **options: Any) -> None:
        options.setdefault("default", list)
        super().__init__(blank=True, **options)
        self.wire = Annotated[list[member], Field(max_length=500), AfterValidator(_no_repeats)]

    def from_wire(self, value: Any) -> Any:
        return [str(member) if isinstance(member, UUID) else member for member in value]

    def told(self, column: str, *, postgres: bool) -> str:
        return telling.filled_json(column, postgres=postgres)

    def empty_column(self) -> Any:
        return []

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("blank", None)
        return name, path, args, kwargs


class Shape(WireField, models.JSONField):
    """An object or list of a fixed shape (a pydantic type), stored as JSON; nothing is ``NULL``."""

    def __init__(self, shape: Any = None, **options: Any) -> None:
        options.setdefault("null", True)
        super().__init__(blank=True, **options)
        self.wire = shape

    def told(self, column: str, *, postgres: bool) -> str:
        return telling.filled_json(column, postgres=postgres)

    def from_wire(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.from_wire(part) for part in value]
        return value.model_dump(mode="json") if hasattr(value, "model_dump") else value

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("blank", None)
        return name, path, args, kwargs


def utc_text(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC with ``Z``; fractions only where there are any."""
    utc = moment.astimezone(UTC)
    precision = "seconds" if not utc.microsecond else "microseconds" if utc.microsecond % 1000 else "milliseconds"
    return utc.isoformat(timespec=precision).replace("+00:00", "Z")
