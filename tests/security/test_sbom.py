"""``make sbom`` names every package that is locked: the server's and the phone's."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def made():
    done = subprocess.run(["make", "sbom"], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    place = ROOT / "artifacts" / "sbom"
    return {name: json.loads((place / f"{name}.cdx.json").read_text()) for name in ("server", "phone")}


def named(bill):
    return {(f"{one['group']}/" if one.get("group") else "") + one["name"] for one in bill["components"]}


def test_the_servers_bill_names_every_locked_package_and_its_version(made):
    locked = set(PINNED.findall((ROOT / "requirements" / "run.txt").read_text()))
    listed = {(one["name"].lower().replace("_", "-"), one["version"]) for one in made["server"]["components"]}

    assert made["server"]["bomFormat"] == "CycloneDX"
    assert len(locked) > 50
    assert {(name.replace("_", "-").replace(".", "-"), version) for name, version in locked} - {
        (name.replace(".", "-"), version) for name, version in listed
    } == set()
    assert all(one["purl"].startswith("pkg:pypi/") for one in made["server"]["components"])


def test_the_phones_bill_names_every_locked_package(made):
    lock = json.loads((ROOT / "mobile" / "package-lock.json").read_text())
    locked = {
        path.rsplit("node_modules/", 1)[1] for path, one in lock["packages"].items() if path and not one.get("optional")
    }

    assert made["phone"]["bomFormat"] == "CycloneDX"
    assert locked - named(made["phone"]) == set()
    assert "preact" in named(made["phone"])


def test_every_locked_package_has_its_hash():
    for name in ("run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        entries = re.split(r"\n(?=[a-z0-9])", text)
        assert [entry.split("==")[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []
    lock = json.loads((ROOT / "mobile" / "package-lock.json").read_text())
    assert [path for path, one in lock["packages"].items() if path and "integrity" not in one] == []
    assert "resolved" not in json.dumps(lock)
