"""Shares of funds and signers are typed in rows, without JSON; what is wrong is told at its cell and nothing kept."""

import json
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from backend.onboarding import shares, signers
from backend.onboarding.rows_field import SPARE
from budgets.models import AccountCode
from budgets.norms import share_rules
from budgets.terms import CodeLevel, Ranah
from meetings.rules.signing import asked_of, signers_of
from tests.backend.onboarding.test_setup import RULES, text
from tests.backend.onboarding.typed import rows
from tests.factories.villages import PASSWORD, make_person
from villages.models import RuleSet

PAGE = "/petugas/persiapan/32.05/aturan/2026/"
RUNNING = {
    "what": "Operasional desa",
    "source": "DDS",
    "accounts": "01.01.08.",
    "most": "3",
    "law": "Permendes PDT 16/2025 Pasal 11",
}
KEPT = {
    "what": "Operasional desa",
    "source": "DDS",
    "accounts": ["1.1.08"],
    "most": 3,
    "law": "Permendes PDT 16/2025 Pasal 11",
}


@pytest.fixture(autouse=True)
def _desk(settings):
    settings.SECURE_SSL_REDIRECT = False
    cache.clear()


@pytest.fixture(autouse=True)
def codes(db):
    for code, level in (("1.1", CodeLevel.SUB_BIDANG), ("1.1.08", CodeLevel.KEGIATAN)):
        AccountCode.objects.create(ranah=Ranah.FUNGSI, code=code, name=code, level=level, year_from=2018)


@pytest.fixture
def desk(client, rina):
    client.force_login(rina.user)
    return client


def say(desk, **tables):
    """Keeps the rules with these tables; answers the page."""
    sent = dict(RULES)
    for name, typed in tables.items():
        sent |= rows(name, *typed) if isinstance(typed, list) else typed
    return desk.post(PAGE, sent)


def test_a_share_is_kept_as_the_checks_read_it(desk):
    whole = {"what": "Siltap", "source": "*", "accounts": "1.1; 1.1.08", "least": "10", "most": "30", "law": "Perbup 1"}

    answer = say(desk, fund_shares=[RUNNING, whole, {}])

    row = RuleSet.objects.get()
    assert answer.status_code == 302
    assert row.fund_shares["operasional-desa"] == KEPT
    (running, siltap) = share_rules(row.fund_shares)
    assert (running.source, running.accounts, running.least, running.most) == ("DDS", ("1.1.08",), None, 3)
    assert (siltap.source, siltap.accounts, siltap.least, siltap.most) == ("", ("1.1", "1.1.08"), 10, 30)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"most": "101"}, "Pastikan nilai ini lebih kecil dari atau sama dengan 100"),
        ({"most": "tiga"}, "Tulis angka bulat, misalnya 3."),
        ({"most": ""}, "Isi paling sedikit, paling banyak, atau keduanya."),
        ({"least": "40"}, "Paling banyak tidak boleh kurang dari paling sedikit."),
        ({"accounts": "9.9.99"}, "Tidak ada di daftar kode kegiatan: 9.9.99."),
        ({"accounts": "<b>x"}, "Tidak ada di daftar kode kegiatan: &lt;b&gt;x."),
        ({"law": ""}, "Wajib diisi."),
        ({"source": ""}, "Wajib diisi."),
        ({"source": "XYZ"}, "Masukkan pilihan yang valid"),
    ],
)
def test_a_wrong_cell_says_what_is_wrong_keeps_what_was_typed_and_nothing_is_written(desk, wrong, told):
    say(desk, fund_shares=[RUNNING])

    answer = say(desk, fund_shares=[{**RUNNING, "key": "operasional-desa"}, {**RUNNING, "what": "Lain lagi", **wrong}])

    page = text(answer)
    assert answer.status_code == 422
    assert told in page
    assert 'aria-invalid="true"' in page
    assert 'value="Lain lagi"' in page
    assert page.count('class="cell-error"') == 1
    assert list(RuleSet.objects.get().fund_shares) == ["operasional-desa"]
    assert LogEntry.objects.count() == 1


def test_rows_are_asked_for_without_keeping_anything(desk):
    typed = {**RULES, **rows("fund_shares", RUNNING, {}), "tambah": "fund_shares"}

    answer = desk.post(PAGE, typed)

    page = text(answer)
    assert answer.status_code == 200
    assert "Baris ditambahkan. Belum tersimpan." in page
    assert len(re.findall(r'name="fund_shares-\d-what"', page)) == 2 + SPARE
    assert 'value="Operasional desa"' in page
    assert not RuleSet.objects.exists()


