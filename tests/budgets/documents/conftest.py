"""Publications of a meeting, and tables read back from what was made of them."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.factories.meetings import make_whole_meeting, subject_of
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish


@pytest.fixture
def meeting(village):
    return make_whole_meeting(village)


@pytest.fixture
def published(bu_camat):
    def one(meeting):
        stamp = Stamp(number=7, hash="ab" * 32)
        given = {"stamp": stamp, "by": bu_camat.actor, "title": meeting.title, "fiscal_year": 2027}
        return publish(dossier(subject_of(meeting)), **given, held_on=date(2026, 6, 15))

    return one


@pytest.fixture
def rows_of():
    """The rows of a spreadsheet, every cell as a value."""

    def one(content):
        return [list(row) for row in load_workbook(BytesIO(content)).active.iter_rows(values_only=True)]

    return one
