from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, transaction

from meetings import kinds
from meetings.models import AgendaItem, Attendance, AttendanceTally, Meeting, Photo
from sync import wire
from sync.edit import edit
from sync.kinds import every
from sync.wire import kind_named
from tests.factories.meetings import put
from tests.meetings.recorded import record_meeting

STROKES = [[10, 10, 200, 120], [300, 40, 310, 60]]
FINGERPRINT = "ab" * 32
MEETING: dict[str, Any] = {
    "type": "musdes_rkp",
    "title": "Musdes RKP Desa 2027",
    "fiscal_year": 2027,
    "number": "140/03/BPD/VI/2026",
    "level": "village",
    "hamlet": "Pasir",
    "convener": "bpd",
    "chair": {"name": "Endang", "position": "Ketua BPD"},
    "minute_taker": {"name": "Lilis", "position": "Sekretaris BPD"},
    "speakers": [{"name": "Asep", "position": "Kasi PMD"}],
    "planned_start": "2026-06-15T09:00:00+07:00",
    "place": "Balai desa",
    "rules": {"quorum_numerator": 2, "quorum_denominator": 3, "legal_basis": "Perdes 2/2020"},
    "invitation_number": "005/12/BPD/2026",
    "invited_on": "2026-06-08",
    "invited_count": 110,
    "legal_basis": "Permendesa 16/2019",
    "opening_note": "Dibuka dengan doa.",
    "summary": "Jalan dusun dibangun.",
    "decision_method": "open_vote",
    "ranking_method": "votes",
    "votes_for": 60,
    "votes_against": 9,
    "votes_abstained": 0,
    "objections": "Tidak ada.",
    "status": "held",
    "attendance_mode": "tally",
    "submitted_at": "2026-06-16T01:00:00Z",
}
HANGING: dict[str, dict[str, Any]] = {
    "session": {
        "started_at": "2026-06-15T02:00:00Z",
        "ended_at": "2026-06-15T05:30:00.500Z",
        "place": "Balai desa",
        "outcome": "adjourned_no_quorum",
        "note": "Ditunda tiga jam.",
    },
    "attendance": {
        "name": "Oneng Rohmah",
        "gender": "P",
        "element": "perempuan",
        "capacity": "registered",
        "position": "Kader posyandu",
        "hamlet": "Pasir",
        "rt": "03",
        "rw": "01",
        "phone": "081234567890",
        "status": "represented",
        "reason": "sakit",
        "represents": "Eti",
        "sessions": ["0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11"],
        "arrived_at": "2026-06-15T02:05:00Z",
        "left_at": "2026-06-15T05:00:00Z",
        "signature": STROKES,
        "vulnerable": ["elderly", "poor"],
        "invited_on": "2026-06-08",
        "invitation_received": True,
    },
    "attendance_tally": {
        "element": "tani",
        "gender": "L",
        "present": 0,
        "photos": ["0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11"],
    },
    "agenda_item": {
        "order": 0,
        "topic": "Prioritas 2027",
        "presenter": "Kepala Desa",
        "proposer": "Eti",
        "proposer_element": "perempuan",
        "discussion": "Dibahas.\nLama.",
        "response": "Dijawab.",
        "outcome": "deferred",
        "reason": "Dana kurang.",
        "decision": "Ditunda.",
        "decision_method": "secret_vote",
        "votes_for": 1,
        "votes_against": 2,
        "votes_abstained": 3,
        "follow_up": [{"what": "Menyusun RAB", "who": "Kaur", "due": "2026-07-31"}],
    },
    "photo": {
        "purpose": "attendance_sheet",
        "caption": "Daftar hadir",
        "taken_at": "2026-06-15T05:00:00Z",
        "latitude": -7.104123,
        "longitude": 107.901234,
        "sha256": FINGERPRINT,
        "size": 60000,
        "media_type": "image/webp",
        "width": 1024,
        "height": 768,
        "publishable": True,
        "original": FINGERPRINT,
    },
    "signature": {
        "role": "village_head",
        "name": "Dadang",
        "position": "Kepala Desa",
        "strokes": STROKES,
        "signed_at": "2026-06-15T05:00:00Z",
    },
    "publicity": {
        "medium": "loudspeaker",
        "place": "Masjid",
        "published_on": "2026-06-20",
        "photo": "0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11",
        "note": "Dibacakan dua kali.",
    },
    "remark": {
        "about_kind": "photo",
        "about_record": "0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11",
        "about_field": "caption",
        "text": "Foto kurang jelas.",
        "author_name": "Neni",
        "author_role": "kecamatan_officer",
        "resolved": True,
    },
}


