"""The desk's pages: who may see and do what, what is on them, and what happens to a page that grew stale."""

import re
from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image

from backend.kernel import clock, ids
from meetings import queue, review
from meetings.models import Meeting, Remark
from sync.fields import utc_text
from tests.factories.villages import assign, make_person, make_region, make_village
from tests.meetings.recorded import STROKES, record_meeting
from tests.meetings.test_review import complaint, seen
from villages.access import villages_with
from villages.board import sections
from villages.models import Publication, RuleSet, Village
from villages.terms import Right, Role


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """A file store of the test's own."""
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": folder}
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def meeting(siti):
    return record_meeting(siti)


@pytest.fixture
def office(client):
    """Opens the browser as somebody; answers the client."""

    def sit(person):
        client.force_login(person.user)
        return client

    return sit


@pytest.fixture
def auditor(village):
    user = make_person("auditor", "Tuti Herawati")
    assign(user, Role.AUDITOR, village.region.parent.parent)
    return user


@pytest.fixture
def other_camat(db):
    user = make_person("camat_lain", "Dede Yusuf")
    assign(user, Role.KECAMATAN_OFFICER, make_region("32.05.10", "Kadungora"))
    return user


def photo(**options):
    out = BytesIO()
    Image.new("RGB", (640, 480), "green").save(out, "JPEG", **options)
    return out.getvalue()


# Who may


def test_the_queue_belongs_to_the_officers_of_the_area(
    client, meeting, bu_camat, dpmd, auditor, administrator, other_camat
):
    title = b"Cangkuang"
    found = {}
    for user in (bu_camat.user, dpmd.user, auditor, administrator.user, other_camat):
        client.force_login(user)
        answer = client.get("/petugas/")
        found[user.username] = (answer.status_code, title in answer.content)

    assert found == {
        "bu_camat": (200, True),
        "dpmd": (200, True),
        "auditor": (200, True),
        "administrator": (200, True),
        "camat_lain": (200, False),
    }


def test_a_meeting_is_shown_to_who_may_read_its_village_only(
    client, meeting, bu_camat, dpmd, auditor, administrator, other_camat, siti, asep
):
    found = {}
    for user in (bu_camat.user, dpmd.user, auditor, administrator.user, other_camat, siti.user, asep.user):
        client.force_login(user)
        found[user.username] = client.get(meeting.address).status_code

    assert found == {
        "bu_camat": 200,
        "dpmd": 200,
        "auditor": 200,
        "administrator": 200,
        "camat_lain": 404,
        "siti": 404,
        "asep": 404,
    }


@pytest.mark.parametrize("verb", ["setujui", "kembalikan", "buka-lagi"])
def test_only_reviewers_decide(client, meeting, auditor, administrator, other_camat, siti, verb):
    form = {"seen": seen(meeting), "number": 0, "note": "Lengkapi."}
    found = {}
    for user in (auditor, administrator.user, other_camat, siti.user):
        client.force_login(user)
        found[user.username] = client.post(f"{meeting.address}{verb}/", form).status_code

    assert found == {"auditor": 404, "administrator": 404, "camat_lain": 404, "siti": 404}
    assert meeting.row.status == "submitted"


def test_who_only_reads_is_offered_no_decision(client, meeting, auditor):
    client.force_login(auditor)

    page = client.get(meeting.address).content.decode()

    assert "Anda dapat melihat, tetapi tidak memutuskan." in page
    assert "setujui/" not in page


@pytest.mark.parametrize("address", ["/petugas/", "/petugas/dua-catatan/", "/petugas/menunggu/"])
def test_strangers_are_asked_to_sign_in_and_recorders_told_where_they_belong(client, siti, address):
    assert client.get(address).headers["Location"] == f"/petugas/masuk/?next={address}"

    client.force_login(siti.user)
    answer = client.get(address)

    assert answer.status_code == 403
    assert "/app/" in answer.content.decode()


def test_a_form_without_its_token_is_refused(meeting, bu_camat):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(bu_camat.user)

    answer = strict.post(f"{meeting.address}setujui/", {"seen": seen(meeting)})

    assert answer.status_code == 403
    assert meeting.row.status == "submitted"


