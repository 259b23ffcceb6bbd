"""A colleague's file, brought by a phone: whole in one request, or piece by piece over a bad line."""

import os
import tracemalloc
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine

from backend.kernel import clock
from sync import bundles, parcels, parcels_api
from sync.models import Blob, Device, Held, LedgerEntry, Rejection
from sync.tasks import sweep_parcels
from sync.verify import verify
from tests.sync.bundle_writer import bundle, exchange, packed, photo, write
from tests.sync.toy import Note

pytestmark = pytest.mark.django_db

DOOR = "/api/sync/v1/bundles"
PHOTO = os.urandom(90_000)
PIECE = 40_000
NOTHING_NEW = {"applied": 0, "merged": 0, "conflict": 0, "held": 0, "rejected": 0}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.UPLOAD_ROOT = tmp_path


@pytest.fixture
def file(siti) -> bytes:
    """Siti's two notes and a photograph, written where there was no signal."""
    siti.phone.sync()
    siti.phone.record("note", title="Jalan", amount=1, secret="nama warga")
    siti.phone.record("note", title="Jembatan")
    return bundle(siti.phone, parts=[packed(exchange(siti.phone)), photo(siti.phone, PHOTO)]).getvalue()


def bring(person, file, **headers):
    phone = person.phone
    return phone.client.post(DOOR, file, content_type="application/octet-stream", headers={**phone.headers, **headers})


def bring_piece(person, file, start, end=None, *, name="a" * 64, total=None):
    """The bytes from ``start`` up to ``end``, as a phone on a bad line sends them."""
    data = file[start:end]
    return bring(
        person,
        data,
        **{"Content-Range": f"bytes {start}-{start + len(data) - 1}/{total or len(file)}", "Parcel": name},
    )


def test_a_colleague_carries_it_and_is_told_what_became_of_it(file, siti, dadang):
    answer = bring(dadang, file)

    assert answer.status_code == 200
    told = answer.json()
    assert told.pop("server_time")
    assert told == {
        "by": "Siti Aminah",
        "outcomes": {**NOTHING_NEW, "applied": 2},
        "replayed": NOTHING_NEW,
        "files": {"new": 1, "known": 0, "refused": 0},
        "refused": [],
    }
    entries = {(entry.user, str(entry.device)) for entry in LedgerEntry.objects.all()}
    assert entries == {(siti.user.pk, siti.phone.number)}
    assert list(verify(siti.village.pk)) == []


def test_brought_again_nothing_happens_again(file, siti, dadang, bu_camat):
    bring(dadang, file)

    for person in (dadang, bu_camat, siti):
        told = bring(person, file).json()
        assert (told["outcomes"], told["replayed"]) == (NOTHING_NEW, {**NOTHING_NEW, "applied": 2})
        assert told["files"] == {"new": 0, "known": 1, "refused": 0}

    assert (LedgerEntry.objects.count(), Blob.objects.count()) == (2, 1)


def test_the_phone_that_sends_it_itself_later_finds_everything_there(file, siti, dadang):
    bring(dadang, file)

    siti.phone.sync()

    assert [one["replayed"] for one in siti.phone.last["results"]] == [True, True]
    assert siti.phone.unsent == []
    assert LedgerEntry.objects.count() == 2


def test_refusals_are_told_one_by_one_in_the_carriers_language(siti, dadang):
    wrong = siti.phone.record("note", title="Jalan", unknown=1)
    file = bundle(siti.phone).getvalue()

    first, again = (bring(dadang, file, **{"Accept-Language": "en"}).json() for _time in range(2))

    assert [(one["id"], one["kind"]) for one in first["refused"]] == [(siti.phone.unsent[0]["id"], "note")]
    assert first["refused"][0]["errors"] == [
        {"field": "unknown", "code": "unknown_field", "message": first["refused"][0]["errors"][0]["message"]}
    ]
    assert first["refused"][0]["errors"][0]["message"].isascii()
    assert again["refused"] == first["refused"]
    assert (first["outcomes"]["rejected"], again["replayed"]["rejected"]) == (1, 1)
    assert Rejection.objects.get().record is not None
    assert str(Rejection.objects.get().record) == wrong


def test_work_of_one_whose_assignment_ended_waits_for_a_person(file, siti, dadang, end_assignment):
    end_assignment(siti, days_ago=3)

    assert bring(dadang, file).json()["outcomes"] == {**NOTHING_NEW, "held": 2}
    assert Held.objects.count() == 2


