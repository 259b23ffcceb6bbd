"""The barest musdes that a stranger's phone may send travels all the way: what is missing shows, it never blocks."""

from uuid import UUID

import pytest

from meetings import review
from meetings.models import Meeting
from villages.board.dossier import dossier
from villages.board.sections import Subject

pytestmark = pytest.mark.django_db


def test_a_bare_meeting_is_sent_approved_and_read(siti, bu_camat, client):
    meeting = siti.phone.record("meeting", type="MUSDES_RKP", title="Musdes")
    siti.phone.record("attendance", meeting=meeting, name="Oneng", present=True)
    siti.phone.record("agenda_item", meeting=meeting, topic="Jalan")
    siti.phone.record("budget_item", meeting=meeting, name="Rabat beton", state="adopted")
    siti.phone.record("proposal", meeting=meeting, activity="Sumur bor")
    siti.phone.record("oversight_action", meeting=meeting, subject="Semen")
    siti.phone.change(meeting, status="submitted")
    siti.phone.sync()
    row = Meeting.objects.get(id=meeting)

    shown = dossier(Subject(siti.village, "meeting", UUID(meeting)))
    publication = review.approve(row, by=bu_camat.actor, seen=shown.digest)
    page = client.get(f"/desa/{siti.village.code}/").content.decode()

    assert set(siti.phone.outcomes()) == {"applied"}
    assert publication.number == 1
    assert "Rabat beton" in page
    assert "Oneng" not in page
    siti.phone.sync()
    assert siti.phone.docs[meeting]["status"] == "published"
