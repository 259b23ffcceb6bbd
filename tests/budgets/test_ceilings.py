from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from backend.kernel.problems import NotFound
from budgets import ceilings, queries
from budgets.ceilings import Said, Usual
from budgets.intake import columns, sheets
from budgets.intake.looks import ChangedMeanwhile, HasBad, What
from budgets.models import Ceiling
from budgets.terms import FundSource
from sync.verify import verify
from tests.budgets.intake.test_sheets import workbook
from tests.factories.villages import make_region, make_village

HEAD = "kode_desa,tahun,sumber,pagu,indikatif,dasar_hukum\n"


@pytest.fixture
def load(tmp_path, dpmd):
    """Runs the command on a table."""

    def run(lines: str, *more: str, by: str = dpmd.user.username) -> str:
        table = tmp_path / "pagu.csv"
        table.write_text(HEAD + lines, encoding="utf-8")
        out = StringIO()
        call_command("load_ceilings", str(table), "--by", by, *more, stdout=out)
        return out.getvalue()

    return run


def found(content):
    return columns.find(sheets.read(content), ceilings.FORM)


def test_ceilings_reach_the_phones_and_a_second_time_changes_nothing(load, siti, village):
    lines = "32.05.09.2006,2027,DDS,Rp 900.000.000,ya,Perbup 1/2026\n32.05.09.2006,2027,ADD,400000000,,\n"

    assert "2 added, 0 changed, 0 unchanged" in load(lines)
    assert "0 added, 0 changed, 2 unchanged" in load(lines)
    siti.phone.sync()

    told = sorted((doc["source"], doc["amount"]) for doc in siti.phone.docs.values() if "source" in doc)
    assert told == [("ADD", 40_000_000_000), ("DDS", 90_000_000_000)]
    assert list(verify(village.pk)) == []


def test_a_new_decision_changes_the_figure_and_adds_no_second_one(load, village):
    load("32.05.09.2006,2027,DDS,900.000.000,ya,Perbup 1/2026\n")

    assert "0 added, 1 changed" in load("32.05.09.2006,2027,DDS,950.000.000,tidak,Perbup 9/2026\n")

    ceiling = Ceiling.objects.get()
    assert (ceiling.amount, ceiling.indicative, ceiling.legal_reference) == (95_000_000_000, False, "Perbup 9/2026")
    assert queries.ceilings_of(village.pk, 2027) == {"DDS": 95_000_000_000}


def test_what_a_table_does_not_say_stays_as_it_was(load, dpmd, village):
    load("32.05.09.2006,2027,DDS,900.000.000,ya,Perbup 1/2026\n")
    table = found(b"Kode desa;Sumber;Pagu\n32.05.09.2006;DDS;950.000.000\n")

    ceilings.take(table, by=dpmd.actor, usual=Usual(2027))
    ceiling = Ceiling.objects.get()
    assert (ceiling.amount, ceiling.indicative, ceiling.legal_reference) == (95_000_000_000, True, "Perbup 1/2026")

    ceilings.take(table, by=dpmd.actor, usual=Usual(2027, indicative=False, legal_reference="Perbup 9/2026"))
    ceiling.refresh_from_db()
    assert (ceiling.indicative, ceiling.legal_reference) == (False, "Perbup 9/2026")


