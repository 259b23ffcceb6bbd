"""Meetings of a village as they were published."""

from datetime import date

import pytest

from tests.factories.meetings import subject_of
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish


@pytest.fixture
def put_up(bu_camat):
    """Publishes a meeting as it stands."""

    def one(meeting, held_on=date(2026, 6, 15)):
        return publish(
            dossier(subject_of(meeting)),
            stamp=Stamp(number=7, hash="ab" * 32),
            by=bu_camat.actor,
            title=meeting.title,
            fiscal_year=meeting.fiscal_year,
            held_on=held_on,
        )

    return one


@pytest.fixture
def read(client):
    """The page at an address, its blanks made one."""

    def one(path, status=200):
        answer = client.get(path)
        assert answer.status_code == status, path
        return " ".join(answer.content.decode().split())

    return one
