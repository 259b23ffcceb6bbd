"""A phone that was reported lost: what it had not sent comes sealed, waits for a human, and nothing is lost."""

import hashlib
import json
import os
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from sync import bundles, pace, sealing
from sync.bundle_file import Broken, TooNew
from sync.models import Blob, Device, Held, LedgerEntry, Rejection
from tests.factories.villages import assign, make_person, make_region
from tests.sync.bundle_writer import bundle
from tests.sync.sealed_writer import BOX, seal
from tests.sync.toy import Note
from villages.terms import Role

pytestmark = pytest.mark.django_db

DOOR = "/api/sync/v1/sealed"
PHOTO = os.urandom(90_000)
VECTOR = json.loads(Path("tests/vectors/sealed.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _surroundings(settings, tmp_path):
    settings.UPLOAD_ROOT = tmp_path
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def sealed(recorded) -> bytes:
    """Siti's two notes and a photograph, sealed on her phone after it was reported lost."""
    file = bundle(recorded, PHOTO).getvalue()
    cut_off(recorded, lost=True)
    return seal(file, recorded.signed_in["seal_key"])


def cut_off(phone, *, lost):
    path = f"/api/auth/devices/{phone.number}" + ("?lost=true" if lost else "")
    assert phone.client.delete(path, headers=phone.headers).status_code == 204


def hand_in(phone, data, **headers):
    return phone.client.post(DOOR, data, content_type="application/octet-stream", headers={**phone.headers, **headers})


def opened_by_us(data):
    with sealing.opened(BytesIO(data)) as found:
        return found.file.read()


# The seal


def test_what_the_phone_seals_only_the_server_of_that_secret_opens(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = VECTOR["secret"], []

    assert sealing.public_key() == VECTOR["seal_key"]
    assert opened_by_us(b64decode(VECTOR["bundle"]["sealed"])) == b64decode(VECTOR["bundle"]["file"])

    settings.SECRET_KEY = "another server"
    with pytest.raises(sealing.OtherSeal):
        opened_by_us(b64decode(VECTOR["bundle"]["sealed"]))

    settings.SECRET_KEY_FALLBACKS = [VECTOR["secret"]]
    assert opened_by_us(b64decode(VECTOR["bundle"]["sealed"])) == b64decode(VECTOR["bundle"]["file"])


@pytest.mark.parametrize("case", VECTOR["counted"], ids=lambda case: str(case["size"]))
def test_the_counted_files_of_the_vector_are_sealed_alike_here(case):
    own = ec.derive_private_key(int.from_bytes(b64url(VECTOR["ephemeral"]["d"])), ec.SECP256R1())

    made = seal(bytes(at % 251 for at in range(case["size"])), VECTOR["seal_key"], own)

    assert (len(made), hashlib.sha256(made).hexdigest()) == (case["sealed_size"], case["sealed_sha256"])


def b64url(text):
    return b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4))


@pytest.mark.parametrize("size", [0, 1, BOX - 1, BOX, BOX + 1, 3 * BOX])
def test_every_size_is_opened_as_it_was(size):
    data = os.urandom(size)

    assert opened_by_us(seal(data, sealing.public_key())) == data


def test_a_byte_altered_anywhere_is_seen():
    made = seal(bytes(range(200)), sealing.public_key())

    for place in range(len("rembuk-segel 1\n"), len(made)):
        altered = bytearray(made)
        altered[place] ^= 1
        with pytest.raises((Broken, sealing.OtherSeal)):
            opened_by_us(bytes(altered))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made, box: made[:-box],
        lambda made, box: made + made[-box:],
        lambda made, box: made[: -3 * box] + made[-2 * box : -box] + made[-3 * box : -2 * box] + made[-box:],
        lambda made, _box: made[:-1],
        lambda made, _box: made.split(b"\n", 2)[0] + b"\n",
        lambda _made, _box: b"rembuk-segel 1\n[]\nx",
        lambda _made, _box: b'rembuk-segel 1\n{"to": "x", "key": "zz"}\nx',
    ],
    ids=["last box gone", "one box twice", "two boxes swapped", "cut", "no head", "no object", "no point"],
)
def test_boxes_that_are_missing_doubled_or_swapped_are_seen(spoil):
    made = seal(os.urandom(4 * BOX), sealing.public_key())

    with pytest.raises(Broken):
        opened_by_us(spoil(made, BOX + 16))