def test_a_dry_run_says_what_would_change_and_changes_nothing(load):
    assert "(dry run): 1 added" in load("32.05.09.2006,2027,DDS,1,,\n", "--dry-run")
    assert Ceiling.objects.count() == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("32.05.09.2006,2027,BANK,1,,", "Baris 3, kolom C (Sumber dana): “BANK”"),
        ("32.05.09.2006,2027,DDS,banyak,,", "Baris 3, kolom D (Pagu): “banyak”"),
        ("32.05.09.2006,2027,DDS,,,", "Baris 3, kolom D (Pagu): Sel ini kosong"),
        ("32.05.09.2006,tahun depan,DDS,1,,", "Baris 3, kolom B (Tahun anggaran): “tahun depan”"),
        ("32.05.09.2006,,DDS,1,,", "Baris 3, kolom B (Tahun anggaran): Tidak ada di tabel"),
        ("32.05.09.2006,2027,DDS,1,mungkin,", "Baris 3, kolom E (Indikatif): “mungkin”"),
        ("99.99.99.2001,2027,DDS,1,,", "Baris 3, kolom A (Kode desa): “99.99.99.2001”. Tidak ada desa"),
        (",2027,DDS,1,,", "Baris 3, kolom A (Kode desa): Tulis kode desa"),
        ("32.05.09.2006,2027,ADD,5,,", "Baris 3: “5”. Desa, tahun dan sumber ini sudah ada di baris 2"),
    ],
)
def test_a_table_with_one_bad_line_is_not_taken_at_all(load, village, line, said):
    with pytest.raises(CommandError) as refused:
        load(f"32.05.09.2006,2027,ADD,400000000,,\n{line}\n")

    assert said in str(refused.value)
    assert Ceiling.objects.count() == 0


def test_every_bad_row_is_named_at_once(load):
    with pytest.raises(CommandError) as refused:
        load("x,2027,DDS,1,,\n32.05.09.2006,2027,DDS,satu,,\n32.05.09.2006,2027,BANK,dua,,\n")

    assert [line.partition(":")[0] for line in str(refused.value).splitlines()] == [
        "Baris 2, kolom A (Kode desa)",
        "Baris 3, kolom D (Pagu)",
        "Baris 4, kolom C (Sumber dana)",
        "Baris 4, kolom D (Pagu)",
    ]


def test_somebody_answers_for_the_figures(load):
    with pytest.raises(CommandError, match="Nobody signs in as siapa"):
        load("32.05.09.2006,2027,DDS,1,,\n", by="siapa")


@pytest.mark.parametrize("who", ["bu_camat", "siti"])
def test_only_the_kabupaten_says_what_there_is(load, request, who):
    somebody = request.getfixturevalue(who)

    with pytest.raises(CommandError, match="Tidak ada desa dengan kode ini di wilayah Anda"):
        load("32.05.09.2006,2027,DDS,1,,\n", by=somebody.user.username)


def test_another_kabupatens_village_does_not_exist(load):
    make_region("33.02", "Kabupaten Banyumas")
    make_village("33.02.01.2008", "Dermaji")

    with pytest.raises(CommandError, match="Tidak ada desa dengan kode ini di wilayah Anda"):
        load("33.02.01.2008,2027,DDS,1,,\n")


def test_a_table_without_its_columns_is_refused(load, tmp_path, dpmd):
    table = tmp_path / "lain.csv"
    table.write_text("desa,uang\nCangkuang,1\n", encoding="utf-8")

    with pytest.raises(CommandError, match="Kolom Pagu tidak ditemukan"):
        call_command("load_ceilings", str(table), "--by", dpmd.user.username)
    table.write_bytes(b"%PDF-1.7\x00")
    with pytest.raises(CommandError, match="XLSX"):
        call_command("load_ceilings", str(table), "--by", dpmd.user.username)


def test_the_annex_of_a_decree_names_villages_and_prints_its_sum(dpmd, next_door):
    make_village("32.05.10.2001", "Lembang")
    annex = workbook(
        ["LAMPIRAN PERATURAN BUPATI GARUT NOMOR 1 TAHUN 2026"],
        ["No", "Kecamatan", "Nama Desa", "Besaran Dana Desa (Rp)"],
        [None, None, None, "Besaran"],
        [1, 2, 3, 4],
        [1, "Kec. Leles", "Desa Cangkuang", 900_000_000],
        [2, "Leles", "LEMBANG", "800.000.000,-"],
        ["Jumlah", None, None, "1.700.000.000"],
        [None, None, "Bupati Garut", None],
    )
    usual = Usual(2027, FundSource.DDS, indicative=True, legal_reference="Perbup 1/2026")

    done = ceilings.take(found(annex), by=dpmd.actor, usual=usual)

    assert [(one.ours, one.printed, one.differs) for one in done.sums][-1] == (170_000_000_000, 170_000_000_000, False)
    assert done.passed == ((8, "Bupati Garut"),)
    told = Ceiling.objects.values_list("village__region__name", "source", "amount", "indicative", "legal_reference")
    assert sorted(told) == [
        ("Cangkuang", "DDS", 90_000_000_000, True, "Perbup 1/2026"),
        ("Lembang", "DDS", 80_000_000_000, True, "Perbup 1/2026"),
    ]


