"""The exchange on the wire. Shapes only."""

import re
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import (
    AfterValidator,
    AliasChoices,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    model_validator,
)

from sync.fields import utc_text

LARGEST_NUMBER = 2**53 - 1
MOST_CHANGES = 1000
DEFAULT_PAGE = 500
MOST_CURSORS = 5000
SCHEMA = 1
OLDEST_SCHEMA = 1

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:.]+([Zz]|[+-][0-9]{2}:[0-9]{2})")
_TOLD_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_MADE_ON_PHONES = r"^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
"""UUIDs of version 4 or 7."""

_AWARE: TypeAdapter[datetime] = TypeAdapter(AwareDatetime)


def _plain_uuid(value: Any) -> Any:
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise ValueError("uuid")
    return value


def _moment(text: str) -> str:
    """RFC 3339 in UTC; the ordinary spelling is quick to tell."""
    if _TOLD_MOMENT.fullmatch(text):
        datetime.fromisoformat(text)
        return text
    if not _MOMENT.fullmatch(text):
        raise ValueError("time")
    try:
        return utc_text(_AWARE.validate_python(text))
    except OverflowError:
        raise ValueError("time") from None


PlainUuid = Annotated[UUID, BeforeValidator(_plain_uuid)]
UuidText = Annotated[str, Field(strict=True, pattern=rf"^{_UUID.pattern}$")]
PhoneUuidText = Annotated[str, Field(strict=True, pattern=_MADE_ON_PHONES)]
MomentText = Annotated[str, Field(strict=True), AfterValidator(_moment)]


class ChangeIn(BaseModel):
    """One edit of one record, made on one phone."""

    id: PhoneUuidText
    kind: Annotated[str, Field(strict=True, max_length=40, pattern=r"^[A-Za-z_]+$")]
    record: PhoneUuidText
    village: UuidText
    base: Annotated[int, Field(strict=True, ge=0, le=LARGEST_NUMBER)] = 0
    made_at: MomentText
    set: dict[str, Any] | None = None
    delete: Annotated[bool, Field(strict=True, validation_alias=AliasChoices("delete", "deleted"))] = False
    resolves: UuidText | None = None

    @model_validator(mode="after")
    def _sets_or_deletes(self) -> "ChangeIn":
        if self.delete is (self.set is not None):
            raise ValueError("set or delete")
        return self


class UnsentIn(BaseModel):
    """What stays on the phone after this exchange."""

    changes: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 0
    files: Annotated[int, Field(strict=True, ge=0, le=1_000_000)] = 0


class ExchangeIn(BaseModel):
    """A request. ``changes`` are read one by one, so that a bad one never blocks its neighbours."""

    model_config = ConfigDict(populate_by_name=True)

    device: PlainUuid
    schema_: Annotated[int, Field(alias="schema", strict=True, ge=0)] = SCHEMA
    access: Annotated[str, Field(max_length=64)] = ""
    cursors: Annotated[dict[str, str], Field(max_length=MOST_CURSORS)] = {}
    changes: list[dict[str, Any]] = []
    limit: Annotated[int, Field(strict=True, ge=1)] = DEFAULT_PAGE
    unsent: UnsentIn | None = None


class ErrorOut(Schema):
    """What is wrong with one field of a change, in the user's language."""

    field: str
    code: str
    message: str


class ResultOut(Schema):
    """What became of a change."""

    id: str
    outcome: str
    version: int | None = None
    conflict: UUID | None = None
    contested: list[str] | None = None
    held: UUID | None = None
    reason: str | None = None
    errors: list[ErrorOut] | None = None
    replayed: bool | None = None


class RecordOut(Schema):
    """A record in its newest state, or its tombstone."""

    village: UUID
    kind: str
    record: UUID
    version: int
    doc: dict[str, Any] | None = None
    deleted: bool | None = None


class SeatOut(Schema):
    """A village that the phone carries."""

    village: UUID
    code: str
    name: str
    zone: str
    role: str
    kecamatan: str
    kabupaten: str
    hamlets: list[str]
    place: str


class AccessOut(Schema):
    """What the person's assignments give; present only when it changed."""

    version: str
    villages: list[SeatOut]
    revoked: list[UUID]


class AttentionCounts(Schema):
    """How much waits for a human in the phone's villages."""

    conflicts: int
    held: int


class ExchangeOut(Schema):
    """The answer, always 200 when the request could be read."""

    server_time: str
    results: list[ResultOut]
    changes: list[RecordOut]
    cursors: dict[str, str]
    more: bool
    access: AccessOut | None = None
    attention: AttentionCounts


class WaitingOut(Schema):
    """A change that waits for a human: who made it, on which phone, when, and when it came."""

    id: UUID
    village: UUID
    kind: str
    record: UUID
    made_at: str
    received_at: str
    by: str
    device: str
    device_id: UUID | None
    base: int
    deletes: bool


class OriginOut(Schema):
    """Who set a value that stands, on which phone (empty: at a desk), and when it arrived."""

    by: str
    device: str
    at: str


class ConflictOut(WaitingOut):
    """Two values for one field, waiting for a human, and who set the ones that stand (``origins``, field by field)."""

    fields: dict[str, dict[str, Any]]
    stored_by: str
    stored_device: str
    stored_at: str | None
    origins: dict[str, OriginOut]


class HeldOut(WaitingOut):
    """A change kept whole for a reviewer."""

    set: dict[str, Any]
    reason: str


class AttentionOut(Schema):
    """Everything that waits for a human in the phone's villages."""

    conflicts: list[ConflictOut]
    held: list[HeldOut]
