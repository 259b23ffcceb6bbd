"""Wishes are ranked and merged on the phone without a signal, and work goes on after the meeting was accepted."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import in_the_village
from tests.browser.line import Line
from tests.browser.steps import Api, send_now
from tests.browser.tour import PASSWORD, under_way

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser, demo_line: Line) -> Iterator[Page]:
    with in_the_village(browser, demo_line.address) as page:
        yield page


@pytest.fixture
def api(demonstration: str) -> Api:
    return Api(demonstration, "fasilitator", PASSWORD)


@pytest.mark.slow  # a real browser
def test_votes_make_an_order_and_a_tie_is_decided_by_the_meeting(phone: Page, demo_line: Line, api: Api):
    meeting = under_way(api)
    demo_line.cut()
    phone.goto(f"/app/#/m/{meeting}/peringkat")
    phone.get_by_role("radio", name="Suara peserta").check(force=True)
    votes = phone.get_by_label(re.compile("^Suara untuk "))
    for number in range(2):
        votes.nth(number).fill("9")
        votes.nth(number).blur()
    expect(phone.get_by_text("Peringkat 1, sama")).to_have_count(2)

    tie = phone.get_by_role("region", name="Nilai sama")
    orders = tie.get_by_role("group")
    orders.nth(0).get_by_role("radio", name="2").check(force=True)
    orders.nth(1).get_by_role("radio", name="1").check(force=True)
    expect(phone.get_by_text("Peringkat 1, sama")).to_have_count(2)
    tie.get_by_label("Alasan urutan").fill("Jalannya putus.")
    tie.get_by_label("Alasan urutan").blur()
    expect(tie.get_by_text("Urutan diputuskan musyawarah:")).to_be_visible()
    expect(phone.get_by_text("Peringkat 1, sama")).to_have_count(0)

    demo_line.mend()
    send_now(phone)
    ranked = sorted(one["rank"] for one in api.records("proposal").values() if one.get("votes") == 9)
    assert ranked == [1, 2]
    assert api.records("meeting")[meeting]["ranking_method"] == "votes"


@pytest.mark.slow  # a real browser
def test_a_wish_is_merged_into_another_one_and_taken_out_again(phone: Page, demo_line: Line, api: Api):
    meeting = under_way(api)
    wish, other = [key for key, one in api.records("proposal").items() if one["meeting"] == meeting][:2]
    demo_line.cut()
    phone.goto(f"/app/#/m/{meeting}/usul/{wish}")
    phone.locator("summary", has_text="Gabung atau pecah").click()
    phone.get_by_label("Gabungkan ke usulan lain").select_option(value=other)
    expect(phone.get_by_role("heading", name="Digabung ke usulan")).to_be_visible()
    expect(phone.get_by_role("group", name="Nasib usulan")).to_have_count(0)

    demo_line.mend()
    send_now(phone)
    assert api.records("proposal")[wish]["merged_into"] == other

    phone.goto(f"/app/#/m/{meeting}/usul/{wish}")
    phone.get_by_role("button", name="Batalkan penggabungan").click()
    expect(phone.get_by_role("group", name="Nasib usulan")).to_be_visible()
    send_now(phone)
    assert "merged_into" not in api.records("proposal")[wish]