def flipped(file):
    return file[:300] + bytes([file[300] ^ 1]) + file[301:]


@pytest.mark.parametrize(
    ("damage", "status", "code"),
    [
        (lambda file: file[:-30], 422, "bundle_broken"),
        (lambda file: file[: len(file) // 2], 422, "bundle_broken"),
        (flipped, 422, "bundle_broken"),
        (lambda _file: b"\x89PNG\r\n", 422, "bundle_broken"),
        (lambda _file: b"", 422, "bundle_broken"),
        (lambda file: b"rembuk-kiriman 2\n" + file.split(b"\n", 1)[1], 422, "bundle_version"),
        (lambda _file: b"rembuk-kiriman 1\n" * 9, 422, "bundle_broken"),
    ],
    ids=["cut", "half", "altered", "other", "empty", "newer", "nonsense"],
)
def test_a_file_that_is_not_whole_has_no_effect(file, dadang, damage, status, code):
    answer = bring(dadang, damage(file))

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["code"] == code
    assert not LedgerEntry.objects.exists()


def test_a_file_of_an_unknown_phone_has_no_effect(siti, dadang):
    siti.phone.record("note", title="Jalan")

    answer = bring(dadang, bundle(siti.phone, key=b"x" * 32).getvalue())

    assert (answer.status_code, answer.json()["code"]) == (422, "bundle_unsigned")
    assert not LedgerEntry.objects.exists()


def test_a_stranger_may_not_bring_it(file, asep):
    answer = bring(asep, file)

    assert (answer.status_code, answer.json()["code"]) == (403, "bundle_elsewhere")
    assert not LedgerEntry.objects.exists()


def test_a_lost_phones_file_does_not_make_the_carriers_phone_wipe_itself(file, siti, dadang):
    Device.objects.filter(user=siti.user).update(revoked_at=clock.now())

    answer = bring(dadang, file)

    assert (answer.status_code, answer.json()["code"]) == (403, "bundle_revoked")
    assert dadang.phone.post(dadang.phone.request()).status_code == 200


def test_a_carrier_whose_own_phone_was_cut_off_is_told_so(file, dadang):
    assert dadang.phone.headers
    Device.objects.filter(user=dadang.user).update(revoked_at=clock.now())

    assert bring(dadang, file).json()["code"] == "device_revoked"


def test_too_large_a_file_is_refused_before_it_is_all_here(file, dadang, monkeypatch):
    monkeypatch.setattr(parcels_api, "LARGEST", len(file) - 1)
    monkeypatch.setattr(parcels, "LARGEST", len(file) - 1)

    whole, piece = bring(dadang, file), bring_piece(dadang, file, 0, 100)

    assert [(one.status_code, one.json()["code"]) for one in (whole, piece)] == [(413, "too_large")] * 2


def test_a_compressed_request_is_refused(file, dadang):
    answer = bring(dadang, file, **{"Content-Encoding": "gzip"})

    assert (answer.status_code, answer.json()["code"]) == (415, "encoding")


def test_taking_a_large_file_in_needs_little_memory(siti, dadang, tmp_path):
    photos = [photo(siti.phone, os.urandom(500_000)) for _number in range(60)]
    place = tmp_path / "large.rembuk"
    place.write_bytes(bundle(siti.phone, parts=photos).getvalue())
    del photos

    tracemalloc.start()
    with place.open("rb") as file:
        brought = bundles.bring(file, by=dadang.actor)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert brought.files_new == 60
    assert peak < 8_000_000 < place.stat().st_size


# Piece by piece


def pieces_of(file):
    return [(start, min(start + PIECE, len(file))) for start in range(0, len(file), PIECE)]


def test_pieces_become_the_file(file, dadang):
    answers = [bring_piece(dadang, file, start, end) for start, end in pieces_of(file)]

    assert [one.status_code for one in answers] == [202, 202, 200]
    assert [one.json()["offset"] for one in answers[:-1]] == [PIECE, 2 * PIECE]
    assert all(one.json()["server_time"] for one in answers)
    assert answers[-1].json()["outcomes"]["applied"] == 2
    assert Note.objects.count() == 2


def test_a_piece_whose_answer_was_lost_is_sent_again_without_harm(file, dadang):
    for start, end in pieces_of(file):
        first, again = bring_piece(dadang, file, start, end), bring_piece(dadang, file, start, end)
        assert (again.status_code, again.json().get("offset")) == (first.status_code, first.json().get("offset"))

    assert again.json()["replayed"]["applied"] == 2
    assert LedgerEntry.objects.count() == 2


def test_a_gap_is_told_with_the_place_to_go_on_from(file, dadang):
    bring_piece(dadang, file, 0, PIECE)

    gap = bring_piece(dadang, file, 2 * PIECE)
    on = bring_piece(dadang, file, gap.json()["offset"])

    assert (gap.status_code, gap.json()["code"], gap.json()["offset"]) == (409, "offset_wrong", PIECE)
    assert on.json()["outcomes"]["applied"] == 2


def test_pieces_that_overlap_leave_one_copy(file, dadang):
    bring_piece(dadang, file, 0, PIECE)
    bring_piece(dadang, file, PIECE // 2, 2 * PIECE)

    assert bring_piece(dadang, file, 2 * PIECE).json()["outcomes"]["applied"] == 2


def test_what_was_torn_on_its_way_begins_anew(file, dadang):
    bring_piece(dadang, flipped(file), 0, PIECE)

    torn = bring_piece(dadang, file, PIECE)
    again = bring_piece(dadang, file, PIECE)
    whole = [bring_piece(dadang, file, start, end).status_code for start, end in pieces_of(file)]

    assert (torn.status_code, torn.json()["code"]) == (422, "bundle_broken")
    assert (again.status_code, again.json()["offset"]) == (409, 0)
    assert whole == [202, 202, 200]


def test_two_carriers_do_not_meet_in_one_file(file, dadang, bu_camat):
    bring_piece(dadang, file, 0, PIECE)

    other = bring_piece(bu_camat, file, PIECE)

    assert (other.status_code, other.json()["offset"]) == (409, 0)


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"Content-Range": "bytes 0-9/x", "Parcel": "a" * 64}, "Content-Range"),
        ({"Content-Range": "bytes 9-0/20", "Parcel": "a" * 64}, "Content-Range"),
        ({"Content-Range": "bytes 0-9/10"}, "Parcel"),
        ({"Content-Range": "bytes 0-9/10", "Parcel": "../../etc/passwd"}, "Parcel"),
        ({"Content-Range": "bytes 0-8/10", "Parcel": "a" * 64}, "body"),
        ({"Content-Range": "bytes 0-10/11", "Parcel": "a" * 64}, "body"),
    ],
    ids=["no numbers", "backwards", "no name", "a path", "too long", "too short"],
)
def test_a_piece_that_says_something_else_than_it_is(dadang, said, where):
    answer = bring(dadang, b"0123456789", **said)

    assert (answer.status_code, answer.json()["code"], answer.json()["where"]) == (400, "malformed", where)