def test_a_later_kind_of_seal_is_told_as_such():
    with pytest.raises(TooNew):
        opened_by_us(seal(b"x", sealing.public_key(), version=2))


# The door


def test_what_a_lost_phone_hands_in_waits_for_an_officer_whole(sealed, siti, recorded):
    siti.user.refresh_from_db()
    before = LedgerEntry.objects.count()

    answer = hand_in(recorded, sealed)

    assert (answer.status_code, answer.json()["outcomes"]["held"], answer.json()["files"]["new"]) == (200, 2, 1)
    assert set(Held.objects.values_list("user", "reason", "decision")) == {(siti.user.pk, "phone_lost", "")}
    assert {row.set["title"] for row in Held.objects.all()} == {"Jalan", "Jembatan"}
    assert (Note.objects.count(), LedgerEntry.objects.count() - before) == (0, 0)
    assert Blob.objects.get().sha256 == hashlib.sha256(PHOTO).hexdigest()
    device = Device.objects.get(number=recorded.number)
    assert (device.owes, device.revoked_at is not None) == (False, True)


def test_it_comes_in_pieces_and_again_without_harm(sealed, recorded):
    half = len(sealed) // 2
    pieces = [(0, sealed[:half]), (half, sealed[half:]), (half, sealed[half:])]

    answers = [
        hand_in(
            recorded,
            data,
            **{"Content-Range": f"bytes {at}-{at + len(data) - 1}/{len(sealed)}", "Parcel": "a" * 64},
        )
        for at, data in pieces
    ]

    assert [answer.status_code for answer in answers] == [202, 200, 200]
    assert (answers[1].json()["outcomes"]["held"], answers[2].json()["replayed"]["held"]) == (2, 2)
    assert (Held.objects.count(), Blob.objects.count()) == (2, 1)


def test_an_officer_admits_it_in_the_name_of_who_recorded(sealed, recorded, siti, client, bu_camat):
    hand_in(recorded, sealed)
    client.force_login(bu_camat.user)
    page = client.get("/petugas/menunggu/").content.decode()
    assert "HP pencatat dinyatakan hilang" in page

    for row in Held.objects.all():
        client.post(f"/petugas/menunggu/{row.pk}/", {"decision": "admit"})

    assert sorted(Note.objects.values_list("title", flat=True)) == ["Jalan", "Jembatan"]
    assert {entry.user for entry in LedgerEntry.objects.all()} == {siti.user.pk}


def test_all_of_it_is_admitted_at_once_and_what_is_not_whole_goes_on_waiting(recorded, client, bu_camat):
    draft = recorded.record("note", amount=5)
    file = bundle(recorded).getvalue()
    cut_off(recorded, lost=True)
    hand_in(recorded, seal(file, recorded.signed_in["seal_key"]))
    client.force_login(bu_camat.user)

    page = client.post("/petugas/menunggu/", {"device": recorded.number}, follow=True).content.decode()

    assert ("2 catatan dari HP hilang diterima." in page, "1 catatan belum lengkap" in page) == (True, True)
    assert sorted(Note.objects.values_list("title", flat=True)) == ["Jalan", "Jembatan"]
    assert [str(row.record) for row in Held.objects.filter(decision="")] == [draft]


def test_who_reviews_elsewhere_admits_nothing_of_it(sealed, recorded, client):
    hand_in(recorded, sealed)
    other = make_person("pak_camat")
    assign(other, Role.KECAMATAN_OFFICER, make_region("32.05.10", "Kadungora"))
    client.force_login(other)

    client.post("/petugas/menunggu/", {"device": recorded.number})

    assert Held.objects.filter(decision="").count() == 2
    assert client.post("/petugas/menunggu/", {"device": "x"}).status_code == 404


