"""What should have come and never did."""

import hashlib
import os
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from backend.kernel import clock, ids
from sync import uploads
from sync.integrity import BYTES_MISSING, NAMED_BY_NOTHING, PARENT_HELD, PARENT_MISSING, gaps
from sync.models import Blob

pytestmark = pytest.mark.django_db

BYTES = os.urandom(100)
SHA256 = hashlib.sha256(BYTES).hexdigest()


def found(village, **how):
    return [(gap.place, gap.what) for gap in gaps(village.pk, **how)]


def send_bytes(person, data=BYTES):
    said = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "media_type": "image/jpeg"}
    upload = uploads.begin(person.actor, village=person.village.pk, **said)
    return uploads.append(upload, offset=0, data=data)


def photo_of(phone, **over):
    meeting = phone.record("meeting", title="Musdes", type="musdes_rkp")
    said = {"meeting": meeting, "sha256": SHA256, "size": len(BYTES), "media_type": "image/jpeg"}
    return phone.record("photo", **{**said, **over})


def test_a_child_whose_parent_never_came_is_listed_until_it_comes(siti, village):
    box = str(ids.uuid7())
    note = siti.phone.record("note", box=box, title="Jalan")
    siti.phone.record("note", title="tanpa kotak")
    siti.phone.sync()
    before = found(village)
    siti.phone.kinds[box] = "box"
    siti.phone.change(box, label="Balai")
    siti.phone.sync()

    assert before == [(f"note {note}", f"{PARENT_MISSING} (box {box})")]
    assert found(village) == []


def test_a_parent_next_door_is_no_parent(siti, asep, village):
    box = asep.phone.record("box", label="Balai")
    asep.phone.sync()
    note = siti.phone.record("note", box=box, title="Jalan")
    siti.phone.sync()

    assert [place for place, _what in found(village)] == [f"note {note}"]


def test_a_parent_that_came_and_was_deleted_did_come(siti, village):
    box = siti.phone.record("box", label="Balai")
    siti.phone.record("note", box=box, title="Jalan")
    siti.phone.sync()
    siti.phone.delete(box)
    siti.phone.sync()

    assert found(village) == []


def test_a_deleted_child_waits_for_nobody(siti, village):
    note = siti.phone.record("note", box=ids.uuid7(), title="Jalan")
    siti.phone.sync()
    siti.phone.delete(note)
    siti.phone.sync()

    assert found(village) == []


def test_a_parent_that_is_held_is_said(siti, dadang, village, end_assignment):
    box = siti.phone.record("box", label="Balai")
    end_assignment(siti, days_ago=2)
    siti.phone.sync()
    note = dadang.phone.record("note", box=box, title="Jalan")
    dadang.phone.sync()

    assert found(village) == [(f"note {note}", f"{PARENT_HELD} (box {box})")]


def test_a_photo_without_its_bytes_is_listed_until_they_come(siti, village):
    photo = photo_of(siti.phone)
    siti.phone.sync()
    before = found(village)
    send_bytes(siti)

    assert before == [(f"photo {photo}", f"{BYTES_MISSING} ({SHA256})")]
    assert found(village) == []


def test_bytes_next_door_are_not_ours(siti, asep, village, next_door):
    photo_of(siti.phone)
    siti.phone.sync()
    send_bytes(asep)

    assert [what for _place, what in found(village)] == [f"{BYTES_MISSING} ({SHA256})"]
    assert [what for _place, what in found(next_door)] == [NAMED_BY_NOTHING]


def test_bytes_that_no_photo_names_are_listed(siti, village):
    photo = photo_of(siti.phone)
    siti.phone.sync()
    send_bytes(siti)
    send_bytes(siti, b"other")
    other = Blob.objects.get(size=5).name
    siti.phone.delete(photo)

    before = found(village)
    siti.phone.sync()

    assert before == [(other, NAMED_BY_NOTHING)]
    assert found(village) == [(Blob.objects.get(size=100).name, NAMED_BY_NOTHING), (other, NAMED_BY_NOTHING)]


def test_an_original_may_come_and_need_not(siti, village):
    original = b"as the camera wrote it"
    photo_of(siti.phone, original=hashlib.sha256(original).hexdigest())
    siti.phone.sync()
    send_bytes(siti)
    before = found(village)
    send_bytes(siti, original)

    assert before == []
    assert found(village) == []


def test_what_is_on_its_way_is_spared(siti, village, time_machine_at):
    siti.phone.record("note", box=ids.uuid7(), title="Jalan")
    photo_of(siti.phone)
    siti.phone.sync()
    send_bytes(siti, b"other")

    assert found(village, before=clock.now() - timedelta(days=7)) == []
    with time_machine_at(timedelta(days=8)):
        assert len(found(village, before=clock.now() - timedelta(days=7))) == 3


def test_the_price_does_not_grow_with_the_gaps(siti, village, django_assert_num_queries):
    siti.phone.record("note", box=ids.uuid7(), title="Jalan")
    siti.phone.sync()
    with django_assert_num_queries(price()):
        assert len(found(village)) == 1
    for _number in range(3):
        siti.phone.record("note", box=ids.uuid7(), title="Jalan")
    siti.phone.sync()
    with django_assert_num_queries(price()):
        assert len(found(village)) == 4


def price():
    from sync import kinds  # noqa: PLC0415 -- the toys are registered by then

    every = kinds.every()
    return sum(len(kind.parents) for kind in every) + sum("sha256" in kind.fields for kind in every) + 1


def test_the_command_says_complete_or_names_what_is_missing(siti, asep, capsys):
    asep.phone.sync()
    note = siti.phone.record("note", box=ids.uuid7(), title="Jalan")
    siti.phone.sync()

    call_command("check_integrity", str(asep.village.pk))
    assert "1 desa, semua lengkap." in capsys.readouterr().out
    call_command("check_integrity", "--days", "7")
    assert "2 desa, semua lengkap." in capsys.readouterr().out
    with pytest.raises(CommandError, match="1 hal belum lengkap"):
        call_command("check_integrity")
    assert f"{siti.village.pk} note {note} " in capsys.readouterr().out
