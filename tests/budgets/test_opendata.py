"""A village's money in the forms that others agreed on, judged by their own validators, without a network."""

import io
import json
import zipfile
from pathlib import Path

import frictionless
import pytest
from jsonschema import Draft4Validator
from libcoveocds.api import ocds_json_output
from libcoveocds.config import LibCoveOCDSConfig

from budgets.models import Funding, ProgressReport
from budgets.opendata.contracting import is_procured
from budgets.opendata.fiscal import phase_of
from budgets.terms import Delivery, FundSource, ItemState
from meetings.terms import MeetingType
from tests.factories.meetings import JUTA, make_item, make_meeting, make_whole_meeting, put
from tests.factories.publications import publish_meeting
from tests.villages.opendata.reading import csv_rows, got, unpacked

STANDARDS = Path(__file__).parent.parent / "standards"
FISCAL = "32.05.09/anggaran-fdp.zip"
PLANNED = "32.05.09/pengadaan-ocds.json"
DRAFT_4 = {"$schema": "http://json-schema.org/draft-04/schema#"}
BRIDGE = "Jembatan gantung"


@pytest.fixture
def meeting(village):
    return make_whole_meeting(village)


@pytest.fixture
def published(bu_camat):
    return lambda meeting: publish_meeting(meeting, bu_camat.actor)


@pytest.fixture
def reviewed(tmp_path):
    """``reviewed(package)``: what the Open Contracting Partnership's own reviewer says of a release package."""

    def review(package):
        standard = io.BytesIO()
        with zipfile.ZipFile(standard, "w") as archive:
            archive.writestr("standard/", "")
            for name in ("release-schema.json", "release-package-schema.json"):
                archive.writestr(f"standard/schema/{name}", (STANDARDS / f"ocds-{name}").read_text())
            archive.writestr("standard/schema/versioned-release-validation-schema.json", json.dumps(DRAFT_4))
            archive.writestr("standard/schema/codelists/releaseTag.csv", "Code\nplanning\n")
        path = tmp_path / "package.json"
        path.write_text(json.dumps(package))
        known = LibCoveOCDSConfig({"standard_zip": standard.getvalue(), "context": "api"})
        return ocds_json_output(str(tmp_path), str(path), "1.1", convert=False, lib_cove_ocds_config=known)

    return review


def lines_of(client, folder):
    unpacked(got(client, FISCAL).bytes, folder)
    return csv_rows((folder / "anggaran.csv").read_bytes())


def test_frictionless_finds_no_fault_in_the_fiscal_package(client, meeting, published, tmp_path):
    make_item(meeting, "=1+1", JUTA + 50, source=None)
    published(meeting)
    unpacked(got(client, FISCAL).bytes, tmp_path)

    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()

    assert report.flatten(["rowNumber", "fieldName", "type", "message"]) == []
    assert report.tasks[0].stats["rows"] == 3


def test_the_descriptor_keeps_the_profile_of_fiscal_packages(client, meeting, published, tmp_path):
    published(meeting)
    described = unpacked(got(client, FISCAL).bytes, tmp_path)

    checking = Draft4Validator(json.loads((STANDARDS / "fiscal-data-package.json").read_text()))
    assert [error.message for error in checking.iter_errors(described)] == []
    assert not checking.is_valid({**described, "model": {}})

    fields = {field["name"]: field for field in described["resources"][0]["schema"]["fields"]}
    assert all(field["columnType"] for name, field in fields.items() if name != "alamat_terbitan")
    named = [
        attribute["source"]
        for one in described["model"]["dimensions"].values()
        for attribute in one["attributes"].values()
    ]
    assert set(named) | {"jumlah"} <= set(fields)
    assert described["countryCode"] == "ID"


def test_a_budget_line_tells_village_year_field_source_phase_and_amount(client, meeting, published, tmp_path):
    published(meeting)

    road, pipes = lines_of(client, tmp_path)

    assert [road[name] for name in ("kode_desa", "tahun_anggaran", "tahap", "jumlah")] == [
        "32.05.09.2006",
        "2027",
        "proposed",
        "120000000",
    ]
    assert [road[name] for name in ("kode_bidang", "kode_sub_bidang", "kode_kegiatan")] == ["2", "2.3", "2.3.11"]
    assert [one["sumber_dana"] for one in (road, pipes)] == ["DDS", "ADD"]
    assert road["alamat_terbitan"].endswith("/desa/32.05.09.2006/terbitan/1/")


@pytest.mark.parametrize(
    ("state", "kind", "phase"),
    [
        (ItemState.ADOPTED, MeetingType.MUSDES_RKP, "proposed"),
        (ItemState.IN_PLAN, MeetingType.MUSRENBANGDES, "proposed"),
        (ItemState.ADOPTED, MeetingType.MUSDES_APBDES, "approved"),
        (ItemState.PROPOSED, MeetingType.MUSDES_APBDES, "proposed"),
        (ItemState.IN_BUDGET, MeetingType.MUSDES_PELAKSANAAN, "approved"),
        (ItemState.CHANGED, MeetingType.MUSDES_APBDES, "adjusted"),
        (ItemState.DONE, MeetingType.MUSDES_LPJ, "approved"),
    ],
)
def test_a_plan_is_proposed_and_only_the_budget_approved(state, kind, phase):
    assert phase_of(state, kind) == phase