def test_drafts_are_kept_too(recorded):
    recorded.record("note", amount=5)
    file = bundle(recorded).getvalue()
    cut_off(recorded, lost=True)

    told = hand_in(recorded, seal(file, recorded.signed_in["seal_key"])).json()

    assert (told["outcomes"]["held"], Rejection.objects.count()) == (3, 0)


def test_the_old_token_opens_nothing_else(sealed, recorded):
    assert recorded.post(recorded.request()).json()["code"] == "device_revoked"
    assert recorded.post(recorded.request()).json()["lost"] is True
    bundles_door = recorded.client.post(
        "/api/sync/v1/bundles", sealed, content_type="application/octet-stream", headers=recorded.headers
    )
    assert bundles_door.json()["code"] == "device_revoked"
    assert recorded.client.get("/api/auth/devices", headers=recorded.headers).json()["code"] == "device_revoked"


def test_the_door_is_shut_to_a_phone_that_is_not_lost(recorded):
    file = seal(bundle(recorded).getvalue(), recorded.signed_in["seal_key"])

    assert hand_in(recorded, file).json()["code"] == "token_invalid"

    cut_off(recorded, lost=False)
    refused = recorded.post(recorded.request()).json()
    assert (refused["code"], refused["lost"]) == ("device_revoked", False)
    assert hand_in(recorded, file).json()["code"] == "device_revoked"
    assert not Held.objects.exists()


def test_only_what_is_sealed_and_its_own_comes_through(sealed, recorded, dadang):
    dadang.phone.sync()
    dadang.phone.record("note", title="Lain")
    others = seal(bundle(dadang.phone).getvalue(), recorded.signed_in["seal_key"])

    assert hand_in(recorded, bundle(recorded).getvalue()).json()["code"] == "bundle_broken"
    assert hand_in(recorded, others).json()["code"] == "bundle_elsewhere"
    assert not Held.objects.exists()


def test_it_may_not_be_larger_than_that(sealed, recorded, monkeypatch):
    monkeypatch.setattr(sealing, "LARGEST", len(sealed) - 1)

    assert hand_in(recorded, sealed).status_code == 413


def test_a_lost_phone_cannot_ask_for_ever(sealed, recorded, monkeypatch):
    monkeypatch.setattr(pace, "MOST_SEALED", 2)

    codes = [recorded.client.get(DOOR, headers=recorded.headers).status_code for _time in range(3)]

    assert codes == [200, 200, 429]


def test_a_phone_of_an_older_sign_in_may_ask_for_the_key(sealed, recorded):
    told = recorded.client.get(DOOR, headers=recorded.headers).json()

    assert told["seal_key"] == recorded.signed_in["seal_key"] == sealing.public_key()


def test_signing_in_on_it_again_makes_it_an_ordinary_phone(sealed, recorded):
    recorded.sign_in()

    assert hand_in(recorded, sealed).json()["code"] == "token_invalid"
    assert recorded.post(recorded.request()).status_code == 200


# Brought by hand


def test_an_officer_brings_the_sealed_file(sealed, client, bu_camat):
    client.force_login(bu_camat.user)

    page = client.post("/petugas/berkas/", {"berkas": SimpleUploadedFile("segel.rembuk", sealed)})

    assert page.status_code == 302
    assert set(Held.objects.values_list("reason", flat=True)) == {"phone_lost"}


def test_the_operator_brings_the_sealed_file(sealed, tmp_path):
    (tmp_path / "segel.rembuk").write_bytes(sealed)

    call_command("import_changes", str(tmp_path / "segel.rembuk"))

    assert Held.objects.count() == 2


def test_who_has_nothing_to_do_with_the_village_cannot(sealed, asep):
    with pytest.raises(bundles.Elsewhere):
        bundles.bring(BytesIO(sealed), by=asep.actor)
