"""Sneakernet: a phone's unsent work carried here in a file, by whomever, in any order, any number of times."""

import gzip
import hashlib
import hmac
import json
import os
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from backend.kernel.actor import Actor
from sync import bundle_file, bundles, uploads
from sync.body import MOST_BYTES
from sync.bundle_file import Broken, TooNew
from sync.exchange import Upgrade
from sync.models import Blob, Conflict, Device, Held, LedgerEntry, Rejection
from sync.verify import verify
from tests.factories.villages import assign, make_person, make_region
from tests.phone import Phone
from tests.sync.bundle_writer import bundle, exchange, head_of, packed, photo, write
from tests.sync.toy import Note
from villages.models import User
from villages.terms import Role

pytestmark = pytest.mark.django_db

PHOTO = os.urandom(40_000)
PAGE = "/petugas/berkas/"


@pytest.fixture(autouse=True)
def _plain_http(settings):
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def recorded(siti):
    """Siti's phone with two notes and no signal; answers the phone."""
    siti.phone.sync()
    siti.phone.record("note", title="Jalan", amount=1, secret="nama warga")
    siti.phone.record("note", title="Jembatan", tags=["b", "a"])
    return siti.phone


def taken(file):
    return bundles.take(bundles.check(file))


def nothing_took_effect():
    return not any(model.objects.exists() for model in (LedgerEntry, Held, Rejection, Blob, Conflict))


def state(village):
    """Everything of a village that a person can tell, whoever brought it and however often."""
    entries = LedgerEntry.objects.filter(village=village).order_by("number")
    return {
        "ledger": list(entries.values_list("number", "change", "outcome", "user", "device")),
        "held": list(Held.objects.order_by("change").values_list("change", "reason")),
        "rejected": list(Rejection.objects.order_by("change").values_list("change", "user", "device")),
        "conflicts": list(Conflict.objects.order_by("change").values_list("change", "fields")),
        "blobs": list(Blob.objects.values_list("sha256", "size", "media_type")),
        "records": sorted(Note.objects.values_list("version", "title", "amount", "secret", "tags")),
    }


# What it brings


def test_what_was_carried_stands_in_its_makers_name(recorded, siti, bu_camat):
    brought = bundles.bring(bundle(recorded, PHOTO), by=bu_camat.actor)

    entries = {(entry.user, str(entry.device), entry.outcome) for entry in LedgerEntry.objects.all()}
    assert entries == {(siti.user.pk, recorded.number, "applied")}
    assert sorted(Note.objects.values_list("title", flat=True)) == ["Jalan", "Jembatan"]
    with default_storage.open(Blob.objects.get().name) as stored:
        assert stored.read() == PHOTO
    assert (brought.by, dict(brought.outcomes), brought.replayed, brought.files_new) == (
        "Siti Aminah",
        {"applied": 2},
        0,
        1,
    )
    assert list(verify(siti.village.pk)) == []


@pytest.mark.parametrize("order", ["fs", "sf", "ffs", "sff", "fsf", "sfsf"])
def test_carried_and_sent_in_any_order_ends_in_the_same_state(recorded, siti, order):
    note = recorded.unsent[0]["record"]
    recorded.change(note, amount=5)
    recorded.change(note, unknown=1)
    file, body = bundle(recorded, PHOTO).getvalue(), recorded.request()
    changes = [UUID(one["id"]) for one in recorded.unsent]

    for step in order:
        if step == "f":
            taken(BytesIO(file))
        else:
            assert recorded.post(body).status_code == 200
            send_photo(siti)

    me = (siti.user.pk, UUID(recorded.number))
    assert state(siti.village.pk) == {
        "ledger": [(number + 1, changes[number], "applied", *me) for number in range(3)],
        "held": [],
        "rejected": [(changes[3], *me)],
        "conflicts": [],
        "blobs": [(hashlib.sha256(PHOTO).hexdigest(), len(PHOTO), "image/jpeg")],
        "records": [(2, "Jembatan", None, "", ["a", "b"]), (3, "Jalan", 5, "nama warga", [])],
    }
    assert list(verify(siti.village.pk)) == []