def test_a_look_changes_nothing(office, meeting, bu_camat):
    desk = office(bu_camat)

    assert [desk.get(f"{meeting.address}{verb}/").status_code for verb in ("setujui", "kembalikan")] == [405, 405]


def test_no_page_is_kept_by_the_browser(office, meeting, bu_camat):
    assert "no-store" in office(bu_camat).get(meeting.address).headers["Cache-Control"]


# The queue


def test_the_queue_says_what_is_due_and_what_is_amiss(office, meeting, bu_camat):
    page = office(bu_camat).get("/petugas/").content.decode()

    assert "Musyawarah Desa Penyusunan RKP Desa" in page
    assert "3 / 2" in page
    assert "Rp0" in page
    assert "kuorum belum terpenuhi" not in page


def test_the_desk_speaks_one_language(office, meeting, bu_camat):
    page = office(bu_camat).get(meeting.address, headers={"Accept-Language": "en"}).content.decode()

    days = {
        day for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday") if day in page
    }
    assert days == set()


def test_a_quorum_that_was_not_met_is_marked(office, siti, bu_camat):
    record_meeting(siti, invited_count=90)

    assert "kuorum belum terpenuhi" in office(bu_camat).get("/petugas/").content.decode()


def test_money_of_the_meeting_is_summed(office, meeting, bu_camat):
    for amount in (91_200_000_00, 8_800_000_00):
        meeting.add("budget_item", fiscal_year=2027, name="Jalan", amount=amount, state="adopted")
    meeting.add("budget_item", fiscal_year=2027, name="Batal", amount=5_00, state="dropped")

    assert "Rp100.000.000" in office(bu_camat).get("/petugas/").content.decode()


def test_the_longest_waiting_comes_first_and_the_overdue_is_marked(office, siti, bu_camat, next_door):
    now = clock.now()
    record_meeting(siti, submitted_at=utc_text(now))
    record_meeting(siti, village=next_door, submitted_at=utc_text(now - timedelta(days=30)))

    page = office(bu_camat).get("/petugas/").content.decode()

    assert page.index(next_door.name) < page.index("Cangkuang")
    assert page.count("lewat batas") == 1


def test_working_days_leave_out_the_holidays_of_nation_and_kabupaten(siti, village):
    RuleSet.objects.create(kabupaten=village.region.parent.parent, year=2026, holidays=["2026-12-22"])
    meeting = record_meeting(siti, submitted_at="2026-12-17T10:00:00+07:00")

    (row,) = queue.described([meeting.row])

    # Fri 18, Mon 21, (Tue 22 the kabupaten's), Wed 23, (Thu 24, Fri 25 Christmas), Mon 28, Tue 29, Wed 30, Thu 31
    assert row.due_on == date(2026, 12, 31)


def test_each_state_has_its_list(office, meeting, bu_camat):
    desk = office(bu_camat)
    review.return_(meeting.row, by=bu_camat.actor, note="Lengkapi.")

    found = {
        state: meeting.address in desk.get(f"/petugas/?keadaan={state}").content.decode() for state in queue.STATES
    }

    assert found == {"menunggu": False, "dikembalikan": True, "terbit": False}


def test_an_empty_queue_says_so_and_an_unknown_state_is_not_found(office, bu_camat):
    desk = office(bu_camat)

    assert "Tidak ada yang menunggu diperiksa" in desk.get("/petugas/").content.decode()
    assert desk.get("/petugas/?keadaan=semua").status_code == 404


def test_a_village_is_found_by_name_or_code(office, siti, meeting, bu_camat, next_door):
    other = record_meeting(siti, village=next_door)
    desk = office(bu_camat)

    found = {}
    for text in (next_door.name[:5].lower(), "32.05.09.2006", "Leuwi", "\x00"):
        page = desk.get("/petugas/", {"desa": text}).content.decode()
        found[text] = (meeting.address in page, other.address in page)

    assert found == {
        next_door.name[:5].lower(): (False, True),
        "32.05.09.2006": (True, False),
        "Leuwi": (False, False),
        "\x00": (True, True),
    }


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_queue_costs_the_same_for_one_and_for_three(office, siti, bu_camat, django_assert_num_queries, how_many):
    for number in range(how_many):
        record_meeting(siti, village=make_village(f"32.05.09.20{30 + number}", f"Desa {number}"))
    desk = office(bu_camat)

    with django_assert_num_queries(8):
        answer = desk.get("/petugas/")

    assert answer.content.decode().count("/musyawarah/") == how_many


