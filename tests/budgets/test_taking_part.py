"""Villagers take part without an account: what they send, what stops machines, what the village does with it."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client

from backend.kernel import clock, ids
from budgets import gate, voices
from budgets.models import BudgetItem, Proposal, Voice
from budgets.tasks import forget_villagers
from budgets.terms import Fate, VoiceState
from meetings.models import Meeting
from meetings.terms import MeetingStatus
from sync import edit
from tests.factories.meetings import JUTA, make_meeting, make_whole_meeting, subject_of
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish, withdraw

HOME = "/desa/32.05.09.2006/"
NAME, PHONE = "Kanarinama Hidayat", "0812-7777-1234"
SAID = {
    "activity": "Perbaikan saluran air sekolah",
    "problem": "Saluran pecah sejak Maret.",
    "place": "Depan SDN 2",
    "hamlet": "Cibodas",
    "name": NAME,
    "phone": PHONE,
}


@pytest.fixture(autouse=True)
def plain_http(settings):
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture(autouse=True)
def fresh_counters():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def planned(siti):
    """A meeting that Siti planned on her phone for next week."""
    start = (clock.now() + timedelta(days=7)).isoformat()
    meeting = siti.phone.record(
        "meeting", type="musdes_rkp", title="Musdes RKP 2027", fiscal_year=2027, planned_start=start, place="Balai Desa"
    )
    siti.phone.record("agenda_item", meeting=meeting, order=1, topic="Prioritas kegiatan 2027")
    siti.phone.record(
        "proposal", meeting=meeting, activity="Jalan ke sawah", proposer="Kanarisiti", proposer_element="tani"
    )
    siti.phone.sync()
    return meeting


@pytest.fixture
def form_of(planned):
    return f"{HOME}rembuk/{planned}/usul/"


def token_in(page):
    return page.split('name="token" value="')[1].split('"')[0]


@pytest.fixture
def send(client, time_machine_at):
    """Opens a form, waits as a person does, sends it; answers what came back."""

    def fill(path, after=timedelta(seconds=20), token=None, headers=None, **said):
        opened = token or token_in(client.get(path).content.decode())
        with time_machine_at(after):
            return client.post(path, {"token": opened, **said}, headers=headers or {})

    return fill


@pytest.fixture
def published(bu_camat):
    def one(meeting):
        return publish(
            dossier(subject_of(meeting)),
            stamp=Stamp(number=7, hash="ab" * 32),
            by=bu_camat.actor,
            title=meeting.title,
            fiscal_year=2027,
            held_on=clock.today(),
        )

    return one


def decide(client, person, voice, **said):
    client.force_login(person.user)
    return client.post(f"/petugas/warga/{voice.pk}/", said)


def take(client, siti, voice, planned, **said):
    told = {"decision": "take", "meeting": planned, "activity": voice.activity, "problem": voice.text, **said}
    return decide(client, siti, voice, place=voice.place, hamlet=voice.hamlet, **told)


def test_before_a_meeting_everybody_reads_its_agenda_and_proposals_and_no_name(client, planned):
    page = client.get(f"{HOME}rembuk/").content.decode()

    assert "Musdes RKP 2027" in page
    assert "Prioritas kegiatan 2027" in page
    assert "Jalan ke sawah" in page
    assert "perwakilan Kelompok tani" in page
    assert "Kanarisiti" not in page


def test_a_meeting_that_is_over_or_handed_in_is_not_coming(client, siti, planned):
    siti.phone.change(planned, planned_start=(clock.now() - timedelta(days=3)).isoformat())
    siti.phone.sync()

    assert "Belum ada musyawarah yang direncanakan" in client.get(f"{HOME}rembuk/").content.decode()
    assert client.get(f"{HOME}rembuk/{planned}/usul/").status_code == 404


def test_a_meeting_that_was_handed_in_early_takes_no_villagers_proposals(client, siti, planned):
    edit.edit(Meeting.objects.get(id=planned), by=siti.actor, status=MeetingStatus.SUBMITTED.value)

    assert "Belum ada musyawarah yang direncanakan" in client.get(f"{HOME}rembuk/").content.decode()
    assert client.get(f"{HOME}rembuk/{planned}/usul/").status_code == 404


def test_a_villagers_proposal_reaches_sitis_phone_with_the_next_exchange(client, siti, planned, send, form_of):
    receipt = send(form_of, **SAID)
    voice = Voice.objects.get()
    siti.phone.sync()
    before = {key for key, kind in siti.phone.kinds.items() if kind == "proposal"}

    answer = take(client, siti, voice, planned)
    siti.phone.sync()

    assert receipt.status_code == 303
    assert receipt["Location"] == f"/usulan/{voice.code}/?baru"
    assert answer.status_code == 302
    (new,) = {key for key, kind in siti.phone.kinds.items() if kind == "proposal"} - before
    found = siti.phone.docs[new]
    told = {name: found[name] for name in ("meeting", "source", "activity", "problem", "place", "hamlet", "proposer")}
    assert told == {
        "meeting": planned,
        "source": "villager",
        "activity": SAID["activity"],
        "problem": SAID["problem"],
        "place": SAID["place"],
        "hamlet": SAID["hamlet"],
        "proposer": NAME,
    }
    assert PHONE not in str(siti.phone.docs)
    assert SAID["activity"] in client.get(f"{HOME}rembuk/").content.decode()


def test_who_moderates_may_take_a_name_out_of_the_words(client, siti, planned, send, form_of):
    send(form_of, **{**SAID, "activity": "Bantuan untuk Bu Oneng"})
    voice = Voice.objects.get()

    take(client, siti, voice, planned, activity="Bantuan lansia")

    assert Proposal.objects.get(id=Voice.objects.get().proposal).activity == "Bantuan lansia"
    for path in (f"{HOME}rembuk/", f"/usulan/{voice.code}/"):
        assert "Oneng" not in client.get(path).content.decode()


def test_sending_the_same_form_twice_makes_one(client, send, form_of):
    token = token_in(client.get(form_of).content.decode())

    first, second = (send(form_of, token=token, **SAID) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Voice.objects.count() == 1


def test_a_form_sets_no_cookie_and_is_kept_by_no_cache(client, send, form_of):
    shown, sent = client.get(form_of), send(form_of, **SAID)
    status = client.get(sent["Location"])

    assert not client.cookies
    for answer in (shown, sent, status):
        assert "no-store" in answer["Cache-Control"]


def test_a_proposal_goes_through_where_csrf_is_enforced(planned, form_of, time_machine_at):
    strict = Client(enforce_csrf_checks=True)
    token = token_in(strict.get(form_of).content.decode())

    with time_machine_at(timedelta(seconds=20)):
        assert strict.post(form_of, {"token": token, **SAID}).status_code == 303


@pytest.mark.parametrize(
    ("after", "more", "status", "sentence"),
    [
        (timedelta(seconds=1), {}, 422, "Terlalu cepat dikirim"),
        (timedelta(hours=25), {}, 422, "terbuka terlalu lama"),
        (timedelta(seconds=20), {"token": "palsu"}, 422, "terbuka terlalu lama"),
        (timedelta(seconds=20), {"situs": "http://iklan.example"}, 422, "Kosongkan isian"),
        (timedelta(seconds=20), {"headers": {"Sec-Fetch-Site": "cross-site"}}, 403, "situs lain"),
        (timedelta(seconds=20), {"activity": ""}, 422, "Isian ini perlu ditulis"),
        (timedelta(seconds=20), {"activity": "x" * 10_000}, 422, "paling banyak 200 huruf, sekarang 10000"),
        (timedelta(seconds=20), {"problem": "y" * 10_000}, 422, "paling banyak 2000 huruf"),
        (timedelta(seconds=20), {"activity": "nol\x00nol"}, 422, "ull"),
        (timedelta(seconds=20), {"phone": "telepon saya"}, 422, "dengan angka saja"),
    ],
)
def test_what_is_refused_says_why_and_loses_nothing(send, form_of, after, more, status, sentence):
    answer = send(form_of, after=after, **{**SAID, **more})

    page = unescape(answer.content.decode())
    assert answer.status_code == status
    assert sentence in page
    for name in ("activity", "problem", "place", "name", "phone"):
        assert {**SAID, **more}[name] in page
    assert not Voice.objects.exists()


def test_a_token_of_another_form_is_refused(siti, send, form_of, client, planned):
    other = siti.phone.record("meeting", type="musdus", title="Musdus", fiscal_year=2027)
    siti.phone.sync()
    token = token_in(client.get(f"{HOME}rembuk/{other}/usul/").content.decode())

    assert send(form_of, token=token, **SAID).status_code == 422


def test_html_is_shown_as_it_was_typed_and_does_nothing(client, siti, planned, send, form_of):
    send(form_of, **{**SAID, "activity": "<script>alert(1)</script>"})
    voice = Voice.objects.get()
    client.force_login(siti.user)
    desk = client.get(f"/petugas/warga/{voice.pk}/").content.decode()
    take(client, siti, voice, planned)

    for page in (desk, *(client.get(path).content.decode() for path in (f"{HOME}rembuk/", f"/usulan/{voice.code}/"))):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_one_address_and_one_village_send_so_many_and_no_more(client, settings, send, form_of):
    settings.TAKING_PART_PER_ADDRESS = 2
    answers = [send(form_of, **{**SAID, "activity": f"Usulan {number}"}) for number in range(3)]

    assert [one.status_code for one in answers] == [303, 303, 429]
    assert "Usulan 2" in answers[2].content.decode()
    client.defaults["REMOTE_ADDR"] = "10.0.0.9"
    assert send(form_of, **SAID).status_code == 303
    settings.TAKING_PART_PER_VILLAGE = 3
    client.defaults["REMOTE_ADDR"] = "10.0.0.10"
    assert send(form_of, **SAID).status_code == 429
    assert Voice.objects.count() == 3


def test_behind_a_proxy_the_villagers_own_address_counts(client, settings, send, form_of):
    settings.TAKING_PART_PER_ADDRESS, settings.BEHIND_PROXY = 1, True

    def sent(came_from):
        return send(form_of, headers={"X-Forwarded-For": came_from}, **SAID).status_code

    assert [sent("10.0.0.1"), sent("10.0.0.2"), sent("1.1.1.1, 10.0.0.2")] == [303, 303, 429]
    assert [sent("2001:db8:1:2::1"), sent("2001:db8:1:2:3::9"), sent("2001:db8:1:3::1")] == [303, 429, 303]


def test_who_guesses_codes_is_told_nothing_more(client, send, form_of):
    send(form_of, **SAID)
    for _ in range(gate.LOOKS):
        assert client.get("/usulan/AAAAAAAA/").status_code == 404

    assert client.get(f"/usulan/{Voice.objects.get().code}/").status_code == 429


def test_a_code_is_found_however_it_is_typed(client, send, form_of):
    send(form_of, **SAID)
    voice = Voice.objects.get()

    for typed in (voice.code, voice.spoken.lower(), f" {voice.code[:4]} {voice.code[4:]} "):
        assert client.get("/usulan/", {"kode": typed})["Location"] == f"/usulan/{voice.code}/"
    assert "Nomor ini tidak ada" in client.get("/usulan/", {"kode": "0000"}).content.decode()


def test_a_receipt_shows_no_word_that_nobody_has_read(client, send, form_of):
    answer = send(form_of, **SAID)

    page = client.get(answer["Location"]).content.decode()

    voice = Voice.objects.get()
    assert voice.spoken in page
    assert f"Usulan Anda no. {voice.spoken}:" in page
    assert "Menunggu dibaca pencatat desa" in page
    assert "https://wa.me/?text=Usulan%20Anda" in page
    for hidden in (NAME, PHONE, SAID["activity"], SAID["problem"]):
        assert hidden not in page


def test_a_declined_proposal_says_why(client, siti, send, form_of):
    send(form_of, **SAID)
    voice = Voice.objects.get()

    assert decide(client, siti, voice, decision="decline", reason=" ").status_code == 422
    decide(client, siti, voice, decision="decline", reason="Sudah dikerjakan kabupaten.")

    assert "Sudah dikerjakan kabupaten." in client.get(f"/usulan/{voice.code}/").content.decode()
    assert not Proposal.objects.filter(source="villager", activity=SAID["activity"]).exists()


def test_two_who_decide_at_once_decide_once(client, siti, dadang, planned, send, form_of):
    send(form_of, **SAID)
    voice = Voice.objects.get()
    take(client, siti, voice, planned)

    answer = decide(client, dadang, voice, decision="spam")

    assert answer.status_code == 409
    assert "sudah memutuskan" in answer.content.decode()
    assert Voice.objects.get().state == VoiceState.TAKEN
    assert Proposal.objects.filter(activity=SAID["activity"]).count() == 1


def test_a_meeting_that_was_handed_in_takes_no_more(client, siti, planned, send, form_of):
    send(form_of, **SAID)
    row = Meeting.objects.get(id=planned)
    edit.edit(row, by=siti.actor, status=MeetingStatus.SUBMITTED.value)

    voice = Voice.objects.get()
    answer = take(client, siti, voice, planned)

    assert answer.status_code == 422
    with pytest.raises(voices.MeetingOver):
        voices.take_in(voice, by=siti.actor, meeting=row.id, wish=voices.Wish("Air"))


def test_who_may_read_and_who_may_decide(client, siti, asep, bu_camat, planned, send, form_of):
    send(form_of, **SAID)
    voice = Voice.objects.get()
    address = f"/petugas/warga/{voice.pk}/"

    assert client.get(address)["Location"].startswith("/petugas/masuk/")
    client.force_login(asep.user)
    assert client.get(address).status_code == 404
    assert SAID["activity"] not in client.get("/petugas/warga/").content.decode()
    client.force_login(bu_camat.user)
    seen = client.get(address).content.decode()
    assert SAID["problem"] in seen
    assert NAME not in seen
    assert PHONE not in seen
    assert decide(client, bu_camat, voice, decision="spam").status_code == 404
    client.force_login(siti.user)
    seen = client.get(address).content.decode()
    assert NAME in seen
    assert PHONE in seen


def test_the_code_tells_what_the_publication_says(client, siti, bu_camat, planned, send, form_of, published):
    send(form_of, **SAID)
    voice = Voice.objects.get()
    take(client, siti, voice, planned)
    proposal = Proposal.objects.get(id=Voice.objects.get().proposal)
    road = edit.add(
        "budget_item",
        siti.village.pk,
        by=siti.actor,
        meeting=planned,
        fiscal_year=2027,
        name="Saluran SDN 2",
        amount=35 * JUTA,
        state="adopted",
    )
    edit.edit(proposal, by=siti.actor, fate=Fate.ADOPTED.value, became=[str(road)], reason="Paling mendesak.")
    page = client.get(f"/usulan/{voice.code}/").content.decode()
    assert "Belum diterbitkan." in page
    assert "Saluran SDN 2" not in page, "only publications tell"

    made = published(Meeting.objects.get(id=planned))
    BudgetItem.objects.filter(id=road).update(amount=1)

    page = client.get(f"/usulan/{voice.code}/").content.decode()
    for told in ("Disepakati", "Paling mendesak.", "Menjadi kegiatan tahun 2027:", "Saluran SDN 2", "Rp35.000.000"):
        assert told in page, told
    assert "Saluran SDN 2, Rp35.000.000, tahun 2027." in page.split("<textarea")[1]
    assert NAME not in page

    withdraw(made, by=bu_camat.actor, reason="Salah angka.")
    assert "Saluran SDN 2" not in client.get(f"/usulan/{voice.code}/").content.decode()


def test_a_question_is_answered_for_everybody_with_the_days_it_took(
    client, siti, village, published, send, time_machine_at
):
    found = published(make_whole_meeting(village))
    ask = f"{HOME}terbitan/{found.number}/tanya/"
    assert f'href="{ask}"' in client.get(f"{HOME}terbitan/{found.number}/").content.decode()
    text = "Mengapa Pak Kanarikades memilih batu?"

    sent = send(ask, kind="objection", item="1", text=text, name=NAME, phone=PHONE)
    voice = Voice.objects.get()
    waiting = client.get(f"{HOME}tanya-jawab/").content.decode()
    with time_machine_at(timedelta(days=3)):
        client.force_login(siti.user)
        decide(client, siti, voice, decision="answer", shown="Mengapa memilih batu?", answer="Batu ada di desa.")
        client.logout()
        talk = client.get(f"{HOME}tanya-jawab/").content.decode()
        status = client.get(sent["Location"]).content.decode()

    assert "1 pertanyaan menunggu jawaban desa." in waiting
    assert text not in waiting
    for told in ("Keberatan", "Mengapa memilih batu?", "Batu ada di desa.", "dijawab dalam 3 hari", "Nama orang"):
        assert told in talk, told
    assert "Dijawab" in status
    for hidden in ("Kanari", PHONE):
        assert hidden not in talk + status


def test_no_question_about_a_withdrawn_publication(client, village, published, bu_camat):
    found = published(make_whole_meeting(village))
    withdraw(found, by=bu_camat.actor, reason="Memuat nama.")

    assert client.get(f"{HOME}terbitan/{found.number}/tanya/").status_code == 404


def test_no_canary_reaches_a_public_byte_a_publication_or_a_log(
    client, siti, planned, send, form_of, published, caplog
):
    caplog.set_level(0)
    send(form_of, **SAID)
    send(form_of, **{**SAID, "phone": "Kanarinomor"})
    voice = Voice.objects.get()
    take(client, siti, voice, planned)
    client.logout()
    made = published(Meeting.objects.get(id=planned))

    paths = ("", "rembuk/", "tanya-jawab/", f"terbitan/{made.number}/", f"terbitan/{made.number}.json")
    pages = [client.get(f"{HOME}{path}") for path in paths]
    pages += [client.get("/"), client.get(f"/usulan/{voice.code}/")]
    public = b"".join(page.content + str(page.headers).encode() for page in pages).decode() + str(made.snapshot)

    assert SAID["activity"] in public
    for hidden in ("Kanari", PHONE, PHONE.replace("-", ""), voice.form.hex):
        assert hidden not in public
        assert hidden not in caplog.text
    assert voice.code not in public.replace(client.get(f"/usulan/{voice.code}/").content.decode(), "")


def test_names_and_numbers_are_forgotten_and_spam_goes(client, siti, planned, send, form_of, time_machine_at):
    send(form_of, **SAID)
    first = Voice.objects.get()
    take(client, siti, first, planned)
    send(form_of, **{**SAID, "activity": "Obat kuat"})
    decide(client, siti, Voice.objects.get(activity="Obat kuat"), decision="spam")
    send(form_of, **{**SAID, "activity": "Lampu jalan"})

    with time_machine_at(voices.SPAM_KEPT + timedelta(days=1)):
        assert forget_villagers() == 1
    with time_machine_at(voices.REMEMBERED + timedelta(days=1)):
        assert forget_villagers() == 1

    kept = dict(Voice.objects.values_list("activity", "phone"))
    assert kept == {SAID["activity"]: "", "Lampu jalan": PHONE}
    assert Voice.objects.get(pk=first.pk).name == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_with_many(client, village, siti, published, django_assert_num_queries, rows):
    made = published(make_whole_meeting(village))
    for number in range(rows):
        make_meeting(village, status=MeetingStatus.PLANNED, planned_start=clock.now() + timedelta(days=number + 1))
        voice = voices.send(village, "question", form=ids.uuid7(), publication=made, text="Berapa?")
        voices.answer(voice, by=siti.actor, shown="Berapa?", text="Dua.")
        waiting = voices.send(village, "question", form=ids.uuid7(), publication=made, text="Kapan?")
    client.get("/")

    with django_assert_num_queries(5):
        client.get(f"{HOME}rembuk/")
    with django_assert_num_queries(3):
        client.get(f"{HOME}tanya-jawab/")
    with django_assert_num_queries(1):
        client.get(f"/usulan/{waiting.code}/")
    client.force_login(siti.user)
    with django_assert_num_queries(7):
        client.get("/petugas/warga/")
