from datetime import date

import pytest

from villages import rules
from villages.terms import Level, Role, Zone


@pytest.mark.parametrize("code", ["32", "32.05", "32.05.09", "32.05.09.1001", "32.05.09.2006", "91.03.01.3001"])
def test_a_code_is_known_by_its_form(code):
    assert rules.is_code(code)


@pytest.mark.parametrize(
    "text", ["", "3", "32.5", "32.05.09.4001", "32.05.09.200", "3205092006", "32.05.", "32.05.09.2006 "]
)
def test_other_texts_are_no_codes(text):
    assert not rules.is_code(text)


def test_the_parent_is_one_segment_shorter_and_a_province_has_none():
    assert rules.parent_of("32.05.09.2006") == "32.05.09"
    assert rules.parent_of("32") is None


def test_a_lineage_starts_at_the_province():
    assert rules.lineage("32.05.09.2006") == ["32", "32.05", "32.05.09", "32.05.09.2006"]


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("32", Level.PROVINSI),
        ("32.05", Level.KABUPATEN),
        ("32.69", Level.KABUPATEN),
        ("32.71", Level.KOTA),
        ("32.05.09", Level.KECAMATAN),
        ("32.05.09.1001", Level.KELURAHAN),
        ("32.05.09.2006", Level.DESA),
        ("91.03.01.3001", Level.DESA_ADAT),
    ],
)
def test_the_level_is_read_off_the_code(code, level):
    assert rules.level_of(code) == level


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("11", Zone.WIB),
        ("32.05.09.2006", Zone.WIB),
        ("61", Zone.WIB),
        ("51", Zone.WITA),
        ("53.01", Zone.WITA),
        ("76", Zone.WITA),
        ("81", Zone.WIT),
        ("95.01", Zone.WIT),
    ],
)
def test_the_zone_is_that_of_the_province(code, zone):
    assert rules.zone_of(code) == zone


@pytest.mark.parametrize(
    ("role", "level", "fits"),
    [
        (Role.FACILITATOR, Level.DESA, True),
        (Role.BPD, Level.DESA_ADAT, True),
        (Role.VILLAGE_SECRETARY, Level.KECAMATAN, False),
        (Role.FACILITATOR, Level.KELURAHAN, False),
        (Role.FACILITATOR, None, False),
        (Role.KECAMATAN_OFFICER, Level.KECAMATAN, True),
        (Role.KECAMATAN_OFFICER, Level.KABUPATEN, False),
        (Role.KABUPATEN_OFFICER, Level.KOTA, True),
        (Role.KABUPATEN_OFFICER, None, False),
        (Role.AUDITOR, Level.DESA, True),
        (Role.AUDITOR, None, True),
        (Role.ADMINISTRATOR, None, True),
    ],
)
def test_a_role_is_held_at_its_level(role, level, fits):
    assert rules.area_fits(role, level) is fits


D = [date(2026, 1, day) for day in range(1, 10)]


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ((D[0], D[2]), (D[2], D[4]), True),
        ((D[0], D[2]), (D[3], D[4]), False),
        ((D[0], None), (D[4], None), True),
        ((D[4], None), (D[0], D[3]), False),
        ((D[4], None), (D[0], D[4]), True),
        ((D[1], D[2]), (D[0], None), True),
    ],
)
def test_periods_overlap_when_they_share_a_day(first, second, overlap):
    assert rules.periods_overlap(first, second) is overlap
    assert rules.periods_overlap(second, first) is overlap


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Siti Aminah", "siti.aminah"),
        ("Hj. Siti Aminah Rahayu, S.Pd.", "siti.aminah"),
        ("H. M. Ja'far", "m.jafar"),
        ("Désiré", "desire"),
        ("王", "petugas"),
    ],
)
def test_a_user_name_is_made_of_a_name(name, expected):
    assert rules.username_from(name) == expected
