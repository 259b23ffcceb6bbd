"""What stands on the board, for tests that read it."""

from datetime import date

from backend.kernel.actor import Actor
from meetings.models import Meeting
from tests.factories.meetings import subject_of
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish
from villages.models import Publication


def publish_meeting(meeting: Meeting, by: Actor) -> Publication:
    """The meeting as it stands now, published."""
    return publish(
        dossier(subject_of(meeting)),
        stamp=Stamp(number=7, hash="ab" * 32),
        by=by,
        title=meeting.title,
        fiscal_year=2027,
        held_on=date(2026, 6, 15),
    )