# One meeting


def test_everything_is_on_one_page(office, meeting, bu_camat):
    meeting.add("attendance", name="Ujang Ruhiyat", gender="L", element="tani", status="present", signature=STROKES)
    meeting.add("attendance_tally", element="miskin", gender="P", present=4)
    meeting.add("signature", role="chair", name="Asep Ketua BPD", strokes=STROKES)
    meeting.add("remark", text="Kami tunggu hasilnya.", author_name="Siti Aminah", author_role="facilitator")
    sha256 = meeting.photo(photo(), caption="Suasana balai desa")

    page = office(bu_camat).get(meeting.address).content.decode()

    for text in (
        "Musdes RKP Cangkuang 2027",
        "140/07/BPD/XI/2026",
        "Ujang Ruhiyat",
        "Asep Ketua BPD",
        "Jalan Dusun Pasir",
        "Kami tunggu hasilnya.",
        "Suasana balai desa",
        f"/petugas/{meeting.village.pk}/foto/{sha256}.jpg",
        '<polyline points="100,100 400,300 700,120"/>',
        '<polyline points="500,250 501,250"/>',
    ):
        assert text in page
    assert "style=" not in page
    assert re.findall("<script.*", page) == ['<script src="/static/backend/desk.js" defer></script>']


def test_what_people_wrote_is_shown_as_text(office, siti, bu_camat):
    meeting = record_meeting(siti, title="<script>alert(1)</script>{{7*7}}", summary='"><img src=x onerror=alert(1)>')
    meeting.present("<b>Oneng</b>")

    page = office(bu_camat).get(meeting.address).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>Oneng</b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page


def test_a_photo_is_shown_to_officers_without_its_metadata(office, meeting, bu_camat):
    sha256 = meeting.photo(photo(comment=b"rahasia"))

    answer = office(bu_camat).get(f"/petugas/{meeting.village.pk}/foto/{sha256}.jpg")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert b"rahasia" not in answer.content
    assert Image.open(BytesIO(answer.content)).size == (320, 240)


def test_a_photo_is_not_found_by_others_or_when_it_is_not_there(client, meeting, other_camat, bu_camat):
    sha256 = meeting.photo(photo())
    address = f"/petugas/{meeting.village.pk}/foto/"

    client.force_login(other_camat)
    assert client.get(f"{address}{sha256}.jpg").status_code == 404
    client.force_login(bu_camat.user)
    assert client.get(f"{address}{'0' * 64}.jpg").status_code == 404
    assert client.get(f"/petugas/{'-' * 36}/foto/{sha256}.jpg").status_code == 404


def test_the_original_is_saved_by_officers_as_the_camera_wrote_it(office, client, meeting, bu_camat, other_camat, siti):
    original = photo(comment=b"tempat rahasia")
    named = meeting.original(original)
    sha256 = meeting.photo(photo(), original=named)
    bare = meeting.photo(photo(comment=b"lain"))
    address = f"/petugas/{meeting.village.pk}/foto/"

    page = office(bu_camat).get(meeting.address).content.decode()
    answer = office(bu_camat).get(f"{address}{sha256}.jpg?asli")

    assert f"{address}{sha256}.jpg?asli" in page
    assert f"{bare}.jpg?asli" not in page
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, original, "image/jpeg")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer.headers["Cache-Control"]
    assert office(bu_camat).get(f"{address}{bare}.jpg?asli").status_code == 404
    for user in (other_camat, siti.user):
        client.force_login(user)
        assert client.get(f"{address}{sha256}.jpg?asli").status_code in {302, 403, 404}
    client.logout()
    assert client.get(f"{address}{sha256}.jpg?asli").status_code in {302, 403, 404}


def test_an_original_that_waits_for_wifi_is_not_offered(office, meeting, bu_camat):
    sha256 = meeting.photo(photo(), original="9" * 64)
    desk = office(bu_camat)

    assert "?asli" not in desk.get(meeting.address).content.decode()
    assert desk.get(f"/petugas/{meeting.village.pk}/foto/{sha256}.jpg?asli").status_code == 404


