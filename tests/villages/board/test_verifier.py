"""``verifikasi.py`` as anybody runs it: alone, on what the server gave out, with one value changed somewhere."""

import copy
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.kernel.canonical import canonical
from backend.kernel.ids import uuid7
from tests.factories.villages import make_village
from villages.board import digests, sections, verifikasi
from villages.board.dossier import dossier
from villages.board.publish import Stamp, publish, withdraw
from villages.board.sections import Section, Subject

SCRIPT = Path(verifikasi.__file__)
GARUT = "32.05"
TOLD_NOW = {("superseded_by",), ("withdrawn",), ("village", "code"), ("village", "name")}
"""What the server says of today, sealed by nothing."""


@pytest.fixture
def served(client, village, bu_camat, django_capture_on_commit_callbacks):
    """``served()`` publishes three times in Cangkuang, seals the day, answers the JSON of the second; and more."""
    neighbours = [make_village(f"32.05.09.200{number}", f"Desa {number}") for number in range(1, 5)]
    heads = {one.pk: Stamp(number * 7, f"{number:064x}") for number, one in enumerate(neighbours, 1)}
    section = Section(
        name="toy",
        subjects=frozenset({"toy"}),
        snapshot=lambda _: {
            "summary": "Jalan “Cibodas” diperbaiki.\n😀 \x01",
            "plan": [{"amount": 912000, "share": 0.25}],
        },
        template="meetings/sections/decision.html",
    )
    with time_machine.travel("2026-11-25T12:00:00+07:00", tick=False) as clock, sections.registered(section):
        key = uuid7()
        for number in (1, 2, 3):
            publish(
                dossier(Subject(village=village, kind="toy", key=key if number < 3 else uuid7())),
                stamp=Stamp(number=40 + number, hash=f"{number:064x}"),
                by=bu_camat.actor,
                title="Musdes RKP",
                fiscal_year=2027,
                held_on=date(2026, 6, 15),
                reason="Jumlah keliru.",
            )
        for day in (24, 25, 26):
            clock.move_to(f"2026-11-{day + 1}T01:00:00+07:00")
            digests.make(GARUT, date(2026, 11, day), heads | {village.pk: Stamp(44, "ab" * 32)})
        yield lambda path="/desa/32.05.09.2006/terbitan/2.json": client.get(path).json()


def run(tmp_path, *files, options=()):
    """Runs the script with nothing but the standard library; answers exit code and what it said."""
    names = []
    for number, told in enumerate(files):
        names.append(tmp_path / f"{number}.json")
        names[-1].write_bytes(told if isinstance(told, bytes) else json.dumps(told, ensure_ascii=False).encode())
    done = subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, *names, *options], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_publication_of_the_server_is_whole_and_led_to_its_day(served, tmp_path):
    told = served()

    code, said = run(tmp_path, told, options=["--kode", told["short_code"].lower()])

    assert code == 0, said
    assert said.startswith("UTUH")
    assert told["proof"]["digest"]["letters"] in said
    assert (told["proof"]["digest"]["day"], told["proof"]["publication"]["place"]) == ("2026-11-25", 1)
    assert (told["supersedes"], told["reason"]) == (1, "Jumlah keliru.")


def test_a_village_is_named_as_its_content_has_it_not_as_anybody_may_write_beside_it(served, tmp_path):
    told = served()
    told["village"] |= {"name": "Desa Palsu", "code": "99.99.99.2001"}

    code, said = run(tmp_path, told)

    assert (code, "Cangkuang (32.05.09.2006)" in said) == (0, True)
    assert "Palsu" not in said
    assert "99.99" not in said


def test_it_speaks_english_too(served, tmp_path):
    assert run(tmp_path, served(), options=["--en"])[1].startswith("WHOLE")


def test_the_days_of_a_kabupaten_and_one_day_are_whole(served, tmp_path):
    days, day = served(f"/sidik/{GARUT}.json"), served(f"/sidik/{GARUT}/2026-11-25.json")

    code, said = run(tmp_path, days, day, served())

    assert code == 0, said
    assert said.count("UTUH") == 3
    assert day["size"] == 5


def test_a_publication_that_was_withdrawn_is_told_so(served, tmp_path, village, bu_camat):
    withdraw(village.publications.get(number=2), by=bu_camat.actor, reason="Memuat nama warga.")

    code, said = run(tmp_path, served())

    assert (code, "DITARIK KEMBALI: Memuat nama warga." in said) == (0, True)


def test_before_the_day_is_over_it_says_that_no_digest_covers_it(served, tmp_path, village, bu_camat):
    publish(
        dossier(Subject(village=village, kind="toy", key=uuid7())),
        stamp=Stamp(99, "cd" * 32),
        by=bu_camat.actor,
        title="Baru",
        fiscal_year=2027,
        held_on=None,
    )

    code, said = run(tmp_path, served("/desa/32.05.09.2006/terbitan/4.json"))

    assert (code, "Belum tercakup" in said) == (0, True)


