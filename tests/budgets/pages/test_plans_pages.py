import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from budgets import codes, queries
from budgets.models import BudgetItem
from meetings.models import Meeting
from sync import edit
from tests.factories.meetings import JUTA
from villages.models import Assignment

TABLE = "Kode;Jenis kegiatan;Lokasi;Volume;Jumlah (Rp);Sumber\n2.3.11;Jalan gang;Blok Cibodas;450 m;{};DDS\n"


@pytest.fixture
def meeting(village, siti):
    codes.load()
    name = edit.add("meeting", village.pk, by=siti.actor, title="Musdes RKP 2027", type="musdes_rkp", fiscal_year=2027)
    return Meeting.objects.get(id=name)


def address(meeting, more=""):
    return f"/petugas/{meeting.village_id}/musyawarah/{meeting.id}/tabel/{more}"


def bring(client, meeting, text):
    return client.post(address(meeting), {"berkas": SimpleUploadedFile("rkp.csv", text.encode())})


def take(client, meeting, text, **more):
    brought = bring(client, meeting, text).url
    shown = client.get(brought)
    return client.post(brought, {"putusan": "terima", "seen": shown.context["look"].digest, **more}, follow=True)


def test_the_facilitator_brings_the_plan_without_typing_it_again(client, siti, meeting):
    client.force_login(siti.user)
    assert "Musdes RKP 2027" in client.get("/petugas/tabel/").content.decode()

    brought = bring(client, meeting, TABLE.format("120.000.000")).url
    shown = client.get(brought).content.decode()
    assert "Jalan gang" in shown
    assert "Terima 1 perubahan" in shown
    assert BudgetItem.objects.count() == 0

    page = take(client, meeting, TABLE.format("120.000.000")).content.decode()
    assert "Tabel diterima: 1 baru" in page
    assert "Rp120.000.000" in page
    (one,) = queries.items_of(meeting.village_id, meeting.id)
    assert one.item.amount == 120 * JUTA


def test_the_phones_word_stands_until_the_person_says_otherwise(client, siti, meeting):
    client.force_login(siti.user)
    take(client, meeting, TABLE.format("120.000.000"))
    item = BudgetItem.objects.get()
    siti.phone.sync()
    siti.phone.change(str(item.id), amount=130 * JUTA)
    siti.phone.sync()

    brought = bring(client, meeting, TABLE.format("110.000.000")).url
    shown = client.get(brought).content.decode()
    assert "diubah di HP" in shown
    client.post(brought, {"putusan": "timpa", "timpa": str(item.id)})
    seen = client.get(brought).context["look"].digest
    client.post(brought, {"putusan": "terima", "seen": seen})

    item.refresh_from_db()
    assert item.amount == 110 * JUTA


def test_the_table_is_carried_off_and_brought_back(client, siti, meeting):
    client.force_login(siti.user)
    take(client, meeting, TABLE.format("120.000.000"))

    answer = client.get(address(meeting, "Ta_RPJM_Pagu_Tahunan.csv"))

    assert answer["Content-Disposition"] == ('attachment; filename="Ta_RPJM_Pagu_Tahunan-32.05.09.2006-2027.csv"')
    again = bring(client, meeting, answer.content.decode("utf-8-sig")).url
    assert "Semua isi tabel ini sudah tercatat" in client.get(again).content.decode()


def test_officers_read_and_carry_off_and_bring_nothing(client, bu_camat, meeting):
    client.force_login(bu_camat.user)

    page = client.get(address(meeting)).content.decode()

    assert "Masukkan dari tabel" not in page
    assert client.get(address(meeting, "Ta_RPJM_Pagu_Tahunan.csv")).status_code == 200
    assert bring(client, meeting, TABLE.format("1")).status_code == 404
    assert address(meeting) in client.get(f"/petugas/{meeting.village_id}/musyawarah/{meeting.id}/").content.decode()


def test_next_door_learns_nothing(client, asep, siti, meeting):
    client.force_login(siti.user)
    brought = bring(client, meeting, TABLE.format("1")).url
    client.force_login(asep.user)

    for place in (address(meeting), address(meeting, "Ta_RPJM_Pagu_Tahunan.csv"), brought):
        assert client.get(place).status_code == 404
    assert bring(client, meeting, TABLE.format("1")).status_code == 404
    assert "Musdes RKP 2027" not in client.get("/petugas/tabel/").content.decode()


def test_who_lost_the_right_between_preview_and_word_takes_nothing(client, siti, meeting):
    client.force_login(siti.user)
    brought = bring(client, meeting, TABLE.format("1")).url
    Assignment.objects.filter(user=siti.user).delete()

    assert client.post(brought, {"putusan": "terima", "seen": ""}).status_code == 404
    assert BudgetItem.objects.count() == 0


def test_a_meeting_that_was_handed_in_says_so(client, siti, meeting):
    client.force_login(siti.user)
    brought = bring(client, meeting, TABLE.format("1")).url
    Meeting.objects.filter(id=meeting.id).update(status="submitted")

    answer = client.get(brought)
    assert (answer.status_code, "sudah diserahkan" in answer.content.decode()) == (409, True)
    assert bring(client, meeting, TABLE.format("1")).status_code == 409
