"""Who does something: every verb takes one."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, and the phone that the request came from (``None``: a desk)."""

    user: UUID
    name: str
    device: UUID | None = None