def send_photo(person):
    """The photograph as the phone sends it itself."""
    said = {"sha256": hashlib.sha256(PHOTO).hexdigest(), "size": len(PHOTO), "media_type": "image/jpeg"}
    upload = uploads.begin(person.actor, village=person.village.pk, **said)
    if upload.finished_at is None:
        uploads.append(upload, offset=0, data=PHOTO)


@pytest.mark.parametrize("order", ["hfs", "hsf", "fhs", "hffs", "fhfs"])
def test_a_phone_that_had_sent_half_and_lost_the_answer_ends_in_the_same_state(recorded, siti, order):
    """``h``: the first half reaches the server, its answer does not come back; ``f``: the file; ``s``: all is sent."""
    note = recorded.unsent[0]["record"]
    recorded.change(note, amount=5)
    file, body = bundle(recorded, PHOTO).getvalue(), recorded.request()
    half = recorded.request(changes=recorded.unsent[:1])
    changes = [UUID(one["id"]) for one in recorded.unsent]

    for step in order:
        if step == "f":
            taken(BytesIO(file))
        else:
            assert recorded.post(half if step == "h" else body).status_code == 200

    entries = LedgerEntry.objects.order_by("number").values_list("change", "outcome")
    assert list(entries) == [(change, "applied") for change in changes]
    assert state(siti.village.pk)["records"] == [
        (2, "Jembatan", None, "", ["a", "b"]),
        (3, "Jalan", 5, "nama warga", []),
    ]
    assert Conflict.objects.count() == 0
    assert list(verify(siti.village.pk)) == []


def test_a_compressed_exchange_is_the_same_exchange(recorded):
    brought = taken(bundle(recorded, parts=[packed(exchange(recorded)), photo(recorded, PHOTO)]))
    recorded.sync()

    assert (dict(brought.outcomes), brought.files_new) == ({"applied": 2}, 1)
    assert [one["replayed"] for one in recorded.last["results"]] == [True, True]


@pytest.mark.parametrize(
    "data",
    [b"no gzip", gzip.compress(b"{}")[:-4], gzip.compress(b" " * (MOST_BYTES + 1))],
    ids=["other", "cut", "bomb"],
)
def test_a_compressed_exchange_that_is_none_is_refused(recorded, data):
    with pytest.raises(Broken):
        taken(bundle(recorded, parts=[({"part": "exchange", "encoding": "gzip"}, data)]))

    assert nothing_took_effect()


def test_an_encoding_that_nobody_knows_is_refused(recorded):
    said, data = exchange(recorded)

    with pytest.raises(Broken):
        taken(bundle(recorded, parts=[({**said, "encoding": "br"}, data)]))


def test_what_was_refused_is_told_change_by_change_also_when_it_comes_again(recorded):
    wrong = recorded.change(recorded.unsent[0]["record"], unknown=1)
    file = bundle(recorded).getvalue()

    told = [taken(BytesIO(file)) for _time in range(2)]

    assert [(one.id, one.kind, [error.field for error in one.errors]) for one in told[0].refusals] == [
        (wrong, "note", ["unknown"])
    ]
    assert told[1].refusals == told[0].refusals
    assert (dict(told[0].before), dict(told[1].before)) == ({}, {"applied": 2, "rejected": 1})


def test_brought_twice_nothing_happens_twice(recorded):
    file = bundle(recorded, PHOTO).getvalue()
    taken(BytesIO(file))
    before = state(recorded.village)

    again = taken(BytesIO(file))

    assert state(recorded.village) == before
    assert (dict(again.outcomes), again.replayed, again.files_new, again.files_known) == ({}, 2, 0, 1)


def test_the_phone_that_syncs_later_forgets_what_was_carried(recorded):
    taken(bundle(recorded))
    recorded.sync()

    assert [one["replayed"] for one in recorded.last["results"]] == [True, True]
    assert recorded.unsent == []
    assert LedgerEntry.objects.count() == 2


def test_what_differs_meets_a_person_as_if_it_had_been_sent(recorded, dadang):
    recorded.sync()
    dadang.phone.sync()
    note = str(Note.objects.get(title="Jalan").id)
    recorded.change(note, amount=2)
    file = bundle(recorded)
    dadang.phone.change(note, amount=3)
    dadang.phone.sync()

    brought = taken(file)

    assert dict(brought.outcomes) == {"conflict": 1}
    assert Conflict.objects.get().fields == {"amount": {"base": 1, "stored": 3, "offered": 2}}


