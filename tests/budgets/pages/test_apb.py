"""The APB Desa at the desk: typed in, balanced, adopted, published; read by officers, hidden from strangers."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from budgets import codes
from budgets.models import BudgetChange, BudgetLine, BudgetRealised, BudgetWork, VillageBudget
from budgets.terms import BudgetState
from tests.factories.budgets import PERDES, make_budget
from tests.factories.meetings import JUTA, ROAD, make_item, make_meeting
from villages.models import Publication, RuleSet

LIST = "/petugas/apb/"


@pytest.fixture
def at_desk(client):
    """The client of somebody who is signed in at a computer."""

    def sit(person):
        client.force_login(person.user)
        return client

    return sit


def text(answer):
    return " ".join(answer.content.decode().split())


def page_of(edition):
    return f"{LIST}{edition.pk}/"


def test_the_secretary_types_a_budget_in_until_it_balances_and_adopts_it(at_desk, dadang, village):
    codes.load()
    client = at_desk(dadang)
    started = client.post(LIST, {"village": str(village.pk), "year": "2027"}, follow=True)
    edition = VillageBudget.objects.get()
    here = page_of(edition)
    assert "belum berisi satu baris pun" in text(started)

    client.post(f"{here}baris/", {"decision": "save", "account": "4.2.1.01.", "amount": "600.000.000"})
    made = client.post(f"{here}kegiatan/", {"decision": "save", "code": "02.03.11.", "name": ROAD, "volume": "450,5"})
    client.post(made.url, {"decision": "save", "account": "5.3.5.03", "amount": "Rp 650.000.000,-", "source": "DDS"})
    short = text(client.get(here))
    assert "Kurang Rp50.000.000" in short
    assert "Kurang Rp50.000.000" in text(client.get(f"{here}baris/"))
    assert "Belum dapat ditetapkan" in short

    refused = client.post(
        here,
        {"decision": "adopt", "seen": VillageBudget.objects.get().revision, "reference": PERDES, "on": "2026-12-30"},
    )
    assert refused.status_code == 409
    assert "SiLPA tahun lalu (6.1.1) belum dicatat" in text(refused)

    client.post(f"{here}baris/", {"decision": "save", "account": "6.1.1", "amount": "50000000", "source": "DDS"})
    balanced = text(client.get(here))
    assert "Seimbang" in balanced
    assert "450,5" in balanced
    done = client.post(
        here,
        {"decision": "adopt", "seen": VillageBudget.objects.get().revision, "reference": PERDES, "on": "2026-12-30"},
        follow=True,
    )
    assert "APB Desa ditetapkan" in text(done)
    assert VillageBudget.objects.get().state == BudgetState.ADOPTED
    assert "Tambah kegiatan" not in text(client.get(here))
    story = text(client.get(f"{here}riwayat/"))
    assert "Dadang Suherman" in story
    assert "jumlah: Rp650.000.000" in story


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"account": "5.9.9", "amount": "5"}, "tidak ada dalam daftar kode rekening"),
        ({"account": "5.2.1", "amount": "5"}, "dimasukkan di dalam kegiatannya"),
        ({"account": "4.2.2", "amount": "banyak"}, "Bukan jumlah uang"),
        ({"account": "4.2.2", "amount": "-5"}, "Jumlah tidak boleh kurang dari nol."),
        ({"account": "4.2.1.01", "amount": "5"}, "Baris yang sama sudah ada"),
        ({"account": "", "amount": ""}, "Isian ini perlu ditulis."),
        ({"account": "4.2.2", "amount": "5", "source": "BANK"}, "Sumber dana"),
    ],
)
def test_what_is_typed_wrong_is_said_and_nothing_is_kept(at_desk, dadang, village, said, why):
    made = make_budget(village, dadang.actor)
    before = BudgetLine.objects.count()

    answer = at_desk(dadang).post(f"{page_of(made.edition)}baris/", {"decision": "save", **said})

    assert answer.status_code in (409, 422)
    assert why in text(answer)
    assert BudgetLine.objects.count() == before


def test_a_line_is_changed_and_removed_by_who_saw_it_as_it_is(at_desk, dadang, village):
    made = make_budget(village, dadang.actor)
    client, line = at_desk(dadang), made.lines["4.2.1.01"]
    here = f"{page_of(made.edition)}baris/{line.thread}/"
    assert 'value="600.000.000"' in text(client.get(here))

    client.post(here, {"decision": "save", "seen": "1", "account": "4.2.1.01", "amount": "610.000.000"})
    late = client.post(here, {"decision": "save", "seen": "1", "account": "4.2.1.01", "amount": "620.000.000"})

    assert (late.status_code, BudgetLine.objects.get(pk=line.pk).amount) == (409, 610 * JUTA)
    assert "sudah diubah orang lain" in text(late)
    client.post(here, {"decision": "remove", "seen": "2"})
    assert not BudgetLine.objects.filter(pk=line.pk).exists()


def test_an_activity_is_tied_to_the_meetings_and_removed_with_its_lines(at_desk, dadang, village):
    item = make_item(make_meeting(village), "Jalan lain")
    made = make_budget(village, dadang.actor)
    client, work = at_desk(dadang), made.works[ROAD]
    here = f"{page_of(made.edition)}kegiatan/{work.thread}/"
    assert "Jalan lain" in text(client.get(here))

    client.post(here, {"decision": "tie", "seen": "1", "item": str(item.id)})
    assert BudgetWork.objects.get(pk=work.pk).item == item.id
    assert client.post(here, {"decision": "tie", "seen": "2", "item": "x"}).status_code == 404
    client.post(here, {"decision": "remove", "seen": "2"})
    assert not BudgetLine.objects.filter(account__startswith="5.3.5").exists()


def test_the_officer_reads_and_publishes_what_is_shown(at_desk, bu_camat, dadang, village):
    edition = make_budget(village, dadang.actor).adopted()
    client = at_desk(bu_camat)
    page = client.get(page_of(edition))
    digest = page.context["digest"]
    assert "Rp1.040.000.000" in text(page)
    assert "Tambah kegiatan" not in text(page)
    for path in ("kegiatan/", "baris/", f"baris/{BudgetLine.objects.first().thread}/"):
        assert client.get(page_of(edition) + path).status_code == 404
    for decision in ("adopt", "reopen", "revise", "file"):
        assert client.post(page_of(edition), {"decision": decision, "seen": edition.revision}).status_code == 404
    assert client.post(page_of(edition), {"decision": "publish", "digest": "x"}).status_code == 409

    done = client.post(page_of(edition), {"decision": "publish", "digest": digest}, follow=True)

    assert "Terbit di papan warga: terbitan 1." in text(done)
    assert Publication.objects.get().title == "APB Desa 2027"
    assert not client.get(page_of(edition)).context["may_publish"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_told_there_is_nothing(at_desk, asep, dadang, village, method):
    made = make_budget(village, dadang.actor)
    client = at_desk(asep)

    assert "1.040" not in text(client.get(LIST))
    for path in (
        "",
        "riwayat/",
        "kegiatan/",
        "baris/",
        f"kegiatan/{made.works[ROAD].thread}/",
        f"baris/{made.lines['4.2.1.01'].thread}/",
    ):
        if (method, path) != ("post", "riwayat/"):
            answer = getattr(client, method)(
                page_of(made.edition) + path, {"decision": "save"} if method == "post" else {}
            )
            assert answer.status_code == 404, path
            assert "Cangkuang" not in text(answer)
    assert client.post(LIST, {"village": str(village.pk), "year": "2028"}).status_code == 422
    assert VillageBudget.objects.count() == 1


def test_who_is_not_signed_in_is_led_to_the_door(client, dadang, village):
    made = make_budget(village, dadang.actor)

    assert client.get(page_of(made.edition)).status_code == 302


TABLE = "Kode kegiatan;Kegiatan;Kode rekening;Anggaran;Sumber dana\n;;4.2.1.01;700.000.000;\n;;4.2.2.01;5.000.000;PBH\n"


def file_of(content):
    return SimpleUploadedFile("apb.csv", content.encode(), content_type="text/csv")


def test_a_file_is_shown_before_it_is_taken_and_twice_does_nothing(at_desk, dadang, village):
    made = make_budget(village, dadang.actor)
    client, here = at_desk(dadang), page_of(made.edition)
    shown = client.post(here, {"decision": "file", "berkas": file_of(TABLE)}, follow=True)
    assert "Terima 2 perubahan" in text(shown)
    assert "bawa lagi dengan pilihan itu" in text(shown)
    preview, seen = shown.redirect_chain[-1][0], shown.context["look"].digest

    client.post(preview, {"putusan": "terima", "seen": seen})

    assert BudgetLine.objects.get(account="4.2.1.01").amount == 700 * JUTA
    assert BudgetLine.objects.get(account="4.2.2.01").amount == 5 * JUTA
    again = client.post(here, {"decision": "file", "berkas": file_of(TABLE)}, follow=True)
    assert "Tidak ada yang perlu diterima" in text(again)
    assert BudgetChange.objects.filter(what="imported").count() == 1


def test_a_bad_file_names_the_cell_and_a_lost_one_is_asked_for(at_desk, dadang, village):
    made = make_budget(village, dadang.actor)
    client, here = at_desk(dadang), page_of(made.edition)

    shown = client.post(here, {"decision": "file", "berkas": file_of(TABLE.replace("5.000.000", "x"))}, follow=True)
    assert "Baris 3, kolom D (Anggaran)" in text(shown)
    assert "Terima 2" not in text(shown)
    none = client.post(here, {"decision": "file"})
    assert (none.status_code, "Pilih dulu berkas" in text(none)) == (422, True)
    picture = client.post(here, {"decision": "file", "berkas": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\x00\x00")})
    assert picture.status_code == 422


def test_realisation_is_typed_and_brought(at_desk, dadang, village):
    made = make_budget(village, dadang.actor)
    edition = made.adopted()
    client, line = at_desk(dadang), made.lines["5.3.5.03"]
    here = f"{page_of(edition)}baris/{line.thread}/"
    with time_machine.travel("2027-07-15", tick=False):
        client.force_login(dadang.user)
        client.post(here, {"decision": "realise", "as_of": "2027-06-30", "amount": "200.000.000"})
        late = client.post(here, {"decision": "realise", "as_of": "2027-06-30", "amount": "210.000.000"})
        assert late.status_code == 409
        said = {"decision": "realise", "as_of": "2027-06-30", "amount": "210.000.000", "was-2027-06-30": 200 * JUTA}
        client.post(here, said)
        table = "Kode kegiatan;Kegiatan;Kode rekening;Anggaran;Realisasi\n;;4.2.1.01;600.000.000;300.000.000\n"
        posted = {"decision": "file", "realised": "1", "as_of": "2027-06-30", "berkas": file_of(table)}
        shown = client.post(page_of(edition), posted, follow=True)
        preview, seen = shown.redirect_chain[-1][0], shown.context["look"].digest
        client.post(preview, {"putusan": "terima", "seen": seen})
        page = text(client.get(page_of(edition)))

    assert {one.amount for one in BudgetRealised.objects.all()} == {210 * JUTA, 300 * JUTA}
    assert {one.as_of for one in BudgetRealised.objects.all()} == {date(2027, 6, 30)}
    assert "42,0" in page
    assert "290.000.000" in page


def test_a_revision_begins_at_the_desk(at_desk, dadang, village):
    edition = make_budget(village, dadang.actor).adopted()
    client = at_desk(dadang)

    page = client.post(page_of(edition), {"decision": "revise", "seen": edition.revision}, follow=True)

    assert "APB Desa Perubahan ke-1 2027" in text(page)
    assert "Semula" in text(page)
    reopened = client.post(page_of(edition), {"decision": "reopen", "seen": edition.revision, "reason": "Salah."})
    assert reopened.status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many_there_are(at_desk, dadang, village, count, django_assert_max_num_queries):
    for year in range(count):
        make_budget(village, dadang.actor, 2025 + year)
    client = at_desk(dadang)

    with django_assert_max_num_queries(12):
        assert client.get(LIST).status_code == 200


def test_the_page_says_which_office_still_decides_and_offers_it_to_no_other(at_desk, dadang, bu_camat, dpmd, village):
    edition = make_budget(village, dadang.actor).adopted()
    rules = {"apb_desa": "sequence"}
    RuleSet.objects.create(kabupaten=village.region.parent.parent, year=2027, reviewers_by_kind=rules)
    early = at_desk(dpmd).get(page_of(edition))
    assert not early.context["may_publish"]
    assert '<strong>Kecamatan</strong>: <span class="quiet">belum memutuskan' in text(early)

    here = at_desk(bu_camat).get(page_of(edition))
    said = {"decision": "publish", "digest": here.context["digest"]}
    done = at_desk(bu_camat).post(page_of(edition), said, follow=True)

    assert "APB Desa terbit setelah kantor yang lain juga menyetujui." in text(done)
    assert not done.context["may_publish"]
    turn = at_desk(dpmd).get(page_of(edition))
    assert "<strong>Kecamatan</strong>: disetujui" in text(turn)
    assert turn.context["may_publish"]
    at_desk(dpmd).post(page_of(edition), {"decision": "publish", "digest": turn.context["digest"]})
    assert Publication.objects.get().title == "APB Desa 2027"
    story = text(at_desk(dpmd).get(f"{page_of(edition)}riwayat/"))
    assert "kantor: kecamatan" in story
    assert turn.context["digest"] not in story
