"""Nothing restricted reaches a public byte: a canary in every restricted field of every kind."""

import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from meetings.models import AttendanceTally, Photo, Remark
from meetings.terms import Vulnerable
from sync import kinds
from sync.fields import Degrees, Members, Shape, Text
from tests.factories.meetings import make_whole_meeting, photo_fields, put, subject_of
from tests.villages.board.printed import Printed
from villages.board import papers
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish
from villages.board.spreadsheet import XLSX
from villages.board.typesetting import PDF

RESTRICTED = [(kind, name) for kind in kinds.every() for name in sorted(kind.restricted)]
HOME = "/desa/32.05.09.2006/"
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{32}([0-9a-f]{32})?\b")
"""Ids and digests are random: any short number stands in one sooner or later."""


def canary(kind, name):
    """A value for a restricted field, and the texts by which it would be seen."""
    column = kind.column(name)
    if isinstance(column, Text):
        seen = f"Qx{kind.name}{name}"[: column.max_length].ljust(column.max_length, "q")[: column.max_length]
        return seen, [seen]
    if isinstance(column, Degrees):
        return -6.918273, ["6.918273", "6.918", "6,918"]
    if isinstance(column, Members):
        words = list(Vulnerable)
        return [word.value for word in words], [*(word.value for word in words if word != "other"), "disabilitas"]
    assert isinstance(column, Shape), f"{kind.name}.{name}: say how its canary looks"
    return [[9178443, 4439178, 9178444, 4439179]], ["9178443", "4439178"]


@pytest.fixture
def whole(village):
    meeting = make_whole_meeting(village)
    put(Remark, village, meeting=meeting.id, text="Periksa lagi.", author_name="Bu Camat")
    put(AttendanceTally, village, meeting=meeting.id, element="miskin", gender="P", present=4)
    put(Photo, village, meeting=meeting.id, **photo_fields("b"), publishable=False)
    put(Photo, village, meeting=meeting.id, **photo_fields("c"), publishable=True, purpose="attendance_sheet")
    return meeting


@pytest.fixture
def public(client, bu_camat):
    """Everything that anybody can read of a meeting once it is published."""

    def read(meeting):
        publication = publish(
            dossier(subject_of(meeting)),
            stamp=Stamp(number=7, hash="ab" * 32),
            by=bu_camat.actor,
            title=meeting.title,
            fiscal_year=2027,
            held_on=date(2026, 6, 15),
        )
        paths = ["/", "/?q=leles", HOME, f"{HOME}terbitan/1/", f"{HOME}terbitan/1/bacaan/", f"{HOME}terbitan/1.json"]
        paths += [
            f"{HOME}usulan/2027/",
            f"{HOME}anggaran/2027/",
            f"{HOME}banding/2027/",
            f"{HOME}pada/?tanggal=2036-01-01",
        ]
        answers = [client.get(path) for path in [*paths, f"{HOME}musyawarah/{meeting.id}/"]]
        assert {answer.status_code for answer in answers} == {200}
        pages = b"\n".join(answer.content + str(answer.headers).encode() for answer in answers).decode()
        return "\n".join([pages, *map(_said, papers.of(publication))])

    def _said(paper):
        answer = client.get(f"{HOME}terbitan/1/dokumen/{paper.name}")
        if paper.media_type == PDF:
            return Printed(answer.content).text + str(Printed(answer.content).pdf.metadata)
        if paper.media_type == XLSX:
            rows = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
            return "\n".join(str(row) for row in rows)
        return answer.content.decode()

    return read


def test_there_are_restricted_fields_to_look_for():
    assert {kind.name for kind, _ in RESTRICTED} >= {"attendance", "signature", "photo", "agenda_item", "proposal"}


def test_no_restricted_value_reaches_a_public_byte(whole, public):
    planted = []
    for kind, name in RESTRICTED:
        value, seen = canary(kind, name)
        rows = kind.model._default_manager.filter(village=whole.village)
        assert rows.update(**{name: value}), f"no {kind.name} to plant in"
        planted += [(f"{kind.name}.{name}", text) for text in seen]

    page = ID.sub("", public(whole))

    assert [(field, text) for field, text in planted if text.lower() in page.lower()] == []
    assert "Pengerasan jalan usaha tani" in page, "the page is not empty"


def test_a_canary_in_a_public_field_is_seen(whole, public):
    type(whole).objects.filter(id=whole.id).update(summary="Qxsummary")

    assert "Qxsummary" in public(whole)


def test_only_released_photographs_are_named(whole, public):
    page = public(whole)

    assert "a" * 64 in page
    assert "b" * 64 not in page
    assert "c" * 64 not in page, "a signed attendance sheet, whatever the phone said"


def test_who_came_is_told_in_groups_of_three_or_more(whole):
    turnout = dossier(subject_of(whole)).snapshot["turnout"]

    assert turnout["present"] == 27
    assert all(row["present"] >= 3 for row in turnout["elements"])
    assert "adat" not in {row["element"] for row in turnout["elements"]}
    assert all(row["present"] >= 3 for row in turnout["hamlets"])
