"""The units under ``deploy/`` are read by systemd itself where it is there, and start what this repository has."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = Path(settings.BASE_DIR)
UNITS = sorted([*(ROOT / "deploy").glob("*.service"), *(ROOT / "deploy").glob("*.timer")])
PAGE = (ROOT / "docs" / "operations.md").read_text()
HOME = "/srv/rembuk/app"


def read(path):
    """systemd's files are nearly those of Python; names keep their case."""
    unit = configparser.RawConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read(path)
    return unit


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_is_whole(path, tmp_path):
    unit = read(path)
    assert unit["Unit"]["Description"].startswith("Rembuk Desa")
    if path.suffix == ".timer":
        assert path.with_suffix(".service") in UNITS
    else:
        service = unit["Service"]
        assert (service["User"], service["EnvironmentFile"]) == ("rembuk", "/etc/rembuk/env")
        assert service["NoNewPrivileges"] == "true"
        assert service["WorkingDirectory"] == HOME
    assert f"{path.stem}" in PAGE
    program = shutil.which("systemd-analyze")
    if program:
        here = str(Path(sys.executable).parent)
        for one in UNITS:
            (tmp_path / one.name).write_text(one.read_text().replace(f"{HOME}/.venv/bin", here))
        done = subprocess.run(
            [program, "verify", "--man=no", str(tmp_path / path.name)], capture_output=True, text=True, check=False
        )
        assert [line for line in done.stderr.splitlines() if "rembuk-" in line] == []


@pytest.mark.parametrize("path", [one for one in UNITS if one.suffix == ".service"], ids=lambda path: path.name)
def test_a_unit_starts_what_there_is(path):
    words = read(path)["Service"]["ExecStart"].split()
    assert words[0].startswith(f"{HOME}/.venv/bin/")
    assert (Path(sys.executable).parent / Path(words[0]).name).exists()
    if words[1] == "manage.py":
        assert words[2] in get_commands()


def test_every_variable_of_the_example_is_documented():
    named = re.findall(r"^([A-Z_]+?)(?:_FILE)?=", (ROOT / "deploy" / "env.example").read_text(), re.MULTILINE)

    assert len(named) > 10
    assert [name for name in named if f"`{name}`" not in PAGE] == []


def test_the_docs_call_commands_that_there_are():
    called = set(re.findall(r"manage\.py ([a-z_]+)", PAGE))

    assert len(called) > 15
    assert called - set(get_commands()) == set()


def test_gunicorn_reads_its_settings():
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--check-config", "--config", "deploy/gunicorn.conf.py", "backend.wsgi"],
        cwd=ROOT,
        env={"DEBUG": "1", "PATH": "/usr/bin:/bin", "DATA_DIR": str(settings.DATA_DIR)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_every_figure_is_explained():
    code = "".join(
        (ROOT / path).read_text() for path in ("sync/measures.py", "backend/metrics.py", "backend/figures.py")
    )
    counted = set(re.findall(r'"(rembuk_\w+)"', code))
    explained = {name.removesuffix("_total") for name in re.findall(r"`(rembuk_\w+)", PAGE)}

    assert len(counted) > 15
    assert counted == explained
