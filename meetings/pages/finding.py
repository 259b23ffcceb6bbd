"""Finding what an address names, for whoever may."""

from uuid import UUID

from backend.kernel.actor import Actor
from backend.kernel.problems import NotFound
from meetings import reviewers
from meetings.models import Meeting
from meetings.terms import ReviewLevel
from villages.access import village_for
from villages.terms import Right


def uuid_of(text: str) -> UUID:
    """The UUID, or ``NotFound``."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def meeting_with(actor: Actor, village: UUID, meeting: UUID, right: Right) -> Meeting:
    """The meeting, if the officer has this right in its village; else ``NotFound``. Three queries."""
    home = village_for(actor, village, right)
    found = Meeting.objects.filter(village=home, id=meeting, deleted_at__isnull=True).first()
    if found is None:
        raise NotFound
    found.village = home
    return found


def waiting_meeting(actor: Actor, village: UUID, meeting: UUID) -> Meeting:
    """The meeting, for who reviews its village; else ``NotFound``. Three queries."""
    return meeting_with(actor, village, meeting, Right.REVIEW)


def office_of(actor: Actor, meeting: Meeting) -> ReviewLevel:
    """The office in which the person looks at the meeting; ``NotFound`` for who reviews nothing there."""
    level = reviewers.speaks_at(actor, meeting.village, tuple(ReviewLevel))
    if level is None:
        raise NotFound
    return level