def test_a_row_that_is_ticked_goes_and_the_other_keeps_the_name_of_its_findings(desk):
    RuleSet.objects.create(kabupaten_id="32.05", year=2026, fund_shares={"op_dds": KEPT, "tua": KEPT})
    page = text(desk.get(PAGE))

    gone = rows(
        "fund_shares", {**RUNNING, "key": "op_dds", "most": "4"}, {**RUNNING, "key": "tua", "DELETE": "on"}, before=2
    )
    say(desk, fund_shares=gone)

    assert 'value="op_dds"' in page
    assert RuleSet.objects.get().fund_shares == {"op_dds": {**KEPT, "most": 4}}


def test_two_new_rows_of_one_purpose_are_two_shares(desk):
    say(desk, fund_shares=[RUNNING, {**RUNNING, "source": "ADD"}])

    assert list(RuleSet.objects.get().fund_shares) == ["operasional-desa", "operasional-desa-2"]


def test_what_was_written_as_json_before_is_shown_and_kept_as_it_was(desk):
    """Whatever a superuser once typed: it is shown as far as it can be read, and kept is what was meant."""
    assert shares.shown("nonsense") == shares.shown(None) == []
    (row,) = shares.shown({"aneh": "teks"})
    assert (row["what"], row["accounts"]) == ("aneh", "")
    (row,) = shares.shown({"op": KEPT})
    assert shares.kept([{**row, "accounts": ["1.1.08"]}]) == {"op": KEPT}
    old = {"musdes_rkp": {"chair": 1, "participant": 3}, "*": ["chair"]}
    again = signers.kept(signers.shown(old))
    assert {kind: signers_of(kind, again) for kind in ("musdes_rkp", "fkp")} == {
        kind: signers_of(kind, old) for kind in ("musdes_rkp", "fkp")
    }


def test_signers_are_kept_in_order_with_their_words(desk):
    say(
        desk,
        signers=[
            {"kind": "musdes_rkp", "role": "participant", "count": "3", "order": "2", "unnamed": "on"},
            {"kind": "musdes_rkp", "role": "chair", "title": "Ketua BPD", "order": "1"},
            {"kind": "*", "role": "village_head"},
        ],
    )

    said = RuleSet.objects.get().signers
    assert [(one.role.value, one.count, one.title, one.named) for one in asked_of("musdes_rkp", said)] == [
        ("chair", 1, "Ketua BPD", True),
        ("participant", 3, "", False),
    ]
    assert signers_of("fkp", said) == {"village_head": 1}


def test_a_signer_who_stands_there_twice_is_told(desk):
    answer = say(desk, signers=[{"kind": "*", "role": "chair"}, {"kind": "*", "role": "chair", "count": "2"}])

    assert answer.status_code == 422
    assert "Peran ini sudah ada di baris lain" in text(answer)
    assert not RuleSet.objects.exists()


def test_a_form_without_its_tables_is_refused(desk):
    answer = desk.post(PAGE, {name: value for name, value in RULES.items() if not name.startswith("fund_shares")})

    assert answer.status_code == 422
    assert not RuleSet.objects.exists()


def test_the_page_tells_who_changed_what(desk, rina):
    say(desk, fund_shares=[RUNNING])
    say(desk, fund_shares=[])

    page = text(desk.get(PAGE))

    assert page.count(rina.user.name) >= 2
    assert "porsi dan batas dana" in page.lower()


def test_the_administration_has_the_same_tables_and_no_json(rina):
    make_person("root", "Akar", is_staff=True, is_superuser=True)
    root = Client()
    assert root.login(username="root", password=PASSWORD)
    row = RuleSet.objects.create(kabupaten_id="32.05", year=2026, fund_shares={"op_dds": KEPT})
    place = reverse("admin:villages_ruleset_change", args=[row.pk])

    shown = text(root.get(place))
    sent = {**RULES, "kabupaten": "32.05", "year": "2026"}
    wrong = root.post(place, {**sent, **rows("fund_shares", {**RUNNING, "key": "op_dds", "most": "300"}, before=1)})
    right = root.post(place, {**sent, **rows("fund_shares", {**RUNNING, "key": "op_dds", "most": "5"}, before=1)})

    assert json.dumps(KEPT) not in shown
    assert 'name="fund_shares-0-what" value="Operasional desa"' in shown
    assert (wrong.status_code, right.status_code) == (200, 302)
    assert "cell-error" in text(wrong)
    row.refresh_from_db()
    assert row.fund_shares == {"op_dds": {**KEPT, "most": 5}}
    assert (row.reviewers_by_kind, row.holidays) == ({"musdus": "nobody"}, ["2026-11-26", "2026-12-01"])
    assert "Porsi dana" in LogEntry.objects.get().get_change_message()