def test_work_of_one_whose_assignment_ended_is_held_as_if_it_had_been_sent(recorded, siti, end_assignment):
    end_assignment(siti, days_ago=3)

    brought = taken(bundle(recorded))

    assert dict(brought.outcomes) == {"held": 2}
    assert set(Held.objects.values_list("reason", flat=True)) == {"assignment_ended"}


def test_work_of_one_who_has_no_right_there_any_more_is_refused_and_stores_nothing(recorded, siti, end_assignment):
    end_assignment(siti, days_ago=100)

    brought = taken(bundle(recorded, PHOTO))

    assert (dict(brought.outcomes), brought.files_refused) == ({"rejected": 2}, 1)
    assert nothing_took_effect()


def test_it_is_taken_after_signing_out_in_again_and_after_the_server_forgot_the_phone(recorded):
    file = bundle(recorded).getvalue()
    recorded.sign_in()
    recorded.client.post("/api/auth/logout", headers=recorded.headers)
    Device.objects.all().delete()

    assert dict(taken(BytesIO(file)).outcomes) == {"applied": 2}


def test_after_the_servers_secret_was_changed_old_files_are_still_taken(recorded, settings):
    file = bundle(recorded)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert dict(taken(file).outcomes) == {"applied": 2}


# What is refused whole


@pytest.mark.parametrize("cut", [0, 5, 17, 60, -1, -2, -40, -200, -30_000])
def test_a_file_that_was_cut_anywhere_is_refused_whole(recorded, cut):
    whole = bundle(recorded, PHOTO).getvalue()

    with pytest.raises(Broken):
        taken(BytesIO(whole[:cut]))

    assert nothing_took_effect()


def test_a_file_with_any_byte_changed_is_refused_whole(recorded):
    whole = bundle(recorded, os.urandom(50)).getvalue()

    for place in range(len(whole) - 1):
        broken = bytearray(whole)
        broken[place] ^= 1
        with pytest.raises((Broken, bundles.NotOurs, TooNew)):
            taken(BytesIO(bytes(broken)))

    assert nothing_took_effect()


def test_more_behind_the_end_is_refused(recorded):
    with pytest.raises(Broken):
        taken(BytesIO(bundle(recorded).getvalue() + b"\n"))


def test_a_later_format_says_so(recorded):
    with pytest.raises(TooNew):
        taken(bundle(recorded, version=2))


def parts_that_are_wrong(phone):
    change = phone.draft(phone.record("note", title="x"), set={"title": "x"})
    return {
        "no JSON": [({"part": "exchange"}, b"{")],
        "an unreadable change": [exchange(phone), exchange(phone, changes=[{**change, "id": "x"}])],
        "another phone": [exchange(phone), exchange(phone, device=change["id"])],
        "too many": [exchange(phone, changes=[change] * 1001)],
        "no photo": [exchange(phone), photo(phone, PHOTO, media_type="text/html")],
        "other bytes": [exchange(phone), photo(phone, PHOTO, sha256="0" * 64)],
        "a path": [exchange(phone), photo(phone, PHOTO, sha256="../" * 21 + "x")],
        "an unknown part": [exchange(phone), ({"part": "program"}, b"x")],
        "nothing": [exchange(phone), photo(phone, b"")],
    }


@pytest.mark.parametrize(
    "what",
    [
        "no JSON",
        "an unreadable change",
        "another phone",
        "too many",
        "no photo",
        "other bytes",
        "a path",
        "an unknown part",
        "nothing",
    ],
)
def test_a_signed_file_with_one_wrong_part_is_refused_whole(recorded, what):
    with pytest.raises(Broken):
        taken(bundle(recorded, parts=parts_that_are_wrong(recorded)[what]))

    assert nothing_took_effect()


def test_a_photo_larger_than_any_is_refused(recorded, settings):
    settings.UPLOAD_LIMIT = len(PHOTO) - 1

    with pytest.raises(Broken):
        taken(bundle(recorded, PHOTO))


def test_an_old_schema_is_asked_to_upgrade(recorded):
    with pytest.raises(Upgrade):
        taken(bundle(recorded, parts=[exchange(recorded, schema=0)]))


