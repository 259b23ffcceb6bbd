"""The village's page: the plan with its bars, each activity's newest word, how to complain, how little it weighs."""

import gzip
from datetime import date
from pathlib import Path

from budgets.models import BudgetItem, ProgressReport
from budgets.templatetags.money import bars
from budgets.terms import ItemState
from meetings.models import Photo
from meetings.terms import Element, MeetingType
from tests.factories.meetings import JUTA, make_item, make_meeting, make_people, make_whole_meeting, photo_fields, put

HOME = "/desa/32.05.09.2006/"
CSS = Path("villages/static/board/board.css")
ONE_FLIGHT = 14 * 1024


def test_sums_are_drawn_with_the_table_under_each(village, put_up, read):
    put_up(make_whole_meeting(village))

    page = read(HOME)

    assert page.count("<svg") == 2
    first = page.partition("<svg")[2]
    assert first.index("</svg>") < first.index("<table")
    assert '<rect y="20" width="192" height="10"/>' in page, "Dana Desa pays 60 of 100"
    assert ">60%</text>" in page
    assert "style=" not in page


def test_bars_never_tell_something_as_nothing():
    drawn = bars([{"label": "a", "amount": 1}, {"label": "b", "amount": 0}, {"name": "c", "amount": 9_999}], 10_000)

    assert [(one["label"], one["share"], one["width"]) for one in drawn["bars"]] == [("a", "<1", 1), ("c", "100", 319)]
    assert drawn["height"] == 72


def test_an_activity_shows_its_newest_word_with_money_and_pictures(village, put_up, read):
    planned = put_up(make_whole_meeting(village))
    road = BudgetItem.objects.get(account="2.3.11")
    BudgetItem.objects.filter(pk=road.pk).update(state=ItemState.UNDER_WAY)
    report = put(
        ProgressReport, village, budget_item=road.id, reported_on=date(2027, 6, 1), physical_percent=60, spent=70 * JUTA
    )
    put(Photo, village, progress_report=report.id, **photo_fields("d"), purpose="during", publishable=True)
    told = put_up(
        make_meeting(village, type=MeetingType.MUSDES_PELAKSANAAN, title="Laporan", fiscal_year=2027), date(2027, 7, 1)
    )

    home, then = read(HOME), read(f"{HOME}terbitan/{planned.number}/")
    road_here = home.partition('<li id="kegiatan-1">')[2].partition('<li id="kegiatan-2">')[0]

    for said in ("Sedang dilaksanakan", "kemajuan 60%", "terpakai Rp70.000.000", f"terbitan/{told.number}/", "d" * 64):
        assert said in road_here, said
    assert "kemajuan 60%" not in then, "a publication stays as it was published"
    assert "Disepakati" in home.partition('<li id="kegiatan-2">')[2], "the pipes have no newer word"


def test_a_complaint_is_prepared_with_what_an_office_asks(village, put_up, read):
    shown = put_up(make_whole_meeting(village))

    letter = read(HOME).partition('<blockquote class="letter">')[2].partition("</blockquote>")[0]

    assert "Saya warga Desa Cangkuang, Kecamatan Leles" in letter
    assert f"terbitan {shown.number}, kode periksa" in letter


def test_the_page_with_a_years_plan_comes_in_one_flight(client, village, put_up):
    meeting = make_whole_meeting(village)
    make_people(meeting, Element.TANI, men=4, women=3)
    for number in range(23):
        make_item(
            meeting,
            f"Kegiatan nomor {number} di jalan {number * 7919 % 1000}",
            (number + 11) * JUTA,
            account=f"{number % 5 + 1}.{number % 3 + 1}.0{number % 9 + 1}",
            place=f"Blok {chr(65 + number)} RT {number}",
            implementer=f"Kasi {number}",
        )
    put_up(meeting)

    weight = len(gzip.compress(client.get(HOME).content, 9)) + len(gzip.compress(CSS.read_bytes(), 9))

    assert weight <= ONE_FLIGHT