def test_a_digest_that_differs_from_a_kept_copy_is_history_changed(served, tmp_path):
    kept, told = served(f"/sidik/{GARUT}.json"), served()
    for day in kept["days"]:
        day["root"] = "1" * 64
    values = {}
    for day in kept["days"]:
        day["previous"] = values.get("last", "0" * 64)
        day["value"] = values["last"] = verifikasi.day_value(GARUT, day)
        day["letters"] = verifikasi.printed(day["value"])

    code, said = run(tmp_path, told, options=["--sidik", _put(tmp_path, kept)])

    assert code == 1
    assert said.count("UTUH") == 2
    assert "SEJARAH DIUBAH" in said


def test_a_day_that_no_kept_copy_tells_is_not_taken_for_proven(served, tmp_path):
    kept, told = served(f"/sidik/{GARUT}.json"), served()
    del kept["days"][1:]

    code, said = run(tmp_path, told, options=["--sidik", _put(tmp_path, kept)])

    assert (code, "tidak ada pada --sidik" in said) == (1, True)


def _put(tmp_path, told):
    (tmp_path / "kept.json").write_text(json.dumps(told))
    return tmp_path / "kept.json"


def test_another_code_than_on_the_poster_is_told(served, tmp_path):
    assert run(tmp_path, served(), options=["--kode", "22222222"])[0] == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[1]",
        b"{}",
        b'{"format": "rembuk-desa/publication/1"}',
        b'{"format": "rembuk-desa/publication/1", "format": "rembuk-desa/publication/1"}',
        b'{"format": {"a": NaN}}',
        b"[" * 200_000,
        b'{"format": "rembuk-desa/sidik/1", "kabupaten": 3}',
        b"PK\x03\x04",
    ],
    ids=range(10),
)
def test_what_cannot_be_read_is_said_in_words(tmp_path, content):
    code, said = run(tmp_path, content)

    assert (code, said.startswith("TIDAK TERBACA")) == (2, True)


def test_a_file_that_is_not_there(tmp_path):
    assert run(tmp_path, options=[tmp_path / "tidak-ada.json"])[0] == 2


def places_of(value, at=()):
    """Every place of a JSON value that holds something by itself."""
    if isinstance(value, dict | list) and value:
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        for name, below in steps:
            yield from places_of(below, (*at, name))
    else:
        yield at


def changed(told, place, data):
    """The same with another value at one place."""
    other = copy.deepcopy(told)
    held = other
    for step in place[:-1]:
        held = held[step]
    before = held[place[-1]]
    if isinstance(before, str) and before:
        at = data.draw(st.integers(0, len(before) - 1))
        held[place[-1]] = before[:at] + data.draw(st.characters(exclude_categories=["Cs"])) + before[at + 1 :]
    elif isinstance(before, int) and not isinstance(before, bool):
        held[place[-1]] = before + data.draw(st.integers(-3, 3))
    else:
        held[place[-1]] = data.draw(st.none() | st.booleans() | st.integers() | st.text(max_size=3))
    return other


def verdict(told):
    """What the script finds, in this process, as ``main`` asks it."""
    try:
        return verifikasi.check(json.loads(json.dumps(told)), "")
    except verifikasi.Unreadable as error:
        return [str(error)]


@pytest.mark.parametrize(
    "path", ["/desa/32.05.09.2006/terbitan/2.json", f"/sidik/{GARUT}.json", f"/sidik/{GARUT}/2026-11-25.json"]
)
def test_any_altered_value_is_detected(served, path):
    told = served(path)
    unsealed = TOLD_NOW | {("kabupaten", "name")} | {("format",)}
    places = [one for one in places_of(told) if one not in unsealed]
    assert verdict(told) == []
    assert len(places) > 10

    @settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def altered(data):
        place = data.draw(st.sampled_from(places))
        other = changed(told, place, data)
        if other != told:
            assert verdict(other) != [], place

    altered()


def test_a_changed_byte_anywhere_is_detected_by_the_script_itself(served, tmp_path):
    told = served()
    whole = json.dumps(told, ensure_ascii=False)
    for at in range(0, len(whole), max(1, len(whole) // 30)):
        broken = whole[:at] + ("0" if whole[at] != "0" else "1") + whole[at + 1 :]
        try:
            harmless = unsealed_only(told, json.loads(broken))
        except ValueError:
            harmless = False
        assert (run(tmp_path, broken.encode())[0] == 0) is harmless, (at, broken[max(0, at - 30) : at + 5])


def unsealed_only(told, other):
    """Whether two differ only in what the server says of today."""

    def bare(one):
        return {
            name: {"id": value.get("id")} if name == "village" else value
            for name, value in one.items()
            if (name,) not in TOLD_NOW
        }

    return bare(told) == bare(other)


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**53) + 1, 2**53 - 1)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(st.characters(exclude_categories=["Cs"])),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
        ),
    )
)
def test_its_canonical_json_is_the_servers(value):
    assert verifikasi.canonical(value) == canonical(value)


def test_the_day_before_is_named_where_a_day_is_left_out(served):
    told = served(f"/sidik/{GARUT}.json")
    del told["days"][1]

    assert verdict(told) == [f"hari {date(2026, 11, 25) + timedelta(1)} tidak menyambung hari sebelumnya"]
