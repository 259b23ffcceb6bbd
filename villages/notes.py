"""What was done about a person, noted in the transaction that does it. Never changed."""

from typing import Any
from uuid import UUID

from backend.kernel import clock
from backend.kernel.actor import Actor
from villages.models import Assignment, PersonEvent
from villages.terms import Happened


def note(person: UUID, what: Happened, *, by: Actor | None, assignment: Assignment | None = None, **facts: Any) -> None:
    """Keeps what ``by`` (``None``: the person) did. ``facts``: plain JSON, never a secret. One query."""
    PersonEvent.objects.create(
        person_id=person,
        what=what,
        assignment=assignment,
        by_id=by.user if by else None,
        at=clock.now(),
        facts=facts,
    )