def test_a_name_that_several_villages_have_is_not_guessed(dpmd, next_door):
    make_village("32.05.10.2001", "Lembang")

    shown = ceilings.look(found(b"Desa;Pagu\nLembang;1\nAntah;2\n"), by=dpmd.actor, usual=Usual(2027, FundSource.DDS))

    assert [one.why for one in shown.bad] == [
        "Ada beberapa desa dengan nama ini. Tulis kode desanya.",
        "Tidak ada desa dengan nama ini di wilayah Anda. Periksa ejaannya, atau tulis kodenya.",
    ]


def test_a_sum_that_the_table_prints_wrong_is_shown(dpmd, village):
    content = b"Kode desa;Pagu\n32.05.09.2006;100\nTotal;90\n"

    shown = ceilings.look(found(content), by=dpmd.actor, usual=Usual(2027, FundSource.DDS))

    assert [(one.ours, one.printed, one.differs) for one in shown.sums][-1] == (10_000, 9_000, True)


def test_what_changed_after_the_preview_is_shown_again_first(dpmd, village):
    table = found((HEAD + "32.05.09.2006,2027,DDS,900000000,,\n").encode())
    seen = ceilings.look(table, by=dpmd.actor).digest
    ceilings.say(village, 2027, [Said(0, village, 2027, FundSource.DDS, 5_00, False, "")], by=dpmd.actor)

    with pytest.raises(ChangedMeanwhile):
        ceilings.take(table, by=dpmd.actor, seen=seen)
    assert queries.ceilings_of(village.pk, 2027) == {"DDS": 500}

    done = ceilings.take(table, by=dpmd.actor, seen=ceilings.look(table, by=dpmd.actor).digest)
    assert [one.what for one in done.steps] == [What.CHANGED]


def test_a_typed_ceiling_is_written_once_and_ends_when_it_is_emptied(dpmd, siti, village):
    said = [Said(0, village, 2027, FundSource.DDS, 90_000_000_000, True, "Perbup 1/2026")]

    assert ceilings.say(village, 2027, said, by=dpmd.actor) == 1
    assert ceilings.say(village, 2027, said, by=dpmd.actor) == 0
    assert ceilings.say(village, 2027, [], by=dpmd.actor, ended=["DDS", "ADD"]) == 1
    siti.phone.sync()

    assert queries.ceilings_of(village.pk, 2027) == {}
    assert list(verify(village.pk)) == []


@pytest.mark.parametrize("who", ["bu_camat", "siti", "asep"])
def test_who_does_not_set_ceilings_sets_none(request, village, who):
    somebody = request.getfixturevalue(who)

    with pytest.raises(NotFound):
        ceilings.say(village, 2027, [], by=somebody.actor)


def test_a_table_of_a_whole_kabupaten_is_read_in_few_queries(dpmd, village, django_assert_max_num_queries):
    for number in range(2007, 2017):
        make_village(f"32.05.09.{number}", f"Desa {number}")
    lines = "".join(f"32.05.09.{number};DDS;{number}\n" for number in range(2006, 2017))
    table = found(f"kode;sumber;pagu\n{lines}".encode())

    with django_assert_max_num_queries(3):
        shown = ceilings.look(table, by=dpmd.actor, usual=Usual(2027))

    assert len(shown.of(What.NEW)) == 11
    with pytest.raises(HasBad):
        ceilings.take(table, by=dpmd.actor)
