"""Checks of minutes: copied texts, and texts that are alike for an honest reason."""

from random import Random

from meetings import findings
from meetings.models import AgendaItem
from meetings.rules import prose
from tests.factories.meetings import put
from tests.factories.villages import make_village
from tests.meetings.checks import found, meet

WORDS = [
    "warga",
    "jalan",
    "air",
    "sawah",
    "irigasi",
    "posyandu",
    "balita",
    "guru",
    "sekolah",
    "jembatan",
    "longsor",
    "batu",
    "pasir",
    "semen",
    "gotong",
    "royong",
    "musim",
    "hujan",
    "kemarau",
    "panen",
    "padi",
    "jagung",
    "kambing",
    "sapi",
    "pupuk",
    "modal",
    "kelompok",
    "tani",
    "ibu",
    "kader",
    "obat",
    "bidan",
    "lansia",
    "listrik",
    "lampu",
    "tiang",
    "mushola",
    "lapangan",
    "pemuda",
    "olahraga",
    "pasar",
    "warung",
    "tanah",
    "batas",
    "kebun",
    "kopi",
    "teh",
    "cabai",
    "harga",
]
FORM = "Musyawarah dibuka oleh Ketua BPD dengan membaca doa menurut agama dan kepercayaan masing masing peserta."


def prose_of(seed, sentences=14):
    """Sentences that nobody else writes."""
    chance = Random(seed)
    return [" ".join(chance.choices(WORDS, k=chance.randrange(7, 13))).capitalize() + "." for _ in range(sentences)]


def write(meeting, sentences, half=7):
    """The sentences as two points of the agenda."""
    for order, part in enumerate((sentences[:half], sentences[half:]), start=1):
        put(
            AgendaItem,
            meeting.village,
            meeting=meeting.id,
            order=order,
            topic=f"Pokok {order}",
            discussion=" ".join(part),
        )


def look(meeting):
    findings.look_over(meeting.village_id, meeting.id)


def next_door(name="Lembang", code="32.05.09.2005"):
    return make_village(code, name)


def test_minutes_of_another_village_with_other_names_and_sums_are_seen(village):
    theirs = meet(next_door(), "2026-03-03")
    write(theirs, [*prose_of(1), "Desa Lembang menyepakati Rp120.000.000 untuk jalan di Lembang."])
    look(theirs)
    mine = meet(village)
    write(mine, [*prose_of(1), "Desa Cangkuang menyepakati Rp95.500.000 untuk jalan di Cangkuang."])

    assert found(mine, "minutes_copied") == [
        {
            "percent": 100,
            "title": "Musyawarah Desa Penyusunan RKP Desa",
            "village": "Lembang",
            "day": {"day": "2026-03-03"},
        }
    ]


def test_minutes_of_last_year_are_seen(village):
    last = meet(village, "2025-06-12", fiscal_year=2026, title="Musdes RKP 2026")
    write(last, prose_of(1))
    look(last)
    mine = meet(village)
    write(mine, prose_of(1)[:-1] + prose_of(2)[:1])

    assert [facts["title"] for facts in found(mine, "minutes_copied")] == ["Musdes RKP 2026"]


def test_half_a_text_in_common_is_no_copy(village):
    theirs = meet(next_door(), "2026-03-03")
    write(theirs, prose_of(1))
    look(theirs)
    mine = meet(village)
    write(mine, prose_of(1)[:10] + prose_of(2)[:4])

    assert found(mine, "minutes_copied") == []


def test_two_meetings_of_one_village_and_year_speak_of_the_same_things(village):
    first = meet(village, "2026-06-12")
    write(first, prose_of(1))
    look(first)
    budget = meet(village, "2026-10-12", type="musdes_apbdes")
    write(budget, prose_of(1))

    assert found(budget, "minutes_copied") == []


def form(sentences=80):
    return [f"{FORM[:-1]} bagian {' '.join(prose_of(100 + number, 1))}" for number in range(sentences)]


def test_a_form_that_many_villages_use_is_nobodys_text(village):
    for number in range(8):
        meeting = meet(next_door(f"Desa{number}", f"32.05.10.20{number:02}"), "2026-03-03")
        write(meeting, [*form(), *prose_of(number + 10, 6)])
        look(meeting)
    mine = meet(village)
    write(mine, [*form(), *prose_of(99, 6)])

    assert found(mine, "minutes_copied") == []


def test_the_form_of_two_villages_with_their_own_words_is_a_copy_only_where_the_words_are_too(village):
    """Under a form's cover: the own words decide."""
    for number in range(8):
        meeting = meet(next_door(f"Desa{number}", f"32.05.10.20{number:02}"), "2026-03-03")
        write(meeting, [*form(), *prose_of(number + 10)])
        look(meeting)
    mine = meet(village)
    write(mine, [*form(), *prose_of(12)])

    assert [facts["village"] for facts in found(mine, "minutes_copied")] == ["Desa2"]


def test_short_minutes_say_nothing(village):
    theirs = meet(next_door(), "2026-03-03")
    write(theirs, prose_of(1, 3))
    look(theirs)
    mine = meet(village)
    write(mine, prose_of(1, 3))

    assert found(mine, "minutes_copied") == []


def test_the_sketch_finds_what_is_085_alike_and_passes_what_is_hardly():
    base = {tuple(str(number) for number in range(place, place + 5)) for place in range(400)}
    found_at = {}
    for share in (0.85, 0.3):
        hits = 0
        for seed in range(200):
            chance = Random(seed)
            kept = {one for one in base if chance.random() < 2 * share / (1 + share)}
            other = kept | {("x", str(seed), str(number), "y", "z") for number in range(len(base) - len(kept))}
            hits += bool(set(prose.sketch(base)) & set(prose.sketch(other)))
        found_at[share] = hits

    assert found_at[0.85] == 200
    assert found_at[0.3] < 40
