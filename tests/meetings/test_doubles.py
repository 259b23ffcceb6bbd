"""The same person entered on two phones: suggested, joined and parted by a human, and nothing of it lost."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend.kernel import ids
from meetings import doubles
from meetings.models import Attendance, DoubleVerdict
from meetings.rules.doubles import SUGGESTED, Entry, name_key, phone_key, place_key, score
from meetings.rules.joining import joined
from sync import settle
from sync.models import Conflict, LedgerEntry
from sync.verify import verify
from tests.factories.villages import assign, make_person
from tests.meetings.recorded import STROKES, record_meeting
from villages.terms import Role

# Who looks like whom

SAME_NAMES = [
    ("H. Moch. Jaenuddin, S.Pd.", "Mohammad Jaenudin"),
    ("Muh Yusuf", "Muhammad Yusuf"),
    ("M. Yusuf", "Mhd. Yusup"),
    ("Hj.Neni Rohaeni", "Ibu Neni Rohaeni"),
    ("Hj. Siti Aminah", "SITI  AMINAH"),
    ("Drs. H. Dedi Supriadi, M.Si", "Pak Dedi Supriyadi"),
    ("Ir. Soekarno Hatta", "Sukarno Hatta"),
    ("Ust. Ma’ruf Amin", "KH Maruf Amin"),
    ("Tgk. Abdul-Rahman", "Abdurrahman"),
    ("Abd. Rahman", "Abdul Rahman"),
    ("Achmad Choirul", "Ahmad Khoirul"),
    ("Nur Aini", "Nuraini"),
    ("Asep Saepudin", "Asep Saefudin"),
    ("St. Aisyah", "Siti Aisyah"),
    ("Rohmah Nurul, S. Pd. I", "Nurul Rohmah"),
    ("Djoko Santoso", "Joko Santoso"),
    ("Asep", "asep"),
]
OTHER_NAMES = [
    ("Siti Aminah", "Siti Maimunah"),
    ("Siti Aminah", "Siti Rohmah"),
    ("Siti Aminah", "Siti"),
    ("Ahmad Yani", "Ahmad Yasin"),
    ("Dadang Suherman", "Dadang Suhendar"),
    ("Asep Saepudin", "Asep Saepuloh"),
    ("Asep Saepudin", "Ujang Saepudin"),
    ("Nurhayati", "Nurhasanah"),
    ("Dedi", "Dede"),
    ("Wawan", "Iwan"),
    ("Muhammad Yusuf", "Muhammad Yunus"),
    ("Muhammad", "Muhammad Yusuf"),
    ("H. Asep", "H. Dadang"),
    ("Ibu RT", "Ibu RW"),
    ("", ""),
    ("-", "."),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_these_names_look_like_one_person(one, other):
    assert score(Entry(one), Entry(other)) >= SUGGESTED


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_these_names_do_not(one, other):
    assert score(Entry(one), Entry(other)) < SUGGESTED


@pytest.mark.parametrize(
    ("against", "other_against"),
    [({"gender": "P"}, {"gender": "L"}), ({"hamlet": "Dusun I"}, {"hamlet": "Dusun II"})],
)
def test_against_gender_or_hamlet_a_name_alone_is_never_enough(against, other_against):
    one, other = Entry("Nurul Hidayah", **against), Entry("Nurul Hidayah", **other_against)

    assert score(one, other) < SUGGESTED
    phone = {"phone": "0812-3456-7890"}
    same_phone = Entry("Nurul Hidayah", **against, **phone), Entry("Nurul Hidayah", **other_against, **phone)
    assert score(*same_phone) >= SUGGESTED


def test_what_is_unknown_speaks_against_nobody():
    assert score(Entry("Nur Aini", gender="unknown"), Entry("Nuraini", gender="P", hamlet="Dusun I")) >= SUGGESTED


@pytest.mark.parametrize("names", [("Sukarno", "Sukarna"), ("Asep S.", "Asep Saepudin")])
def test_hamlet_and_gender_lift_a_name_that_is_nearly_the_same(names):
    one, other = names
    there = {"hamlet": "Dusun III", "gender": "L"}

    assert score(Entry(one), Entry(other)) < SUGGESTED
    assert score(Entry(one, **there), Entry(other, **{**there, "hamlet": "dsn 3"})) >= SUGGESTED


PARTS = st.sampled_from(["Siti", "Aminah", "H.", "Moch.", "Muhammad", "S.Pd", "Nur", "Aini", "A", "Khoirul", "-", "’"])
NAMES = st.one_of(st.lists(PARTS, max_size=5).map(" ".join), st.text(max_size=30))
ENTRIES = st.builds(
    Entry,
    name=NAMES,
    gender=st.sampled_from(["", "L", "P", "unknown"]),
    hamlet=st.sampled_from(["", "Dusun I", "dsn 1", "Pasir"]),
    rt=st.sampled_from(["", "0", "1", "01"]),
    rw=st.sampled_from(["", "2", "002"]),
    phone=st.sampled_from(["", "08123456789", "+62 812-3456-789", "1"]),
)


@given(ENTRIES, ENTRIES)
@example(Entry("Aa Ab"), Entry("Ab Aa A"))
def test_the_score_is_the_same_from_both_sides_and_within_bounds(one, other):
    assert score(one, other) == pytest.approx(score(other, one), abs=1e-12)
    assert 0 <= score(one, other) <= 1


@given(ENTRIES)
def test_everybody_with_a_name_looks_like_themselves(one):
    assert (score(one, one) >= SUGGESTED) is bool("".join(name_key(one.name)))


@given(st.text(max_size=40))
def test_names_places_and_numbers_of_any_text_can_be_read(text):
    assert all(name_key(text))
    assert place_key(text) is not None
    assert phone_key(text) is not None


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dedi S. Pd.", ("dedi",)),
        ("M. Siddik", ("muhamad", "sidik")),
        ("Rina M. Si", ("rina",)),
        ("Asep S.T.", ("asep",)),
        ("St. Aisyah, S.T", ("siti", "aisyah")),
        ("Pak", ("pak",)),
        ("Muh", ("muhamad",)),
        ("M", ("m",)),
    ],
)
def test_a_name_is_what_stays_without_titles(name, parts):
    assert name_key(name) == parts


def test_places_and_numbers_are_spelled_one_way():
    assert place_key("Dsn. III") == place_key("dusun 3") == place_key("DUSUN 03") == "3"
    assert place_key("Dusun") == "dusun"
    assert phone_key("+62 812-3456-7890") == phone_key("0812 3456 7890") == "81234567890"
    assert phone_key("123") == ""


# What the kept entry takes


@pytest.mark.parametrize(
    ("keep", "drop", "changes"),
    [
        (
            {"gender": "unknown", "element": "lain"},
            {"gender": "P", "element": "tani"},
            {"gender": "P", "element": "tani"},
        ),
        ({"hamlet": "Dusun I"}, {"hamlet": "Dusun II", "rt": "3"}, {"rt": "3"}),
        ({"vulnerable": ["poor"]}, {"vulnerable": ["elderly", "poor"]}, {"vulnerable": ["elderly", "poor"]}),
        ({"vulnerable": ["poor"]}, {"vulnerable": ["elderly"]}, {"vulnerable": ["elderly", "poor"]}),
        ({"vulnerable": ["poor"]}, {}, {}),
        ({"signature": [[1, 2]]}, {"signature": [[3, 4]]}, {}),
        ({}, {"signature": [[3, 4]]}, {"signature": [[3, 4]]}),
        ({"status": "invited"}, {"status": "present"}, {"status": "present"}),
        ({"status": "present"}, {"status": "excused", "reason": "Sakit"}, {}),
        ({"status": "excused", "reason": "Sakit"}, {"status": "present"}, {"status": "present", "reason": None}),
        ({"status": "excused"}, {"status": "excused", "reason": "Sakit"}, {"reason": "Sakit"}),
        ({"status": "excused", "reason": "Sakit"}, {"status": "excused", "reason": "Kerja"}, {}),
        ({"invitation_received": False}, {"invitation_received": True}, {"invitation_received": True}),
        ({"name": "A", "meeting": "x"}, {"name": "B", "meeting": "y"}, {}),
        ({}, {"gender": "unknown", "element": "lain"}, {}),
    ],
)
def test_the_kept_entry_is_completed_and_never_overruled(keep, drop, changes):
    assert joined(keep, drop) == changes


# Through the engine

FIRST_NAMES = ("Siti", "Asep", "Dadang", "Oneng", "Ujang", "Iis", "Budi", "Wawan", "Yayat", "Cucu")
LAST_NAMES = ("Suryati", "Permana", "Gunawan", "Hidayat", "Komara", "Lesmana", "Maulana", "Rohmah", "Setiawan", "Wahyu")


@pytest.fixture
def meeting(siti):
    return record_meeting(siti)


@pytest.fixture
def pair(meeting):
    """Neni on two phones: signed on the one, with a hamlet on the other."""
    meeting.present("Hj. Neni Rohaeni", signature=STROKES, vulnerable=["elderly"])
    meeting.add(
        "attendance", name="Neni Rohaeni", hamlet="Dusun I", status="invited", vulnerable=["poor"], phone="08123456789"
    )
    return row("Hj. Neni Rohaeni"), row("Neni Rohaeni")


def row(name):
    return Attendance.objects.get(name=name)


def whole(row):
    """Everything that an entry says."""
    row = Attendance.objects.get(village=row.village_id, id=row.id)
    return {name: getattr(row, name) for name in wire_fields()} | {"deleted": row.deleted_at is not None}


def wire_fields():
    return ("name", "gender", "element", "hamlet", "phone", "status", "vulnerable", "signature", "invitation_received")


def suggestions(meeting):
    rows = list(Attendance.objects.filter(meeting=meeting.id, deleted_at__isnull=True))
    return [(one.keep.name, one.drop.name) for one in doubles.suggested(rows, doubles.verdicts_of(meeting.row))]


def test_a_double_is_suggested_with_the_signed_entry_to_keep(meeting, pair):
    assert suggestions(meeting) == [("Hj. Neni Rohaeni", "Neni Rohaeni")]


def test_joining_completes_the_one_and_deletes_the_other(meeting, pair, bu_camat):
    keep, drop = pair

    doubles.join(keep, drop, by=bu_camat.actor)

    assert whole(keep) == {
        "name": "Hj. Neni Rohaeni",
        "gender": "P",
        "element": "tani",
        "hamlet": "Dusun I",
        "phone": "08123456789",
        "status": "present",
        "vulnerable": ["elderly", "poor"],
        "signature": STROKES,
        "invitation_received": False,
        "deleted": False,
    }
    assert whole(drop)["deleted"]
    assert suggestions(meeting) == []


def test_the_history_of_both_stays_and_the_phones_hear_of_it(meeting, pair, bu_camat, dadang):
    keep, drop = pair
    dadang.phone.sync()

    doubles.join(keep, drop, by=bu_camat.actor)

    dadang.phone.sync()
    assert str(drop.id) not in dadang.phone.docs
    assert dadang.phone.docs[str(keep.id)]["hamlet"] == "Dusun I"
    told = LedgerEntry.objects.filter(record__in=[keep.id, drop.id]).order_by("number")
    assert [(one.record == keep.id, one.deletes, one.user == bu_camat.user.pk) for one in told] == [
        (True, False, False),
        (False, False, False),
        (True, False, True),
        (False, True, True),
    ]
    assert list(verify(meeting.village.pk)) == []


def test_parting_gives_both_back_as_they_were(meeting, pair, bu_camat, dadang):
    keep, drop = pair
    before = whole(keep), whole(drop)
    doubles.join(keep, drop, by=bu_camat.actor)
    dadang.phone.sync()

    doubles.part(keep, drop, by=bu_camat.actor)

    assert (whole(keep), whole(drop)) == before
    assert suggestions(meeting) == []  # a human said that they are two
    dadang.phone.sync()
    assert dadang.phone.docs[str(drop.id)]["name"] == "Neni Rohaeni"
    assert "hamlet" not in dadang.phone.docs[str(keep.id)]
    assert not Conflict.objects.filter(settled_at__isnull=True).exists()
    assert list(verify(meeting.village.pk)) == []


def test_parting_leaves_alone_what_was_changed_since(meeting, pair, bu_camat, siti):
    keep, drop = pair
    doubles.join(keep, drop, by=bu_camat.actor)
    siti.phone.sync()
    siti.phone.change(str(keep.id), hamlet="Dusun III")
    siti.phone.sync()

    doubles.part(keep, drop, by=bu_camat.actor)

    assert (whole(keep)["hamlet"], whole(keep)["phone"], whole(drop)["hamlet"]) == ("Dusun III", "", "Dusun I")


def test_an_edit_of_the_dropped_entry_on_a_phone_without_signal_goes_to_a_human(meeting, pair, bu_camat, siti):
    keep, drop = pair
    siti.phone.sync()
    doubles.join(keep, drop, by=bu_camat.actor)

    siti.phone.change(str(drop.id), hamlet="Dusun IV")
    siti.phone.sync()

    assert siti.phone.outcomes() == ["conflict"]


def test_joining_two_that_say_the_same_changes_nothing_but_the_one(meeting, bu_camat):
    meeting.present("Eti Suryati, S.Pd")
    keep, drop = row("Eti Suryati"), row("Eti Suryati, S.Pd")

    verdict = doubles.join(keep, drop, by=bu_camat.actor)
    assert verdict.number is None

    doubles.part(keep, drop, by=bu_camat.actor)
    assert not whole(drop)["deleted"]


def test_nobody_joins_what_is_gone_or_itself_or_another_meeting(meeting, pair, bu_camat, siti):
    keep, drop = pair
    other = record_meeting(siti, title="Musdes lain")
    elsewhere = Attendance.objects.filter(meeting=other.id).first()
    doubles.join(keep, drop, by=bu_camat.actor)
    before = LedgerEntry.objects.count()

    for one, two in ((keep, drop), (drop, keep), (keep, keep), (keep, elsewhere)):
        with pytest.raises(doubles.NotTwo):
            doubles.join(one, two, by=bu_camat.actor)
    for one, two in ((drop, keep), (keep, elsewhere)):
        with pytest.raises(doubles.NotTwo):
            doubles.part(one, two, by=bu_camat.actor)
    assert LedgerEntry.objects.count() == before


def test_what_was_not_deleted_cannot_be_taken_up_again(meeting, pair, bu_camat):
    with pytest.raises(settle.NotDeleted):
        settle.revive(pair[0], by=bu_camat.actor)


def test_a_join_that_fails_leaves_nothing_half_done(meeting, pair, bu_camat, monkeypatch):
    keep, drop = pair
    before, entries = whole(keep), LedgerEntry.objects.count()
    monkeypatch.setattr(doubles.edit, "remove", lambda *_a, **_o: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        doubles.join(keep, drop, by=bu_camat.actor)

    assert (whole(keep), LedgerEntry.objects.count()) == (before, entries)


def test_a_closed_meeting_must_be_taken_up_first(meeting, pair, bu_camat):
    keep, drop = pair
    meeting.change(status="published")

    with pytest.raises(doubles.MeetingClosed):
        doubles.join(keep, drop, by=bu_camat.actor)


@pytest.mark.parametrize("nearby", [doubles.MOST_PAIRS, 1])
def test_of_many_the_doubles_are_found_and_nobody_else(monkeypatch, nearby):
    monkeypatch.setattr(doubles, "MOST_PAIRS", nearby)  # 1: a list too long to compare each with each
    people = [Attendance(id=ids.uuid7(), name=f"{first} {last}") for first in FIRST_NAMES for last in LAST_NAMES]
    again = Attendance(id=ids.uuid7(), name="Hj. Siti Suryatii")

    [found] = doubles.suggested([*people, again], [])

    assert {found.keep.name, found.drop.name} == {"Siti Suryati", "Hj. Siti Suryatii"}


# On the desk


@pytest.fixture
def desk(client, settings, tmp_path):
    settings.SECURE_SSL_REDIRECT = False
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": folder}
    return client


def decide(client, meeting, keep, drop, act):
    return client.post(f"{meeting.address}ganda/", {"keep": str(keep.id), "drop": str(drop.id), "act": act})


def test_the_officer_joins_parts_and_is_not_asked_again(desk, meeting, pair, bu_camat):
    keep, drop = pair
    desk.force_login(bu_camat.user)
    page = desk.get(meeting.address).content.decode()
    assert "Mungkin orang yang sama" in page
    assert page.index("Gabungkan</button>") < page.index("Bukan orang yang sama</button>")

    answer = decide(desk, meeting, keep, drop, "gabung")
    assert answer.status_code == 302
    page = desk.get(meeting.address).content.decode()
    assert "Neni Rohaeni digabung ke Hj. Neni Rohaeni" in page
    assert "Gabungkan</button>" not in page

    decide(desk, meeting, keep, drop, "pisah")
    page = desk.get(meeting.address).content.decode()
    assert "Mungkin orang yang sama" not in page
    assert not whole(drop)["deleted"]


def test_two_people_are_remembered_with_who_said_so(desk, meeting, pair, bu_camat):
    keep, drop = pair
    desk.force_login(bu_camat.user)

    decide(desk, meeting, keep, drop, "beda")

    said = DoubleVerdict.objects.get()
    assert (said.by, said.verdict, {said.first, said.second}) == (bu_camat.user, "different", {keep.id, drop.id})
    assert "Mungkin orang yang sama" not in desk.get(meeting.address).content.decode()
    assert not whole(drop)["deleted"]


def test_who_may_not_review_is_offered_nothing_and_does_nothing(desk, meeting, pair, village, asep):
    keep, drop = pair
    auditor = make_person("auditor", "Tuti Herawati")
    assign(auditor, Role.AUDITOR, village.region.parent.parent)
    for user, shown in ((auditor, 200), (asep.user, 404)):
        desk.force_login(user)
        answer = desk.get(meeting.address)
        assert (answer.status_code, "Gabungkan</button>" in answer.content.decode()) == (shown, False)
        assert [decide(desk, meeting, keep, drop, act).status_code for act in ("gabung", "beda", "pisah")] == [404] * 3
    assert not DoubleVerdict.objects.exists()


def test_a_stale_page_says_so(desk, meeting, pair, bu_camat):
    keep, drop = pair
    desk.force_login(bu_camat.user)
    decide(desk, meeting, keep, drop, "gabung")

    answer = decide(desk, meeting, keep, drop, "gabung")

    assert (answer.status_code, "sudah berubah atau digabung" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize("form", [{}, {"act": "gabung"}, {"act": "lain"}, {"act": "gabung", "keep": "x", "drop": "y"}])
def test_a_form_that_is_none_of_ours_is_not_found(desk, meeting, pair, bu_camat, form):
    desk.force_login(bu_camat.user)
    keep, drop = pair
    whole_form = {"keep": str(keep.id), "drop": str(drop.id)} if form.get("act") == "lain" else {}

    assert desk.post(f"{meeting.address}ganda/", {**whole_form, **form}).status_code == 404
