"""What changed from one publication to the next, in words; from outside anything may come."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.ids import uuid7
from tests.factories.meetings import JUTA, make_item, make_whole_meeting, subject_of
from villages.board import changes
from villages.board.changes import Change
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish, withdraw
from villages.models import Publication

HOME = "/desa/32.05.09.2006/"


@pytest.fixture
def corrected(village, bu_camat):
    """``corrected(change)`` publishes a whole meeting, has ``change`` made to it and publishes it again."""

    def one(change, *, reason="Biaya jalan keliru."):
        meeting = make_whole_meeting(village)
        given = {"by": bu_camat.actor, "title": "Musdes RKP", "fiscal_year": 2027, "held_on": date(2026, 6, 15)}
        publish(dossier(subject_of(meeting)), stamp=Stamp(1, "ab" * 32), **given)
        change(meeting)
        return publish(dossier(subject_of(meeting)), stamp=Stamp(2, "cd" * 32), **given, reason=reason)

    return one


def dearer(meeting):
    road = type(make_item(meeting, "Posyandu", 5 * JUTA, account="2.2.04")).objects.get(account="2.3.11")
    road.amount, road.hamlet = 150 * JUTA, "Pasir"
    road.save()
    meeting.summary = "Tiga kegiatan."
    meeting.save()


def told(publication):
    parts = changes.between(publication.supersedes.snapshot, publication.snapshot)
    return {part.label: part.changes for part in parts}


def test_each_changed_field_is_told_with_its_row_before_and_after(corrected):
    found = told(corrected(dearer))

    assert found["Keputusan"] == [
        Change("keputusan", "Musyawarah menyepakati dua kegiatan untuk tahun 2027.", "Tiga kegiatan.")
    ]
    road = "Pengerasan jalan usaha tani Blok Cibodas"
    assert Change(f"{road}: biaya", "Rp120.000.000", "Rp150.000.000") in found["Rencana"]
    assert Change(f"{road}: dusun", "Cibodas", "Pasir") in found["Rencana"]
    assert Change("ditambahkan", None, "Posyandu") in found["Rencana"]
    assert list(found) == ["Keputusan", "Rencana"]


def test_the_page_of_a_correction_says_what_changed_and_why(client, corrected):
    second = corrected(dearer)

    page = client.get(f"{HOME}terbitan/{second.number}/").content.decode()

    for said in ("Ini pembetulan", "Biaya jalan keliru.", "<del>Rp120.000.000</del> menjadi <ins>Rp150.000.000</ins>"):
        assert said in page
    assert f'href="{HOME}terbitan/1/"' in page
    assert "Ini pembetulan" not in client.get(f"{HOME}terbitan/1/").content.decode()


def test_the_news_tell_the_reason(client, corrected):
    corrected(dearer)

    feed = client.get(f"{HOME}kabar.atom").content.decode()

    assert feed.count("Pembetulan: Biaya jalan keliru.\nTiga kegiatan.") == 1


def test_what_was_withdrawn_does_not_come_back_by_way_of_what_replaced_it(client, corrected, bu_camat):
    second = corrected(dearer, reason="")
    withdraw(Publication.objects.get(number=1), by=bu_camat.actor, reason="Memuat nama warga.")

    page = client.get(f"{HOME}terbitan/{second.number}/").content.decode()

    assert "isinya tidak ditampilkan" in page
    assert "tidak dicatat" in page
    assert "dua kegiatan" not in page


def test_a_first_publication_keeps_no_reason(village, bu_camat):
    meeting = make_whole_meeting(village)

    made = publish(
        dossier(subject_of(meeting)),
        stamp=Stamp(1, "ab" * 32),
        by=bu_camat.actor,
        title="Musdes",
        fiscal_year=2027,
        held_on=None,
        reason="Tidak perlu.",
    )

    assert made.reason == ""


def test_a_section_that_comes_or_goes_is_said_as_one_line():
    assert changes.between({}, {"turnout": {"present": 3}}) == [
        changes.Part("Kehadiran", [Change("bagian ini ditambahkan")])
    ]
    assert changes.between({"turnout": {"present": 3}}, {}) == [
        changes.Part("Kehadiran", [Change("bagian ini dihapus")])
    ]


def test_a_field_that_nobody_named_is_told_without_its_value():
    before = {"decision": {"secret": "a"}, "new": {"x": 1}}

    found = changes.between(before, {"decision": {"secret": "b"}, "new": {"x": 2}})

    assert [(part.label, part.changes) for part in found] == [
        ("Keputusan", [Change("rincian lain berubah")]),
        ("new", [Change("rincian lain berubah")]),
    ]


def test_of_a_long_text_only_what_differs_is_told_with_some_words_around():
    before = "Warga menyepakati sembilan kegiatan senilai tiga ratus juta rupiah untuk jalan, air bersih, dan posyandu."
    after = before.replace("sembilan", "delapan")

    part = changes.between({"decision": {"summary": before}}, {"decision": {"summary": after}})[0]
    longer = changes.between({"decision": {"summary": before}}, {"decision": {"summary": f"{before} Dibetulkan."}})[0]

    assert part.changes == [
        Change(
            "keputusan",
            "Warga menyepakati sembilan kegiatan senilai tiga …",
            "Warga menyepakati delapan kegiatan senilai tiga …",
        )
    ]
    assert longer.changes[0].after == "… bersih, dan posyandu. Dibetulkan."


def test_more_lines_than_a_page_holds_are_counted():
    rows = [{"id": str(uuid7()), "activity": f"Usulan {number}"} for number in range(changes.MOST + 5)]

    part = changes.between({"proposals": {"proposals": []}}, {"proposals": {"proposals": rows}})[0]

    assert (len(part.changes), part.more) == (changes.MOST, 5)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "name", "amount", "items", "photos", "label", "due", "x"]), inner)
    ),
)


@given(JSON, JSON)
def test_any_json_is_told_and_what_differs_is_never_told_as_the_same(before, after):
    found = changes.between({"plan": before}, {"plan": after})

    assert bool(found) == (before != after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([{"id": "a"}, {"id": "b"}], [{"id": "b"}, {"id": "a"}]),
        ([{"id": 1}], [{"id": 2}]),
        ([{"x": None}], [{}]),
        ({"id": "a"}, {"id": "b"}),
    ],
    ids=["order", "inner-name", "nothing-said", "inner-name-of-all"],
)
def test_what_no_line_can_name_is_told_all_the_same(before, after):
    part = changes.between({"plan": before}, {"plan": after})[0]

    assert [one.what for one in part.changes] == ["rincian lain berubah"]