def codes(kind: str, before: dict[str, Any] | None, after: dict[str, Any]) -> list[tuple[str, str]]:
    return [(breach.field, breach.code) for breach in kind_named(kind).breaches(before, after)]


def test_declarations_are_sound():
    assert run_checks() == []


def test_the_samples_above_fill_every_field():
    alone = {"review_note", "reviewed_at"}
    assert set(MEETING) == set(kind_named("meeting").fields) - alone
    for name, fields in HANGING.items():
        assert set(fields) == set(kind_named(name).fields) - {"meeting", "progress_report"}
    assert [kind.name for kind in every() if kind.model.__module__.startswith("meetings.")] == ["meeting", *HANGING]


def test_what_a_phone_recorded_reaches_another_one_unchanged(siti, dadang):
    meeting = siti.phone.record("meeting", **MEETING)
    records = {kind: siti.phone.record(kind, meeting=meeting, **fields) for kind, fields in HANGING.items()}

    siti.phone.sync()
    dadang.phone.sync()

    assert siti.phone.outcomes() == ["applied"] * (1 + len(HANGING))
    in_full: dict[str, Any] = {"required_elements": [], "minimum_women_percent": None, "invitation_days": None}
    rules = {**in_full, "report_working_days": None, **MEETING["rules"]}
    assert dadang.phone.docs[meeting] == {**MEETING, "rules": rules, "planned_start": "2026-06-15T02:00:00Z"}
    for kind, record in records.items():
        assert dadang.phone.docs[record] == {"meeting": meeting, **HANGING[kind]}


def test_schema_1_says_present(siti, dadang):
    meeting = siti.phone.record("meeting", type="musdes_rkp", title="Musdes", fiscal_year=2027)
    oneng = siti.phone.record("attendance", meeting=meeting, name="Oneng", present=True)
    eti = siti.phone.record("attendance", meeting=meeting, name="Eti", present=False)
    both = siti.phone.record("attendance", meeting=meeting, name="Iis", present=True, status="represented")
    odd = siti.phone.record("attendance", meeting=meeting, name="Ai", present="ya")

    siti.phone.sync()
    dadang.phone.sync()

    assert siti.phone.outcomes() == ["applied"] * 4 + ["rejected"]
    assert [dadang.phone.docs[one]["status"] for one in (oneng, eti, both)] == ["present", "absent", "represented"]
    assert odd not in dadang.phone.docs


@pytest.mark.parametrize("status", ["returned", "accepted", "published", "corrected"])
def test_a_phone_does_not_say_what_the_desk_says(siti, status):
    meeting = siti.phone.record("meeting", **MEETING)
    siti.phone.sync()
    siti.phone.change(meeting, status=status)
    siti.phone.sync()

    errors = siti.phone.last["results"][0]["errors"]
    assert [(one["field"], one["code"]) for one in errors] == [("status", "desk_only")]


@pytest.mark.parametrize("status", ["planned", "held", "submitted"])
def test_a_phone_says_what_happens_in_the_village(siti, status):
    siti.phone.record("meeting", **{**MEETING, "status": status})
    siti.phone.sync()

    assert siti.phone.outcomes() == ["applied"]


def test_a_meeting_that_the_desk_sent_back_may_be_mended():
    before = {"title": "Musdes", "status": "returned"}

    assert codes("meeting", before, {**before, "place": "Balai desa"}) == []


def test_what_is_handed_in_has_a_title():
    assert codes("meeting", None, {"status": "submitted"}) == [("title", "title_missing")]
    assert codes("meeting", None, {"status": "held"}) == []