def test_nobody_writes_in_anothers_name(recorded, dadang):
    """Dadang knows Siti's phone and all of the format, but not her phone's key."""
    forged = bundle(dadang.phone, head=head_of(recorded), parts=[exchange(recorded)])

    with pytest.raises(bundles.NotOurs):
        taken(forged)

    assert nothing_took_effect()


def test_nobody_writes_in_the_name_of_another_who_used_the_same_phone(recorded, dadang):
    dadang.phone.number = recorded.number
    forged = bundle(dadang.phone, head=head_of(recorded), parts=[exchange(recorded)])

    with pytest.raises(bundles.NotOurs):
        taken(forged)


@pytest.mark.parametrize("who", ["somebody unknown", "somebody who left", "another phone of hers"])
def test_the_key_fits_one_person_on_one_phone(recorded, siti, who):
    if who == "somebody unknown":
        file = bundle(recorded, head={"user": recorded.number})
    elif who == "somebody who left":
        file = bundle(recorded)
        User.objects.filter(pk=siti.user.pk).update(is_active=False)
    else:
        other = Phone("siti", recorded.village)
        other.sign_in()
        file = bundle(recorded, head={"device": other.number})

    with pytest.raises(bundles.NotOurs):
        taken(file)


def test_a_lost_phones_file_waits_until_its_person_signs_in_there_again(recorded):
    file = bundle(recorded).getvalue()
    Device.objects.update(revoked_at="2026-01-01T00:00:00Z")
    with pytest.raises(bundles.Revoked):
        taken(BytesIO(file))
    assert nothing_took_effect()

    recorded.sign_in()

    assert dict(taken(BytesIO(file)).outcomes) == {"applied": 2}


@pytest.mark.parametrize("name", ["bundle", "bundle_packed"])
def test_the_vector_is_read_as_it_was_written(name):
    """The phone writes and reads the same file: mobile/test/parcels/vector.test.ts."""
    vector = json.loads((Path(__file__).parents[1] / "vectors" / f"{name}.json").read_text())
    key, whole = bytes.fromhex(vector["bundle_key"]), b64decode(vector["file"])
    parts = [(part["said"], b64decode(part["data"])) for part in vector["parts"]]

    found = bundle_file.read(BytesIO(whole))

    assert write(key, vector["head"], parts) == whole
    assert (str(found.head.device), str(found.head.user)) == (vector["head"]["device"], vector["head"]["user"])
    assert found.end.model_dump() == vector["end"]
    assert [part.encoding for _place, part in found.exchanges] == [
        said.get("encoding") for said, _data in parts if said["part"] == "exchange"
    ]
    assert [found.bytes_at(place, part.size) for place, part in (*found.exchanges, *found.files)] == [
        data for _said, data in parts
    ]
    assert hmac.digest(key, found.end.sha256.encode(), "sha256").hex() == found.end.hmac


# Who may bring it


def test_whoever_records_or_reviews_there_may_bring_it(recorded, siti, dadang, bu_camat, dpmd):
    file = bundle(recorded).getvalue()
    replayed = [bundles.bring(BytesIO(file), by=one.actor).replayed for one in (dadang, bu_camat, dpmd, siti)]

    assert replayed == [0, 2, 2, 2]


def test_who_wrote_it_may_bring_it_even_after_the_work_there_has_ended(recorded, siti, end_assignment):
    end_assignment(siti, days_ago=3)

    assert dict(bundles.bring(bundle(recorded), by=siti.actor).outcomes) == {"held": 2}


def test_others_may_not_and_nothing_takes_effect(recorded, asep, administrator, village):
    auditor = make_person("auditor", "Tuti Herawati")
    assign(auditor, Role.AUDITOR, village.region.parent.parent)
    other = make_person("camat_lain", "Dede Yusuf")
    assign(other, Role.KECAMATAN_OFFICER, make_region("32.05.10", "Kadungora"))
    file = bundle(recorded, PHOTO).getvalue()

    for actor in (asep.actor, administrator.actor, actor_of(auditor), actor_of(other)):
        with pytest.raises(bundles.Elsewhere):
            bundles.bring(BytesIO(file), by=actor)

    assert nothing_took_effect()


