from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from budgets import queries
from budgets.models import BroughtTable, Ceiling, ColumnMapping
from budgets.tasks import forget_tables
from tests.factories.villages import assign, make_person, make_region, make_village
from villages.terms import Role

PAGU = "/petugas/pagu/"


@pytest.fixture
def at_desk(client):
    """The client of somebody who sits at the desk."""

    def sit(person):
        client.force_login(person.user)
        return client

    return sit


def csv(text: str, name: str = "pagu.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")


def bring(client, text: str, **asked):
    return client.post(PAGU, {"berkas": csv(text), "year": "2027", **asked})


GOOD = "Kode desa;Sumber;Pagu\n32.05.09.2006;DDS;900.000.000\n"


def test_a_table_is_shown_before_it_is_taken_and_taken_once(at_desk, dpmd, village):
    client = at_desk(dpmd)

    shown = client.get(bring(client, GOOD).url)

    assert Ceiling.objects.count() == 0
    assert "Terima 1 perubahan" in shown.content.decode()
    seen = shown.context["look"].digest
    taken = client.post(shown.request["PATH_INFO"], {"putusan": "terima", "seen": seen}, follow=True)
    assert "Tabel diterima: 1 baru, 0 berubah, 0 sudah sama sebelumnya." in taken.content.decode()
    assert queries.ceilings_of(village.pk, 2027) == {"DDS": 90_000_000_000}
    assert BroughtTable.objects.count() == 0

    again = client.get(bring(client, GOOD).url)
    assert "Semua isi tabel ini sudah tercatat" in again.content.decode()
    assert "Terima 1" not in again.content.decode()


def test_bad_cells_are_shown_and_nothing_can_be_taken(at_desk, dpmd, village):
    client = at_desk(dpmd)
    address = bring(client, GOOD + "32.05.09.2006;BANK;lima\n").url

    page = client.get(address)
    text = page.content.decode()
    forced = client.post(address, {"putusan": "terima", "seen": page.context["look"].digest})

    assert "Baris 3, kolom B (Sumber dana)" in text
    assert "Baris 3, kolom C (Pagu)" in text
    assert 'value="terima"' not in text
    assert forced.status_code == 422
    assert Ceiling.objects.count() == 0


def test_columns_that_are_not_known_are_chosen_once(at_desk, dpmd, village):
    client = at_desk(dpmd)
    odd = "Wilayah administrasi;Uang;Dari\n32.05.09.2006;900000000;DDS\n"
    address = bring(client, odd).url
    assert "Kolom Pagu tidak ditemukan" in client.get(address).content.decode()

    chosen = {"kolom-kode_desa": "0", "kolom-pagu": "1", "kolom-sumber": "2", "kolom-tahun": "999999"}
    client.post(address, {"putusan": "kolom", **chosen})

    assert client.get(address).context["look"].bad == ()
    assert len(client.get(bring(client, odd).url).context["look"].steps) == 1
    assert ColumnMapping.objects.get().kabupaten_id == "32.05"


def test_a_colleagues_choice_is_offered_and_a_strangers_is_not(at_desk, dpmd, village):
    client = at_desk(dpmd)
    odd = "Wilayah administrasi;Uang;Dari\n32.05.09.2006;900000000;DDS\n"
    address = bring(client, odd).url
    client.post(address, {"putusan": "kolom", "kolom-kode_desa": "0", "kolom-pagu": "1", "kolom-sumber": "2"})
    colleague, stranger = make_person("rekan"), make_person("jauh")
    assign(colleague, Role.KABUPATEN_OFFICER, make_region("32.05"))
    make_village("33.02.01.2008", "Dermaji")
    assign(stranger, Role.KABUPATEN_OFFICER, make_region("33.02"))

    client.force_login(colleague)
    assert client.get(bring(client, odd).url).context["found"].missing == ()
    client.force_login(stranger)
    assert client.get(bring(client, odd).url).context["found"].missing != ()


def test_somebody_elses_table_does_not_exist(at_desk, dpmd, bu_camat):
    client = at_desk(dpmd)
    address = bring(client, GOOD).url

    client.force_login(bu_camat.user)

    assert client.get(address).status_code == 404
    assert client.post(address, {"putusan": "terima", "seen": ""}).status_code == 404


def test_a_table_may_be_turned_down(at_desk, dpmd, village):
    client = at_desk(dpmd)
    address = bring(client, GOOD).url

    client.post(address, {"putusan": "batal"})

    assert client.get(address).status_code == 404
    assert Ceiling.objects.count() == 0


def test_a_table_that_nobody_decides_on_is_forgotten_after_a_day(at_desk, dpmd, time_machine_at):
    client = at_desk(dpmd)
    address = bring(client, GOOD).url

    assert (forget_tables(), client.get(address).status_code) == (0, 200)
    with time_machine_at(timedelta(days=1, minutes=1)):
        client.force_login(dpmd.user)
        assert client.get(address).status_code == 404
        assert forget_tables() == 1
    assert BroughtTable.objects.count() == 0


@pytest.mark.parametrize(
    ("files", "said"),
    [({}, "Pilih dulu berkas"), ({"berkas": SimpleUploadedFile("x.pdf", b"%PDF-1.7\x00")}, "Simpan sebagai XLSX")],
)
def test_what_is_no_table_is_refused_on_the_same_page(at_desk, dpmd, files, said):
    answer = at_desk(dpmd).post(PAGU, {"year": "2027", **files})

    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_the_kecamatan_reads_and_does_not_set(at_desk, bu_camat, dpmd, village):
    client = at_desk(bu_camat)

    page = client.get(PAGU, {"tahun": "2027"}).content.decode()

    assert "Cangkuang" in page
    assert "Masukkan dari tabel" not in page
    assert bring(client, GOOD).status_code == 404
    assert client.post(f"{PAGU}2027/{village.pk}/", {"pagu-DDS": "1"}).status_code == 404
    assert Ceiling.objects.count() == 0


def test_a_typed_ceiling_is_kept_and_a_wrong_one_is_named(at_desk, dpmd, village):
    client = at_desk(dpmd)
    address = f"{PAGU}2027/{village.pk}/"

    wrong = client.post(address, {"pagu-DDS": "900 juta", "pagu-ADD": "5"})
    assert wrong.status_code == 422
    assert "900 juta" in wrong.content.decode()
    assert Ceiling.objects.count() == 0

    client.post(address, {"pagu-DDS": "Rp 900.000.000,-", "dasar-DDS": "Perbup 1/2026", "indikatif-DDS": "on"})
    assert "900.000.000" in client.get(address).content.decode()
    ceiling = Ceiling.objects.get()
    assert (ceiling.amount, ceiling.indicative, ceiling.legal_reference) == (90_000_000_000, True, "Perbup 1/2026")
    assert "Rp900.000.000" in client.get(PAGU, {"tahun": "2027"}).content.decode()

    client.post(address, {})
    assert queries.ceilings_of(village.pk, 2027) == {}


def test_another_kabupatens_village_is_not_found(at_desk, dpmd):
    far = make_village("33.02.01.2008", "Dermaji")
    client = at_desk(dpmd)

    assert client.get(f"{PAGU}2027/{far.pk}/").status_code == 404
    assert "Dermaji" not in client.get(PAGU).content.decode()
    assert client.get(PAGU, {"tahun": "lusa"}).status_code == 404


def test_who_records_has_no_page_of_ceilings(at_desk, siti):
    assert at_desk(siti).get(PAGU).status_code == 403
