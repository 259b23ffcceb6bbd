"""Where the kabupaten says nagari, the phone says nagari, also without a signal and on what it prints."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import phone_at
from tests.browser.line import Line
from tests.browser.server import served
from tests.browser.steps import SOON, Api, new_meeting, send_now, sign_in
from tests.browser.test_screens import complaints

pytestmark = pytest.mark.browser
SEED = ("shell", "--command", "from tests.browser.nagari import seed_nagari; seed_nagari()")


@pytest.fixture(scope="module")
def nagari(tmp_path_factory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("nagari"), SEED) as found:
        yield found


def test_the_phone_speaks_as_the_kabupaten_and_takes_over_its_rules(browser, nagari, shot):
    line = Line(nagari)
    with phone_at(browser, line.address) as page:
        sign_in(page)
        expect(page.get_by_text("Belum ada musyawarah di nagari ini.")).to_be_visible(timeout=SOON)
        line.cut()
        page.reload()
        expect(page.get_by_text("Belum ada musyawarah di nagari ini.")).to_be_visible(timeout=SOON)
        expect(page.get_by_text("desa ini")).to_have_count(0)
        shot(page, "nagari-home")
        hub = new_meeting(page, "Musdes RKP Desa", Tempat="Balai Nagari Cangkuang")
        page.goto(f"{hub}/bahas")
        expect(page.get_by_text("Pandangan Resmi Bamus Nagari")).to_be_visible()
        page.goto(f"{hub}/ringkasan")
        expect(page.get_by_text("RKP Desa").first).to_be_visible()
        expect(page.get_by_text("bertempat di Balai Nagari Cangkuang, Nagari Cangkuang")).to_be_visible()
        expect(page.get_by_text("Desa Cangkuang")).to_have_count(0)
        shot(page, "nagari-summary")
        assert complaints(page) == []
        line.mend()
        send_now(page)
    line.close()

    (meeting,) = Api(nagari, "sekdes").records("meeting").values()
    rules = meeting["rules"]
    assert (rules["quorum_numerator"], rules["quorum_denominator"]) == (1, 2)
    assert rules["legal_basis"].endswith("tentang Nagari")
    assert sorted(rules["required_elements"]) == ["adat", "perempuan"]