def test_a_photo_alone_also_says_where_it_belongs(recorded, asep):
    with pytest.raises(bundles.Elsewhere):
        bundles.bring(bundle(recorded, parts=[photo(recorded, PHOTO)]), by=asep.actor)


def actor_of(user):
    return Actor(user=user.pk, name=user.name)


# The command and the page


def test_the_command_tells_what_became_of_it(recorded, tmp_path, capsys):
    place = tmp_path / "siti.rembuk"
    place.write_bytes(bundle(recorded, PHOTO).getvalue())

    call_command("import_changes", str(place))

    said = capsys.readouterr().out
    assert "Berkas dari Siti Aminah diterima." in said
    assert "applied: 2" in said
    assert "1 new, 0 known, 0 refused" in said


def test_the_command_refuses_in_one_sentence(recorded, tmp_path):
    place = tmp_path / "siti.rembuk"
    place.write_bytes(bundle(recorded).getvalue()[:-30])

    with pytest.raises(CommandError, match="rusak atau terpotong"):
        call_command("import_changes", str(place))
    with pytest.raises(CommandError):
        call_command("import_changes", str(tmp_path / "none"))


def send_page(client, file):
    return client.post(PAGE, {"berkas": SimpleUploadedFile("a.rembuk", file)}, follow=True)


@pytest.mark.parametrize("who", ["bu_camat", "dadang"])
def test_an_officer_and_a_recorder_bring_it_on_the_page(recorded, client, request, who):
    client.force_login(request.getfixturevalue(who).user)
    file = bundle(recorded, PHOTO).getvalue()

    first = send_page(client, file).content.decode()
    again = send_page(client, file).content.decode()

    assert "Berkas dari Siti Aminah diterima: 2 catatan baru, 1 foto baru; 0 sudah pernah dikirim." in first
    assert "0 catatan baru, 0 foto baru; 3 sudah pernah dikirim." in again


def test_what_waits_and_what_was_refused_is_told(recorded, client, bu_camat, siti, end_assignment):
    client.force_login(bu_camat.user)
    recorded.change(recorded.unsent[0]["record"], unknown=1)
    end_assignment(siti, days_ago=2)

    said = send_page(client, bundle(recorded).getvalue()).content.decode()

    assert "2 catatan menunggu keputusan petugas." in said
    assert "1 tidak dapat diterima" in said


@pytest.mark.parametrize(
    ("damage", "status", "sentence"),
    [
        (lambda file: file[:-9], 422, "rusak atau terpotong"),
        (lambda file: b"hello", 422, "rusak atau terpotong"),
        (lambda file: write(b"x", json.loads(file.split(b"\n")[1]), []), 422, "tidak ditandatangani"),
    ],
    ids=["cut", "other", "unsigned"],
)
def test_the_page_says_why_not(recorded, client, bu_camat, damage, status, sentence):
    client.force_login(bu_camat.user)

    answer = send_page(client, damage(bundle(recorded).getvalue()))

    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert nothing_took_effect()


def test_the_page_without_a_file_or_with_too_large_a_one(client, bu_camat, monkeypatch):
    client.force_login(bu_camat.user)
    monkeypatch.setattr("sync.pages.LARGEST", 10)

    assert client.post(PAGE, {}).status_code == 422
    assert send_page(client, b"x" * 11).status_code == 413


def test_the_page_is_for_who_may_bring(client, siti, bu_camat, end_assignment):
    closed = client.get(PAGE)
    found = {}
    for one in (siti, bu_camat):
        client.force_login(one.user)
        found[one.user.username] = client.get(PAGE).status_code
    end_assignment(siti, days_ago=1)
    client.force_login(siti.user)
    found["siti, later"] = client.get(PAGE).status_code

    assert (closed.status_code, closed["Location"]) == (302, f"/petugas/masuk/?next={PAGE}")
    assert found == {"siti": 200, "bu_camat": 200, "siti, later": 403}


def test_a_recorder_is_shown_no_way_to_the_desk(client, siti, bu_camat):
    client.force_login(siti.user)
    recorder = client.get(PAGE).content.decode()
    client.force_login(bu_camat.user)
    officer = client.get(PAGE).content.decode()

    assert ("/petugas/dua-catatan/" in recorder, "/petugas/dua-catatan/" in officer) == (False, True)
