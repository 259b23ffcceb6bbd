"""The exchange on the wire. Shapes only."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal
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

from sync.fields import PLAIN_UUID, RFC3339, utc_text

LARGEST_NUMBER = 2**53 - 1
MOST_CHANGES = 1000
DEFAULT_PAGE = 500
MOST_CURSORS = 5000
SCHEMA = 1
OLDEST_SCHEMA = 1

_UUID = re.compile(PLAIN_UUID)
_TOLD_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_MADE_ON_PHONES = r"^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
"""UUIDs of version 4 or 7."""

_AWARE: TypeAdapter[datetime] = TypeAdapter(AwareDatetime)


def is_plain_uuid(text: str) -> bool:
    """Whether this is a UUID as the protocol spells them: lower case, with hyphens."""
    return _UUID.fullmatch(text) is not None


def _plain_uuid(value: Any) -> Any:
    if not isinstance(value, str) or not is_plain_uuid(value):
        raise ValueError("uuid")
    return value


def _moment(text: str) -> str:
    """RFC 3339 in UTC; the ordinary spelling is quick to tell."""
    if _TOLD_MOMENT.fullmatch(text):
        datetime.fromisoformat(text)
        return text
    if not RFC3339.fullmatch(text):
        raise ValueError("time")
    try:
        return utc_text(_AWARE.validate_python(text))
    except OverflowError:
        raise ValueError("time") from None


PlainUuid = Annotated[UUID, BeforeValidator(_plain_uuid)]
UuidText = Annotated[str, Field(strict=True, pattern=PLAIN_UUID)]
PhoneUuidText = Annotated[str, Field(strict=True, pattern=_MADE_ON_PHONES)]
MomentText = Annotated[str, Field(strict=True), AfterValidator(_moment)]


class ChangeIn(BaseModel):
    """One edit of one record, made on one phone."""

    id: Annotated[PhoneUuidText, Field(description="UUIDv7, made with the change; the same id is the same change.")]
    kind: Annotated[str, Field(strict=True, max_length=40, pattern=r"^[A-Za-z_]+$")]
    record: Annotated[PhoneUuidText, Field(description="UUIDv7, made with the record.")]
    village: UuidText
    base: Annotated[
        int, Field(strict=True, ge=0, le=LARGEST_NUMBER, description="The record's version that the phone saw; 0: new.")
    ] = 0
    made_at: Annotated[MomentText, Field(description="RFC 3339 with offset, by the phone's clock: evidence.")]
    set: Annotated[dict[str, Any] | None, Field(description="The fields that were touched; null empties one.")] = None
    delete: Annotated[bool, Field(strict=True, validation_alias=AliasChoices("delete", "deleted"))] = False
    resolves: Annotated[UuidText | None, Field(description="The conflict that this change settles.")] = None

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

    device: Annotated[PlainUuid, Field(description="The phone's own id, as at sign-in.")]
    schema_: Annotated[
        int, Field(alias="schema", strict=True, ge=0, description="The schema that the phone speaks.")
    ] = SCHEMA
    access: Annotated[str, Field(max_length=64, description="The version of the access that the phone knows.")] = ""
    cursors: Annotated[
        dict[str, str],
        Field(max_length=MOST_CURSORS, description="Village -> how far it was read; absent: from the start."),
    ] = {}
    changes: Annotated[
        list[dict[str, Any]], Field(description="At most 1,000, in the order in which they were made.")
    ] = []
    limit: Annotated[
        int, Field(strict=True, ge=1, description="Records on a page; 1,000 at most, more is read as that.")
    ] = DEFAULT_PAGE
    unsent: Annotated[UnsentIn | None, Field(description="What stays on the phone after this exchange.")] = None


class ErrorOut(Schema):
    """What is wrong with one field of a change, in the user's language."""

    field: Annotated[
        str, Field(description="The field, or the member of the change (`kind`, `village`, `resolves`, …).")
    ]
    code: Annotated[str, Field(description="Stable; see the table of codes in docs/sync.md.")]
    message: Annotated[str, Field(description="A sentence for the person.")]