@pytest.mark.parametrize(
    ("kind", "first", "second"), [("session", "started_at", "ended_at"), ("attendance", "arrived_at", "left_at")]
)
def test_nothing_ends_before_it_began(kind, first, second):
    early, late = "2026-06-15T02:00:00Z", "2026-06-15T05:00:00Z"
    wrong = {first: late, second: early}

    assert codes(kind, None, {first: early, second: late}) == []
    assert codes(kind, None, {second: early}) == []
    assert codes(kind, None, wrong) == [(second, "ends_before_start")]
    assert codes(kind, wrong, {**wrong, "note": "lain"}) == []


def test_a_photo_has_the_fingerprint_of_a_file():
    assert codes("photo", None, {"sha256": FINGERPRINT}) == []
    assert codes("photo", None, {"sha256": FINGERPRINT.upper()}) == [("sha256", "sha256_malformed")]
    assert codes("photo", {"sha256": "x"}, {"sha256": "x", "caption": "Baru"}) == []
    assert codes("photo", None, {"sha256": FINGERPRINT, "original": ""}) == []
    assert codes("photo", None, {"sha256": FINGERPRINT, "original": "x"}) == [("original", "sha256_malformed")]


@pytest.mark.parametrize(("status", "closed"), [("accepted", True), ("published", True), ("submitted", False)])
def test_an_accepted_meeting_is_closed(status, closed):
    assert kind_named("meeting").closed({"status": status}) is closed
    assert kind_named("attendance").closed({"status": status}) is False


def test_only_the_photograph_of_a_banner_is_taken_after_the_meeting_was_closed(siti, bu_camat):
    meeting = siti.phone.record("meeting", **MEETING)
    picture = {"size": 1000, "media_type": "image/webp", "meeting": meeting}
    hall = siti.phone.record("photo", sha256="cd" * 32, purpose="documentation", **picture)
    siti.phone.sync()
    edit(Meeting.objects.get(), by=bu_camat.actor, status="published")
    siti.phone.sync()

    banner = siti.phone.record("photo", sha256=FINGERPRINT, purpose="banner", **picture)
    siti.phone.record("photo", sha256="ef" * 32, purpose="documentation", **picture)
    siti.phone.change(hall, purpose="banner")
    siti.phone.sync()
    assert siti.phone.outcomes() == ["applied", "held", "held"]

    siti.phone.change(banner, caption="Baliho di gerbang desa")
    siti.phone.sync()
    assert siti.phone.outcomes() == ["applied"]

    siti.phone.change(banner, purpose="documentation")
    siti.phone.sync()
    assert siti.phone.outcomes() == ["held"]


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("meeting", "type", "rapat"),
        ("meeting", "votes_for", -1),
        ("meeting", "fiscal_year", 2014),
        ("meeting", "chair", {"name": "Endang", "nik": "3205"}),
        ("attendance", "signature", [[1, 2, 3]]),
        ("attendance", "vulnerable", ["rich"]),
        ("agenda_item", "follow_up", [{"what": "RAB", "due": "besok"}]),
        ("photo", "media_type", "image/gif"),
        ("photo", "size", 26214401),
    ],
)
def test_a_value_of_the_wrong_form_is_refused(kind, field, value):
    read, breaches = wire.check(kind_named(kind), {field: value})

    assert read == {}
    assert [breach.field for breach in breaches] == [field]


def test_words_are_read_without_regard_to_case():
    assert wire.check(kind_named("attendance"), {"element": "TANI", "gender": "p"}) == (
        {"element": "tani", "gender": "P"},
        [],
    )


def test_a_signature_that_was_not_given_is_nothing_to_the_database(siti):
    meeting = record_meeting(siti)
    meeting.present("Ai Rosita", signature=STROKES)

    assert Attendance.objects.filter(signature__isnull=False).values_list("name", flat=True).get() == "Ai Rosita"


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Meeting, {"votes_for": -1}),
        (Meeting, {"invited_count": -1}),
        (AgendaItem, {"votes_abstained": -1}),
        (AttendanceTally, {"present": -1}),
        (Photo, {"size": 0}),
    ],
)
def test_the_database_refuses_what_must_never_be(village, model, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        put(model, village, **fields)


def test_a_status_that_did_not_change_is_no_breach():
    assert (
        list(kinds.meeting_breaches({"title": "A", "status": "accepted"}, {"title": "B", "status": "accepted"})) == []
    )