def test_of_two_requests_at_once_one_is_asked_to_wait(file, dadang):
    first = file[:PIECE]

    with parcels.piece(dadang.user.pk, name="a" * 64, start=0, data=first, total=len(file)):
        meanwhile = bring_piece(dadang, file, PIECE, 2 * PIECE)
    after = bring_piece(dadang, file, PIECE, 2 * PIECE)

    assert (meanwhile.status_code, meanwhile.json()["code"], meanwhile["Retry-After"]) == (429, "slow_down", "5")
    assert after.json()["offset"] == 2 * PIECE


def test_nobody_fills_the_disk_with_halves(file, dadang):
    for number in range(9):
        bring_piece(dadang, file, 0, 100, name=f"{number:064x}")

    assert len(list(parcels._folder().glob("*/*"))) == parcels.MOST_AT_ONCE


def test_halves_are_swept_after_three_days(file, dadang):
    bring_piece(dadang, file, 0, PIECE)

    early = sweep_parcels()
    with time_machine.travel(clock.now() + timedelta(days=3, hours=1), tick=False):
        late = sweep_parcels()

    assert (early, late, list(parcels._folder().glob("*/*"))) == (0, 1, [])


def test_the_writer_of_the_tests_and_the_door_agree_on_an_empty_file(siti, dadang):
    siti.phone.sync()
    key = bytes.fromhex(siti.phone.signed_in["bundle_key"])
    head = {"device": siti.phone.number, "user": siti.phone.signed_in["user"]["id"], "made_at": "2026-11-23T10:00:00Z"}

    answer = bring(dadang, BytesIO(write(key, head, [])).getvalue())

    assert (answer.status_code, answer.json()["outcomes"]) == (200, NOTHING_NEW)
