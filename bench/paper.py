"""The official record of a big meeting, drawn as an officer gets it: with the list of those who came."""

import json
import time
from datetime import date

from backend.kernel.actor import Actor
from meetings.documents import People, record_of
from meetings.models import Attendance, Meeting
from meetings.terms import Element
from tests.factories.meetings import JUTA, make_item, make_meeting, make_people, subject_of
from tests.factories.villages import make_village
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish
from villages.board.writing import as_pdf
from villages.models import Publication, User

TIMES = 5
"""The slowest counts, which is the first: the layout is read and the fonts are."""


def drawn() -> None:
    """Prints the seconds and the bytes of a record with 60 people and 25 activities."""
    meeting = make_meeting(make_village("98.99.01.2001", "Sukamaju"), invited_count=60)
    make_people(meeting, Element.TANI, men=20, women=20)
    make_people(meeting, Element.PEREMPUAN, women=20)
    for number in range(25):
        make_item(meeting, f"Kegiatan pembangunan nomor {number}", (10 + number) * JUTA)
    took, size = [], 0
    publication = _published(meeting)
    for _ in range(TIMES):
        begun = time.perf_counter()
        people = People(attendance=list(Attendance.objects.filter(village=meeting.village, meeting=meeting.id)))
        size = len(as_pdf(record_of(publication, people)))
        took.append(time.perf_counter() - begun)
    print(json.dumps([max(took), size]))  # noqa: T201 -- its answer


def _published(meeting: Meeting) -> Publication:
    by = User.objects.all()[0]
    return publish(
        dossier(subject_of(meeting)),
        stamp=Stamp(number=1, hash="ab" * 32),
        by=Actor(user=by.pk, name=by.name),
        title=meeting.title,
        fiscal_year=2027,
        held_on=date(2026, 6, 15),
    )