def test_a_broken_photo_leaves_the_page_whole(office, meeting, bu_camat):
    sha256 = meeting.photo(b"<html>bukan foto</html>")
    desk = office(bu_camat)

    assert desk.get(f"/petugas/{meeting.village.pk}/foto/{sha256}.jpg").status_code == 415
    assert desk.get(meeting.address).status_code == 200


def test_another_meetings_id_in_this_village_is_not_found(office, village, bu_camat):
    assert office(bu_camat).get(f"/petugas/{village.pk}/musyawarah/{ids.uuid7()}/").status_code == 404


# Decisions


def approval(desk, meeting):
    """The form as the page offers it."""
    page = desk.get(meeting.address)
    file = page.context["file"]
    return {"seen": file.dossier.digest, "number": file.head.number}


def test_approve_and_publish(office, meeting, bu_camat):
    desk = office(bu_camat)

    answer = desk.post(f"{meeting.address}setujui/", approval(desk, meeting), follow=True)

    page = answer.content.decode()
    assert "Disetujui dan diterbitkan di papan publik." in page
    assert f"/desa/32.05.09.2006/musyawarah/{meeting.id}/" in page
    assert meeting.row.status == "published"


def test_the_second_of_two_clicks_says_that_it_is_done(office, meeting, bu_camat):
    desk = office(bu_camat)
    form = approval(desk, meeting)
    desk.post(f"{meeting.address}setujui/", form)

    answer = desk.post(f"{meeting.address}setujui/", form, follow=True)

    assert "Musyawarah ini sudah terbit." in answer.content.decode()
    assert Publication.objects.count() == 1


def test_a_stale_page_tells_what_changed(office, meeting, bu_camat):
    desk = office(bu_camat)
    form = approval(desk, meeting)
    meeting.change(place="Rumah Pak RW")

    answer = desk.post(f"{meeting.address}setujui/", form)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Balai desa" in page
    assert "Rumah Pak RW" in page
    assert "Siti Aminah" in page
    assert meeting.address in page
    assert meeting.row.status == "submitted"


@pytest.mark.parametrize("form", [{}, {"seen": "0" * 64}, {"seen": "x", "number": "banyak"}])
def test_nobody_approves_what_was_not_shown(office, meeting, bu_camat, form):
    answer = office(bu_camat).post(f"{meeting.address}setujui/", form)

    assert answer.status_code == 409
    assert meeting.row.status == "submitted"


def test_a_blocking_finding_takes_the_button_away_and_stops_the_form(office, meeting, bu_camat):
    desk = office(bu_camat)
    with sections.registered(complaint(blocking=True)):
        page = desk.get(meeting.address)
        answer = desk.post(f"{meeting.address}setujui/", {"seen": page.context["file"].dossier.digest, "number": 1})

    assert "Pagu Dana Desa terlampaui." in page.content.decode()
    assert "Setujui dan terbitkan" not in page.content.decode()
    assert (answer.status_code, "Pagu Dana Desa terlampaui." in answer.content.decode()) == (409, True)
    assert meeting.row.status == "submitted"


def test_send_back_with_a_ready_sentence_and_own_words(office, meeting, bu_camat):
    item = meeting.add("agenda_item", topic="Posyandu")
    form = {"phrases": ["1"], "note": "Jelaskan ya.", "about": f"agenda_item:{item}:"}

    answer = office(bu_camat).post(f"{meeting.address}kembalikan/", form, follow=True)

    assert "Dikembalikan ke desa." in answer.content.decode()
    remark = Remark.objects.get()
    assert remark.text == "Kuorum belum terpenuhi atau belum dijelaskan.\nJelaskan ya."
    assert (remark.about_kind, remark.about_record, remark.about_field) == ("agenda_item", item, "")


def test_a_field_of_the_meeting_can_be_pointed_at(office, meeting, bu_camat):
    desk = office(bu_camat)

    desk.post(f"{meeting.address}kembalikan/", {"note": "Salah.", "about": f"meeting:{meeting.id}:number"})

    assert Remark.objects.get().about_field == "number"
    assert "Nomor berita acara" in desk.get(meeting.address).content.decode()


