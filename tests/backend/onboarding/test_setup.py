"""What a kabupaten sets up: the list of what is next, its words, its rules; kept in the admin's history."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache

from backend.kernel import clock
from tests.backend.onboarding.typed import rows
from tests.factories.villages import make_region
from villages.models import LocalTerms, RuleSet

TERMS = {
    "village": "Nagari",
    "village_head": "Wali Nagari",
    "hamlet": "Jorong",
    "kecamatan": "Kecamatan",
    "kecamatan_head": "Camat",
    "council": "Bamus",
}
RULES = {
    "legal_basis": "Perbup 12/2026",
    "quorum_numerator": "2",
    "quorum_denominator": "3",
    "adjourn_hours": "3",
    "resume_days": "3",
    "invitation_days": "5",
    "report_working_days": "7",
    "minimum_women_percent": "40",
    "required_elements": ["perempuan", "miskin"],
    "reviewers": "sequence",
    "holidays": "26/11/2026\n1 Desember 2026",
    "by_musdus": "nobody",
    **rows("signers"),
    **rows("fund_shares"),
}


@pytest.fixture(autouse=True)
def _desk(settings):
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()


@pytest.fixture
def desk(client, rina):
    client.force_login(rina.user)
    return client


def text(answer):
    return answer.content.decode()


def test_the_list_says_what_is_done_and_what_is_next(desk, rina, siti, next_door):
    page = text(desk.get("/petugas/persiapan/"))

    assert "Menyiapkan Kabupaten Garut" in page
    assert "1 / 2 desa" in page  # Cangkuang has Siti, Lembang nobody yet
    assert "<b>Berikutnya:</b> Petugas kabupaten" in page


def test_the_list_grows_complete(desk, rina, siti, dpmd, bu_camat):
    siti.phone.sync()
    dpmd.user.last_login = bu_camat.user.last_login = rina.user.joined_at
    for one in (dpmd, bu_camat):
        one.user.save()
    RuleSet.objects.create(kabupaten_id="32.05", year=clock.today().year)

    page = text(desk.get("/petugas/persiapan/"))

    assert "<b>Berikutnya:</b> Desa yang ada pagunya untuk tahun depan" in page


def test_the_list_costs_the_same_however_many_villages(desk, rina, village, next_door, django_assert_max_num_queries):
    with django_assert_max_num_queries(28):
        assert desk.get("/petugas/persiapan/").status_code == 200


def test_words_are_said_and_kept_in_history(desk, rina):
    desk.post("/petugas/persiapan/32.05/sebutan/", TERMS)
    desk.post("/petugas/persiapan/32.05/sebutan/", {**TERMS, "hamlet": "Korong"})
    desk.post("/petugas/persiapan/32.05/sebutan/", {**TERMS, "hamlet": "Korong"})

    assert LocalTerms.objects.get(kabupaten="32.05").hamlet == "Korong"
    entries = LogEntry.objects.filter(user=rina.user).order_by("pk")
    assert [(one.is_addition(), one.is_change()) for one in entries] == [(True, False), (False, True)]


def test_rules_of_a_year_are_said(desk, rina):
    answer = desk.post("/petugas/persiapan/32.05/aturan/2026/", RULES)

    row = RuleSet.objects.get(kabupaten="32.05", year=2026)
    assert answer.status_code == 302
    assert (row.minimum_women_percent, row.reviewers, row.reviewers_by_kind) == (40, "sequence", {"musdus": "nobody"})
    assert (row.holidays, row.required_elements) == (["2026-11-26", "2026-12-01"], ["perempuan", "miskin"])


def test_a_new_year_begins_as_the_one_before(desk, rina):
    desk.post("/petugas/persiapan/32.05/aturan/2026/", RULES)
    RuleSet.objects.update(signers={"*": ["chair"]})

    page = text(desk.get("/petugas/persiapan/32.05/aturan/2027/"))
    chair = rows("signers", {"kind": "*", "role": "chair"})
    desk.post("/petugas/persiapan/32.05/aturan/2027/", {**RULES, **chair, "holidays": ""})

    row = RuleSet.objects.get(kabupaten="32.05", year=2027)
    assert "diambil dari tahun 2026" in page
    assert "Perbup 12/2026" in page
    assert '<option value="chair" selected>' in page
    assert (row.signers, row.holidays) == ({"*": [{"role": "chair", "count": 1}]}, [])
    assert RuleSet.objects.get(kabupaten="32.05", year=2026).holidays == ["2026-11-26", "2026-12-01"]


@pytest.mark.parametrize(
    "wrong",
    [{"quorum_numerator": "4"}, {"quorum_denominator": "0"}, {"holidays": "besok"}, {"minimum_women_percent": "101"}],
)
def test_rules_that_cannot_be_are_told(desk, rina, wrong):
    answer = desk.post("/petugas/persiapan/32.05/aturan/2026/", {**RULES, **wrong})

    assert answer.status_code == 422
    assert "Belum tersimpan" in text(answer)
    assert not RuleSet.objects.exists()


def test_another_kabupaten_is_none_of_ones_business(desk, rina):
    make_region("32.06")

    assert desk.get("/petugas/persiapan/32.06/sebutan/").status_code == 404
    assert desk.post("/petugas/persiapan/32.06/sebutan/", TERMS).status_code == 404
    assert desk.post("/petugas/persiapan/32.06/aturan/2026/", RULES).status_code == 404
    assert desk.get("/petugas/persiapan/32.05/aturan/1999/").status_code == 404
    assert not LocalTerms.objects.exists()


def test_the_kabupatens_officer_sets_up_too_and_a_kecamatans_does_not(client, dpmd, bu_camat):
    client.force_login(dpmd.user)
    assert client.get("/petugas/persiapan/32.05/sebutan/").status_code == 200
    client.force_login(bu_camat.user)
    assert client.get("/petugas/persiapan/32.05/sebutan/").status_code == 404
