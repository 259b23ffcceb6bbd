"""Shapes of signing in."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field


def _printable(text: str) -> str:
    if not text.isprintable():
        raise ValueError("unprintable")
    return text


Plain = Annotated[str, AfterValidator(_printable)]
"""Text that can be printed: no NUL, no lone surrogate, no control character."""


class DeviceIn(Schema):
    """The phone as it names itself; ``id`` is made once, at installation."""

    id: UUID
    name: Annotated[Plain, Field(max_length=80)] = ""
    platform: Annotated[Plain, Field(max_length=80)] = ""
    app_version: Annotated[Plain, Field(max_length=40)] = ""


class SignInIn(Schema):
    """Credentials, and the phone that they are typed on."""

    username: Annotated[Plain, Field(max_length=150)]
    password: Annotated[Plain, Field(max_length=1000)]
    device: DeviceIn


class FirstSignInIn(Schema):
    """The one-time code of a slip, the password that the person chose, and the phone that they are typed on."""

    username: Annotated[Plain, Field(max_length=150)]
    code: Annotated[Plain, Field(max_length=40)]
    password: Annotated[Plain, Field(max_length=1000)]
    device: DeviceIn


class PersonOut(Schema):
    """A signed-in person."""

    id: UUID
    username: str
    name: str


class DeviceOut(Schema):
    """A phone and what it still holds."""

    id: UUID
    name: str
    platform: str
    app_version: str
    signed_in: bool
    seen_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None
    unsent_changes: int
    unsent_files: int
    user: PersonOut


class SignedInOut(Schema):
    """The token to keep, of which the server keeps only the digest, and two keys.

    ``bundle_key`` signs files that are carried by hand; what is sealed with ``seal_key`` only the server can open.
    """

    token: str
    bundle_key: str
    seal_key: str
    expires_at: datetime | None
    user: PersonOut
    device: DeviceOut


class ProblemOut(Schema):
    """RFC 9457 problem details. Facts of the problem stand beside these members, such as ``where`` or ``villages``."""

    type: Annotated[str, Field(description="`urn:rembuk:problem:` and the code.")]
    title: Annotated[
        str, Field(description="A sentence for the person, in the person's language, that says what to do.")
    ]
    status: Annotated[int, Field(description="The HTTP status again.")]
    code: Annotated[str, Field(description="Stable; what a client decides by.")]
    error: Annotated[str, Field(description="The code again: by this member RxDB's client knows a refusal.")]
