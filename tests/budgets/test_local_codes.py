import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from backend.kernel.problems import NotFound
from budgets import accounts, codes, local_codes, queries
from budgets.intake import columns, sheets
from budgets.intake.looks import HasBad, What
from budgets.local_codes import Local, NotLocal
from budgets.models import AccountCode
from tests.factories.villages import make_region, make_village

KODE = "/petugas/kode-kegiatan/"
SEDEKAH = Local("3.2.92", "Sedekah Bumi", "sedekah laut hajat bumi", 2027)


@pytest.fixture
def garut(village):
    codes.load()
    return village.region.parent.parent


def named(year, kabupaten="32.05"):
    row = queries.codes_in_force(year, kabupaten).get("3.2.92")
    return row.name if row else None


def test_a_kabupaten_names_an_activity_and_a_rename_keeps_old_years(dpmd, garut):
    assert local_codes.say(garut, SEDEKAH, by=dpmd.actor) is What.NEW
    assert local_codes.say(garut, SEDEKAH, by=dpmd.actor) is What.SAME
    assert local_codes.say(garut, Local("3.2.92", "Hajat Bumi", "", 2029), by=dpmd.actor) is What.CHANGED

    assert [named(year) for year in (2026, 2027, 2028, 2029)] == [None, "Sedekah Bumi", "Sedekah Bumi", "Hajat Bumi"]
    row = AccountCode.objects.get(code="3.2.92", year_from=2029)
    assert (row.said, row.parent_code, row.level) == ("sedekah laut hajat bumi", "3.2", "kegiatan")


def test_a_typing_error_is_mended_within_the_first_year(dpmd, garut):
    local_codes.say(garut, Local("3.2.92", "Sedekah Bmui", "", 2027), by=dpmd.actor)
    local_codes.say(garut, SEDEKAH, by=dpmd.actor)

    assert local_codes.codes_of(garut).count() == 1
    assert named(2027) == "Sedekah Bumi"


def test_a_code_ends_with_a_year_and_not_before_it_began(dpmd, garut):
    local_codes.say(garut, SEDEKAH, by=dpmd.actor)
    row = local_codes.codes_of(garut).get()

    with pytest.raises(NotLocal):
        local_codes.end(garut, row, 2026, by=dpmd.actor)
    local_codes.end(garut, row, 2027, by=dpmd.actor)

    assert [named(year) for year in (2027, 2028)] == ["Sedekah Bumi", None]


@pytest.mark.parametrize("code", ["3.2.01", "3.9.92", "3.2", "6.1.92", "3.2.100"])
def test_only_90_to_99_of_a_sub_bidang_are_the_kabupatens(dpmd, garut, code):
    with pytest.raises(NotLocal):
        local_codes.say(garut, Local(code, "Apa saja", "", 2027), by=dpmd.actor)


@pytest.mark.parametrize("who", ["bu_camat", "siti"])
def test_nobody_else_names_codes(request, garut, who):
    with pytest.raises(NotFound):
        local_codes.say(garut, SEDEKAH, by=request.getfixturevalue(who).actor)


def test_phones_get_the_codes_of_their_kabupaten_and_no_others(dpmd, siti, garut):
    local_codes.say(garut, SEDEKAH, by=dpmd.actor)
    banyumas = make_region("33.02", "Kabupaten Banyumas")
    AccountCode.objects.create(
        kabupaten=banyumas, ranah="fungsi", code="3.2.93", name="Rahasia Banyumas", level="kegiatan", year_from=2018
    )

    told = siti.phone.client.get("/api/reference/v1/account-codes", headers=siti.phone.headers).json()

    (own,) = [one for one in told if one["code"] == "3.2.92"]
    assert own == {
        "code": "3.2.92",
        "name": "Sedekah Bumi",
        "level": "kegiatan",
        "parent": "3.2",
        "sector": "",
        "said": "sedekah laut hajat bumi",
        "year_from": 2027,
        "year_until": None,
    }
    assert "Rahasia" not in str(told)


def test_another_kabupaten_has_other_codes(dpmd, garut):
    local_codes.say(garut, SEDEKAH, by=dpmd.actor)

    assert named(2027, "33.02") is None