def test_what_was_spent_is_a_line_of_its_own(client, village, published, tmp_path):
    budget = make_meeting(village, type=MeetingType.MUSDES_APBDES, title="Musdes APB Desa 2027")
    road = make_item(budget, state=ItemState.UNDER_WAY)
    report = make_meeting(village, type=MeetingType.MUSDES_PELAKSANAAN, title="Pelaksanaan 2027")
    put(ProgressReport, village, budget_item=road.id, reported_on="2027-07-01", physical_percent=30, spent=40 * JUTA)
    published(report)

    lines = lines_of(client, tmp_path)

    assert [(one["tahap"], one["jumlah"], one["id_kegiatan"]) for one in lines] == [
        ("executed", "40000000", str(road.id))
    ]
    told = csv_rows(got(client, "32.05.09/realisasi.csv").bytes)
    assert [(one["anggaran"], one["terpakai"], one["persen_fisik"]) for one in told] == [
        ("120000000", "40000000", "30")
    ]


def test_ocds_planning_releases_pass_the_reviewer_of_the_standard(client, meeting, published, reviewed):
    make_item(meeting, BRIDGE, JUTA + 1, delivery=Delivery.THIRD_PARTY, benefit="Anak sekolah menyeberang.")
    published(meeting)
    package = json.loads(got(client, PLANNED).bytes)

    found = reviewed(package)

    assert found["validation_errors"] == []
    assert found["all_additional_fields"] == []
    assert found["additional_checks"] == {}
    assert found["additional_closed_codelist_values"] == {}
    assert found["unique_ocids_count"] == found["count"] == len(package["releases"]) == 3
    assert reviewed({**package, "releases": [{"ocid": "x"}]})["validation_errors"] != []


def test_a_release_tells_who_buys_what_for_how_much_and_from_which_money(client, meeting, published):
    make_item(meeting, BRIDGE, delivery=Delivery.THIRD_PARTY, source=FundSource.ADD)
    published(meeting)

    releases = json.loads(got(client, PLANNED).bytes)["releases"]
    bridge = next(one for one in releases if one["tender"]["title"] == BRIDGE)

    assert bridge["ocid"].startswith("ocds-213czf-")
    assert bridge["tag"] == ["planning"]
    assert bridge["buyer"]["name"] == "Pemerintah Desa Cangkuang"
    assert bridge["planning"]["budget"]["amount"] == {"amount": 120_000_000, "currency": "IDR"}
    assert bridge["planning"]["budget"]["id"] == "2.3.11"
    assert bridge["tender"]["procurementMethodDetails"] == Delivery.THIRD_PARTY.label
    assert bridge["tender"]["items"][0]["quantity"] == 450


@pytest.mark.parametrize(
    ("item", "procured"),
    [
        ({"delivery_label": Delivery.THIRD_PARTY.label}, True),
        ({"delivery_label": Delivery.SELF_MANAGED.label, "volume": 450, "unit": "m"}, True),
        ({"delivery_label": Delivery.SELF_MANAGED.label}, False),
        ({"delivery_label": Delivery.SELF_MANAGED.label, "volume": 12, "unit": "OB"}, False),
        ({"delivery_label": Delivery.THIRD_PARTY.label, "state": ItemState.DROPPED}, False),
        ({"delivery_label": Delivery.THIRD_PARTY.label, "state": ItemState.PROPOSED}, False),
        ({"volume": 450, "unit": "m"}, False),
    ],
)
def test_what_is_bought_is_procured_and_pay_is_not(item, procured):
    assert is_procured(item) is procured


def test_a_proposal_is_a_row_with_its_fate_and_reason(client, meeting, published):
    published(meeting)

    adopted, refused = csv_rows(got(client, "32.05.09/usulan.csv").bytes)

    assert [refused[name] for name in ("usulan", "dusun", "nasib", "alasan", "menjadi_kegiatan")] == [
        "Lapangan bola",
        "Sukamaju",
        "refused",
        "Tanahnya bukan milik desa.",
        "",
    ]
    (road, _pipes) = csv_rows(got(client, "32.05.09/kegiatan.csv").bytes)
    assert adopted["menjadi_kegiatan"] == road["id_kegiatan"]
    assert adopted["pengusul"] == "perwakilan Kelompok tani"


def test_every_source_of_an_activity_is_a_row(client, meeting, published):
    bridge = make_item(meeting, BRIDGE, 90 * JUTA)
    put(Funding, meeting.village, budget_item=bridge.id, source=FundSource.PAD, amount=10 * JUTA)
    published(meeting)

    rows = csv_rows(got(client, "32.05.09/sumber-dana.csv").bytes)

    assert [(row["sumber_dana"], row["jumlah"], row["silpa"]) for row in rows if row["kegiatan"] == BRIDGE] == [
        ("DDS", "90000000", "false"),
        ("PAD", "10000000", "false"),
    ]


def test_an_oversight_names_the_element_that_watches(client, meeting, published):
    published(meeting)

    (row,) = csv_rows(got(client, "32.05.09/pengawasan.csv").bytes)

    assert [row[name] for name in ("hal", "pengawas", "berkala", "batas_waktu")] == [
        "Mutu batu jalan",
        "perwakilan Kelompok tani",
        "monthly",
        "2027-06-30",
    ]
