import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from budgets import codes, queries
from budgets.models import AccountCode
from budgets.sections.plan import plan
from budgets.terms import CodeLevel, Ranah
from tests.factories.meetings import make_item, make_meeting, subject_of

pytestmark = pytest.mark.django_db


def test_the_annex_is_loaded_whole():
    assert codes.load() == (412, 0, 0)

    assert AccountCode.objects.filter(ranah=Ranah.FUNGSI).count() == 208
    road = AccountCode.objects.get(ranah=Ranah.FUNGSI, code="2.1.10")
    assert (road.level, road.parent_code, road.sector, road.siskeudes) == (
        CodeLevel.KEGIATAN,
        "2.1",
        "pendidikan",
        "02.01.10.",
    )
    assert AccountCode.objects.get(ranah=Ranah.EKONOMI, code="4.1").name == "Pendapatan Asli Desa"
    assert AccountCode.objects.get(ranah=Ranah.FUNGSI, code="4.1").name == "Sub Bidang Kelautan dan Perikanan"


def test_every_code_hangs_under_one_that_is_there():
    codes.load()

    known = set(AccountCode.objects.values_list("ranah", "code"))
    loose = [
        row.code for row in AccountCode.objects.exclude(parent_code="") if (row.ranah, row.parent_code) not in known
    ]
    assert loose == []


def test_loading_again_changes_nothing_and_a_mended_table_mends(tmp_path, django_assert_max_num_queries):
    codes.load()
    with django_assert_max_num_queries(6):
        assert codes.load() == (0, 0, 0)

    table = tmp_path / "codes.csv"
    shutil.copy(codes.TABLE, table)
    text = table.read_text(encoding="utf-8").replace("Penyediaan Tunjangan BPD", "Tunjangan BPD")
    table.write_text(text, encoding="utf-8")

    assert codes.load(table) == (0, 1, 0)
    assert AccountCode.objects.get(code="1.1.05").name == "Tunjangan BPD"


def edition(tmp_path, *changes: tuple[str, str]):
    """A later edition of the table with some texts replaced (by nothing: the line is left out)."""
    text = codes.TABLE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    table = tmp_path / "edisi.csv"
    table.write_text(text, encoding="utf-8")
    return table


BPD = "1.1.05,Penyediaan Tunjangan BPD,"


def test_a_newer_edition_ends_old_names_and_begins_new_ones(tmp_path):
    codes.load()
    table = edition(tmp_path, (BPD, "1.1.05,Tunjangan Anggota BPD,"))

    assert codes.load(table, year=2027) == (1, 0, 1)
    assert codes.load(table, year=2027) == (0, 0, 0)

    assert queries.codes_in_force(2024, None)["1.1.05"].name == "Penyediaan Tunjangan BPD"
    assert queries.codes_in_force(2026, None)["1.1.05"].name == "Penyediaan Tunjangan BPD"
    assert queries.codes_in_force(2027, None)["1.1.05"].name == "Tunjangan Anggota BPD"
    assert queries.codes_in_force(2040, None)["1.1.05"].name == "Tunjangan Anggota BPD"
    assert queries.codes_in_force(2016, None)["1.1.05"].name == "Penyediaan Tunjangan BPD"


def test_an_edition_between_two_others_holds_until_the_later_one(tmp_path):
    codes.load()
    codes.load(edition(tmp_path, (BPD, "1.1.05,Nama 2027,")), year=2027)
    codes.load(edition(tmp_path, (BPD, "1.1.05,Nama 2022,")), year=2022)

    told = AccountCode.objects.filter(code="1.1.05").values_list("name", "year_from", "year_until")
    assert sorted(told, key=lambda one: one[1]) == [
        ("Penyediaan Tunjangan BPD", 2018, 2021),
        ("Nama 2022", 2022, 2026),
        ("Nama 2027", 2027, None),
    ]


def test_what_a_whole_edition_leaves_out_ends_and_old_items_keep_it(tmp_path, village):
    codes.load()
    meeting = make_meeting(village, fiscal_year=2024)
    item = make_item(meeting, account="1.1.05")
    old_line = next(line for line in codes.TABLE.read_text(encoding="utf-8").splitlines(keepends=True) if BPD in line)
    table = edition(tmp_path, (old_line, ""))

    assert codes.load(table, year=2027) == (0, 0, 0)
    assert codes.load(table, year=2027, whole=True) == (0, 0, 1)

    item.refresh_from_db()
    assert (item.account, item.version) == ("1.1.05", 1)
    assert "1.1.05" in queries.codes_in_force(item.fiscal_year, None)
    assert "1.1.05" not in queries.codes_in_force(2027, None)


def test_a_plan_of_2024_keeps_the_names_of_2024(tmp_path, village):
    codes.load()
    table = edition(tmp_path, ("2,Bidang Pelaksanaan Pembangunan Desa,", "2,Bidang Pembangunan,"))
    codes.load(table, year=2027)

    old = plan(subject_of(_with_item(village, 2024)))
    new = plan(subject_of(_with_item(village, 2027)))

    assert old["items"][0]["field_name"] == "Pelaksanaan Pembangunan Desa"
    assert new["items"][0]["field_name"] == "Pembangunan"


def _with_item(village, year):
    meeting = make_meeting(village, fiscal_year=year)
    make_item(meeting)
    return meeting


def test_an_edition_that_is_none_is_refused(tmp_path):
    table = tmp_path / "lain.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(CommandError, match="Not a table of account codes"):
        call_command("load_account_codes", str(table), "--year", "2027")


def test_the_command_says_what_it_did():
    out = StringIO()
    call_command("load_account_codes", stdout=out)
    call_command("load_account_codes", stdout=out)

    assert out.getvalue().splitlines() == [
        "Account codes: 412 added, 0 mended, 0 ended.",
        "Account codes: 0 added, 0 mended, 0 ended.",
    ]


def test_a_kabupaten_names_its_own_codes_beside_the_national_ones(village):
    codes.load()
    kabupaten = village.region.parent.parent
    fields = {"ranah": Ranah.FUNGSI, "level": CodeLevel.KEGIATAN, "parent_code": "3.2", "year_from": 2018}

    AccountCode.objects.create(kabupaten=kabupaten, code="3.2.92", name="Sedekah Bumi", **fields)

    for area, code in ((kabupaten, "3.2.92"), (None, "3.2.01")):
        with pytest.raises(IntegrityError), transaction.atomic():
            AccountCode.objects.create(kabupaten=area, code=code, name="Lagi", **fields)
    assert codes.load() == (0, 0, 0)


def test_villagers_have_words_for_activities_of_the_annex_only():
    codes.load()

    activities = AccountCode.objects.filter(ranah=Ranah.FUNGSI, level=CodeLevel.KEGIATAN)
    assert set(queries.villagers_words()) <= set(activities.values_list("code", flat=True))
    assert all(queries.villagers_words().values())