def test_a_table_of_codes_is_taken_whole_or_not_at_all(dpmd, garut):
    def found(text):
        return columns.find(sheets.read(text.encode()), local_codes.FORM)

    bad = found("Kode;Nama kegiatan;Kata warga\n03.02.92.;Sedekah Bumi;hajat\n3.2.01;Salah;\n")
    with pytest.raises(HasBad) as refused:
        local_codes.take(bad, kabupaten=garut, year=2027, by=dpmd.actor)
    assert "Baris 3, kolom A (Kode)" in str(refused.value)
    assert local_codes.codes_of(garut).count() == 0

    good = found("Kode;Nama kegiatan;Kata warga\n03.02.92.;Sedekah Bumi;hajat\n4.1.90;Kolam ikan hias;\n")
    first = local_codes.take(good, kabupaten=garut, year=2027, by=dpmd.actor)
    again = local_codes.take(good, kabupaten=garut, year=2027, by=dpmd.actor)
    assert (len(first.of(What.NEW)), len(again.of(What.SAME))) == (2, 2)


def test_a_long_table_of_codes_costs_two_queries(dpmd, garut, django_assert_num_queries):
    text = "Kode;Nama kegiatan\n" + "".join(f"3.2.{number};Kegiatan {number}\n" for number in range(90, 100))
    found = columns.find(sheets.read(text.encode()), local_codes.FORM)

    with django_assert_num_queries(2):
        assert len(local_codes.look(found, kabupaten=garut, year=2027).of(What.NEW)) == 10


def test_the_desk_finds_codes_by_words_and_names_its_own(client, dpmd, garut):
    client.force_login(dpmd.user)

    assert "2.2.02" in client.get(KODE, {"cari": "posyandu"}).content.decode()
    said = {"kabupaten": "32.05", "kode": "03.02.92.", "nama": "Sedekah Bumi", "kata": "hajat bumi", "sejak": "2027"}
    client.post(KODE, said)
    page = client.get(KODE, {"cari": "hajat", "tahun": "2027"}).content.decode()
    assert "Sedekah Bumi" in page
    assert "kode kabupaten" in page
    wrong = client.post(KODE, {**said, "kode": "3.2.01"})
    assert (wrong.status_code, "90 sampai 99" in wrong.content.decode()) == (422, True)
    assert client.post(KODE, {**said, "kode": "abc"}).status_code == 422
    row = local_codes.codes_of(garut).get()
    client.post(f"{KODE}{row.pk}/akhiri/", {"sampai": "2028"})
    row.refresh_from_db()
    assert row.year_until == 2028


def test_a_table_of_codes_comes_in_at_the_desk(client, dpmd, garut):
    client.force_login(dpmd.user)
    file = SimpleUploadedFile("kode.csv", b"Kode;Nama kegiatan\n3.2.92;Sedekah Bumi\n")

    answer = client.post(KODE, {"kabupaten": "32.05", "sejak": "2027", "putusan": "tabel", "berkas": file})
    shown = client.get(answer.url)
    client.post(answer.url, {"putusan": "terima", "seen": shown.context["look"].digest})

    assert named(2027) == "Sedekah Bumi"


def test_who_records_searches_and_names_nothing(client, siti, garut):
    client.force_login(siti.user)

    assert "Kode lokal" not in client.get(KODE, {"cari": "jalan"}).content.decode()
    assert client.post(KODE, {"kabupaten": "32.05", "kode": "3.2.92", "nama": "x"}).status_code == 404


def test_another_kabupatens_code_cannot_be_ended(client, dpmd, garut):
    far = make_village("33.02.01.2008", "Dermaji").region.parent.parent
    row = AccountCode.objects.create(
        kabupaten=far, ranah="fungsi", code="3.2.93", name="Lain", level="kegiatan", year_from=2018
    )
    client.force_login(dpmd.user)

    assert client.post(f"{KODE}{row.pk}/akhiri/", {"sampai": "2027"}).status_code == 404


def test_the_kabupatens_own_name_goes_before_the_nations_other_on_every_database(village):
    common = {"ranah": "fungsi", "code": "3.2.92", "level": "kegiatan", "year_from": 2018}
    AccountCode.objects.create(name="Sedekah bumi", kabupaten=village.region.parent.parent, **common)
    AccountCode.objects.create(name="Lain-lain", **common)

    assert accounts.codes_for(village, 2027).name("fungsi", "3.2.92") == "Sedekah bumi"