def test_a_field_of_an_agenda_item_can_be_pointed_at(office, meeting, bu_camat):
    item = meeting.add("agenda_item", topic="Posyandu")
    desk = office(bu_camat)
    assert "Posyandu › Keputusan" in desk.get(meeting.address).content.decode()

    desk.post(f"{meeting.address}kembalikan/", {"note": "Salah.", "about": f"agenda_item:{item}:decision"})

    remark = Remark.objects.get()
    assert (remark.about_kind, remark.about_record, remark.about_field) == ("agenda_item", item, "decision")


@pytest.mark.parametrize(
    "form",
    [
        {"note": "  "},
        {"note": "Salah.", "about": "meeting:x:y"},
        {"note": "Salah.", "phrases": ["99"]},
        {"note": "a" * 2001},
    ],
)
def test_what_cannot_be_sent_back_stays_with_what_was_written(office, meeting, bu_camat, form):
    answer = office(bu_camat).post(f"{meeting.address}kembalikan/", form)

    assert answer.status_code == 422
    assert form["note"].strip() in answer.content.decode()
    assert meeting.row.status == "submitted"


def test_sending_back_twice_is_told(office, meeting, bu_camat):
    desk = office(bu_camat)
    desk.post(f"{meeting.address}kembalikan/", {"note": "Lengkapi."})

    answer = desk.post(f"{meeting.address}kembalikan/", {"note": "Lengkapi."})

    assert answer.status_code == 409
    assert Remark.objects.count() == 1


def test_what_changed_since_it_was_sent_back_is_shown(office, meeting, bu_camat):
    review.return_(meeting.row, by=bu_camat.actor, note="Nomor keliru.")
    meeting.change(number="140/08/BPD/XI/2026", status="submitted")

    page = office(bu_camat).get(meeting.address).content.decode()

    assert "Yang berubah sejak dikembalikan" in page
    assert "140/07/BPD/XI/2026" in page
    assert "140/08/BPD/XI/2026" in page


def test_take_up_a_published_meeting(office, meeting, bu_camat):
    desk = office(bu_camat)
    desk.post(f"{meeting.address}setujui/", approval(desk, meeting))

    without = desk.post(f"{meeting.address}buka-lagi/", {"note": ""})
    answer = desk.post(f"{meeting.address}buka-lagi/", {"note": "Jumlah keliru."}, follow=True)
    again = desk.post(f"{meeting.address}buka-lagi/", {"note": "Jumlah keliru."})

    assert (without.status_code, answer.status_code, again.status_code) == (422, 200, 409)
    assert Meeting.objects.get().status == "submitted"


@pytest.mark.parametrize("how_many", [1, 30])
def test_a_meeting_costs_the_same_for_few_and_many_people(
    office, meeting, bu_camat, django_assert_max_num_queries, how_many
):
    meeting.present(*[f"Warga {number}" for number in range(how_many)])
    desk = office(bu_camat)

    with django_assert_max_num_queries(78):
        assert desk.get(meeting.address).status_code == 200


def test_reading_villages_does_not_reach_beyond_the_area(bu_camat, next_door):
    far = make_village("32.05.10.2001", "Karangmulya")

    names = set(villages_with(bu_camat.actor.user, Right.REVIEW).values_list("region__name", flat=True))

    assert names == {"Cangkuang", next_door.name}
    assert Village.objects.filter(pk=far.pk).exists()


def test_two_photos_stand_side_by_side_for_officers_of_both_villages_only(
    client, office, meeting, other_camat, bu_camat
):
    first = meeting.photo(photo(), caption="Balai")
    second = meeting.photo(photo(quality=20), caption="Peserta")
    address = f"/petugas/{meeting.village.pk}/musyawarah/{meeting.id}/foto-berdampingan/"

    page = office(bu_camat).get(f"{address}?kiri={first}&kanan={second}").content.decode()
    assert page.index(f"{first}.jpg?besar") < page.index(f"{second}.jpg?besar")
    assert office(bu_camat).get(f"{address}?kiri={'0' * 64}").status_code == 404
    assert office(bu_camat).get(f"{address}?lain={uuid4()}.{uuid4()}").status_code == 404
    client.force_login(other_camat)
    assert client.get(address).status_code == 404