class ResultOut(Schema):
    """What became of a change."""

    id: Annotated[str, Field(description="The id of the change, as it was sent.")]
    outcome: Literal["applied", "merged", "conflict", "held", "rejected"]
    version: Annotated[int | None, Field(description="Its number in the ledger, where it has one.")] = None
    conflict: Annotated[
        UUID | None, Field(description="Of a `conflict`: what a settling change names in `resolves`.")
    ] = None
    contested: Annotated[
        list[str] | None, Field(description="Of a `conflict`: the fields that did not take effect.")
    ] = None
    held: Annotated[UUID | None, Field(description="Of a `held` change: its id among what waits for a reviewer.")] = (
        None
    )
    reason: Annotated[
        Literal["assignment_ended", "closed", "phone_lost"] | None,
        Field(description="Of a `held` change: why it is held."),
    ] = None
    errors: Annotated[list[ErrorOut] | None, Field(description="Of a `rejected` change: what is wrong.")] = None
    replayed: Annotated[bool | None, Field(description="This change was answered before; nothing happened now.")] = None


class RecordOut(Schema):
    """A record in its newest state, or its tombstone."""

    village: UUID
    kind: str
    record: UUID
    version: Annotated[int, Field(description="The ledger number of its last change: the `base` of the next.")]
    doc: Annotated[dict[str, Any] | None, Field(description="Its fields (docs/records.md), empty ones left out.")] = (
        None
    )
    deleted: Annotated[bool | None, Field(description="Present, and true, of a tombstone only.")] = None


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

    version: Annotated[str, Field(description="What the next request names in `access`.")]
    villages: list[SeatOut]
    revoked: Annotated[
        list[UUID], Field(description="UUIDs that `cursors` named, but not villages of the person (any more).")
    ]


class AttentionCounts(Schema):
    """How much waits for a human in the phone's villages; own held changes elsewhere are in the list only."""

    conflicts: int
    held: int


class ExchangeOut(Schema):
    """The answer, always 200 when the request could be read."""

    server_time: Annotated[
        str, Field(description="RFC 3339, UTC. An answer without it is not ours (a captive portal).")
    ]
    results: Annotated[list[ResultOut], Field(description="One for each change of the request, in its order.")]
    changes: Annotated[list[RecordOut], Field(description="What is new to the phone, each record once.")]
    cursors: Annotated[dict[str, str], Field(description="Village -> what the next request names. Opaque.")]
    more: Annotated[bool, Field(description="There is more: ask again with the new cursors.")]
    access: AccessOut | None = None
    attention: AttentionCounts


class WaitingOut(Schema):
    """A change that waits for a human: who made it, on which phone, when, and when it came."""

    id: Annotated[UUID, Field(description="What a settling change names in `resolves`.")]
    village: UUID
    kind: str
    record: UUID
    made_at: Annotated[str, Field(description="When the offered value was recorded, by the phone's clock.")]
    received_at: Annotated[str, Field(description="When it reached the server.")]
    by: Annotated[str, Field(description="Who offered it.")]
    device: Annotated[str, Field(description="The name of the phone that it came from.")]
    device_id: UUID | None
    base: Annotated[int, Field(description="The version that its maker had seen.")]
    deletes: Annotated[bool, Field(description="A deletion met an edit (no `fields`), or an edit met a deletion.")]


class OriginOut(Schema):
    """Who set a value that stands, on which phone (empty: at a desk), and when it arrived."""

    by: str
    device: str
    at: str


class ConflictOut(WaitingOut):
    """Two values for one field, waiting for a human, and who set the ones that stand (``origins``, field by field)."""

    fields: Annotated[dict[str, dict[str, Any]], Field(description="Field -> `base`, `stored`, `offered`.")]
    stored_by: str
    stored_device: str
    stored_at: str | None
    origins: dict[str, OriginOut]


class HeldOut(WaitingOut):
    """A change kept whole for a reviewer."""

    set: dict[str, Any]
    reason: str


class DecidedOut(HeldOut):
    """What an officer decided of a held change of the person's own."""

    decision: Literal["admitted", "dismissed"]
    decided_by: str
    decided_at: str | None
    decision_reason: Annotated[str, Field(description="In the officer's words; a dismissed one always has it.")]


class AttentionOut(Schema):
    """Everything that waits for a human in the phone's villages, and the person's own held changes elsewhere.

    ``decided``: the person's own held changes that an officer decided in the last 60 days, the latest first.
    """

    conflicts: list[ConflictOut]
    held: list[HeldOut]
    decided: list[DecidedOut]
