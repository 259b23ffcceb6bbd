import shutil
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from budgets import codes
from budgets.models import AccountCode
from budgets.terms import CodeLevel, Ranah

pytestmark = pytest.mark.django_db


def test_the_annex_is_loaded_whole():
    assert codes.load() == (412, 0)

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
        assert codes.load() == (0, 0)

    table = tmp_path / "codes.csv"
    shutil.copy(codes.TABLE, table)
    text = table.read_text(encoding="utf-8").replace("Penyediaan Tunjangan BPD", "Tunjangan BPD")
    table.write_text(text, encoding="utf-8")

    assert codes.load(table) == (0, 1)
    assert AccountCode.objects.get(code="1.1.05").name == "Tunjangan BPD"


def test_the_command_says_what_it_did():
    out = StringIO()
    call_command("load_account_codes", stdout=out)
    call_command("load_account_codes", stdout=out)

    assert out.getvalue().splitlines() == [
        "Account codes: 412 added, 0 mended.",
        "Account codes: 0 added, 0 mended.",
    ]


def test_a_kabupaten_names_its_own_codes_beside_the_national_ones(village):
    codes.load()
    kabupaten = village.region.parent.parent
    fields = {"ranah": Ranah.FUNGSI, "level": CodeLevel.KEGIATAN, "parent_code": "3.2", "year_from": 2018}

    AccountCode.objects.create(kabupaten=kabupaten, code="3.2.92", name="Sedekah Bumi", **fields)

    for area, code in ((kabupaten, "3.2.92"), (None, "3.2.01")):
        with pytest.raises(IntegrityError), transaction.atomic():
            AccountCode.objects.create(kabupaten=area, code=code, name="Lagi", **fields)
    assert codes.load() == (0, 0)
