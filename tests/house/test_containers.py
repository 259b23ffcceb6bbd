"""The container files start what the units start, with variables that are explained: seen without an engine."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs" / "operations.md").read_text()
COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
VENV = "/srv/rembuk/app/.venv/bin/"
OF_OTHERS = {"PATH", "PYTHONDONTWRITEBYTECODE", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD_FILE", "NAME"}
"""What Python, PostgreSQL's image and the build itself read."""
UNITS = {
    "web-1": "rembuk-web",
    "web-2": "rembuk-web",
    "worker-checks": "rembuk-worker-checks",
    "worker-files": "rembuk-worker-files",
    "beat": "rembuk-beat",
}


def steps():
    """The Containerfile's instructions, each with its words."""
    text = (ROOT / "deploy" / "Containerfile").read_text()
    kept = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    lines = re.sub(r"\\\n", " ", kept).splitlines()
    return [tuple(line.split(maxsplit=1)) for line in lines if line.strip()]


def said(instruction):
    return [words for name, words in steps() if name == instruction]


def started_by(unit):
    """What systemd starts, as it is called where the programs are on the path and celery fills in the host's name."""
    read = configparser.RawConfigParser(strict=False, interpolation=None)
    read.read(ROOT / "deploy" / f"{unit}.service")
    return shlex.split(read["Service"]["ExecStart"].removeprefix(VENV).replace("%H", "%h"))


@pytest.mark.parametrize("service", UNITS)
def test_a_container_starts_what_the_unit_starts(service):
    image = yaml.safe_load(said("CMD")[0])

    assert COMPOSE["services"][service].get("command", image) == started_by(UNITS[service])


def test_nothing_runs_as_root_nor_writes_outside_its_folders():
    assert said("USER") == ["rembuk"]
    assert said("VOLUME") == ["/srv/rembuk/var"]
    for service in UNITS:
        known = COMPOSE["services"][service]
        assert (known["read_only"], known["cap_drop"]) == (True, ["ALL"])
        # two containers with one number for a process would write one file of figures
        assert [place.partition(":")[0] for place in known["tmpfs"]] == ["/tmp", "/srv/rembuk/var/metrics"]  # noqa: S108
        assert known["security_opt"] == ["no-new-privileges:true"]


def test_every_variable_is_explained():
    written = {name for words in said("ENV") for name in re.findall(r"(\w+)=", words)}
    written |= {name for one in COMPOSE["services"].values() for name in one.get("environment", {})}
    explained = set(re.findall(r"`([A-Z][A-Z_]+)`", PAGE.split("## A server, step by step")[0]))

    asked = {name.removesuffix("_FILE") for name in written - OF_OTHERS}
    assert len(asked) > 8
    assert asked - explained == set()


def test_secrets_are_files_that_the_docs_name_and_none_goes_into_an_image():
    chapter = PAGE.split("### In containers")[1].split("\n## ")[0]
    files = {one["file"] for one in COMPOSE["secrets"].values()}
    used = {name for one in COMPOSE["services"].values() for name in one.get("secrets", ())}

    assert used == set(COMPOSE["secrets"])
    assert [file for file in files if f"`{Path(file).name}`" not in chapter] == []
    copied = {source for words in said("COPY") for source in words.split()[:-1] if not source.startswith("--")}
    assert not [source for source in copied if re.search(r"(^|/)(env|secrets|\.)$", source)]


def test_what_is_copied_is_there_and_every_floor_is():
    copied = {source for words in said("COPY") if not words.startswith("--from") for source in words.split()[:-1]}

    assert [source for source in copied if not (ROOT / source).exists()] == []
    assert {"backend", "villages", "sync", "meetings", "budgets", "deploy", "manage.py"} <= copied


def test_the_steps_are_those_of_the_docs():
    steps_of_docs = PAGE.split("## A server, step by step")[1]
    run = " && ".join(said("RUN"))

    assert "make phone" in run
    assert "`$ make phone`" in steps_of_docs
    for made in re.findall(r"install -d -o rembuk .*?(?= &&|$)", run):
        assert made.strip() in steps_of_docs, made
    for package in ("make", "nginx", "libnginx-mod-http-brotli-static"):
        assert re.search(rf"install -y --no-install-recommends [^&]*\b{package}\b", run)
        assert re.search(rf"^ *# apt install .*\b{package}\b", steps_of_docs, re.MULTILINE)


def test_nginx_in_its_container_asks_both_web_servers(tmp_path):
    shutil.copy(ROOT / "docs" / "nginx.conf", tmp_path / "rembuk.conf")
    command = next(words for words in said("RUN") if "sed" in words).replace("/etc/nginx/conf.d", str(tmp_path))

    subprocess.run(["sh", "-c", command], env={"NAME": "desa.garut.go.id", "PATH": "/usr/bin:/bin"}, check=True)

    conf = (tmp_path / "rembuk.conf").read_text()
    assert re.findall(r"^    server (\S+) max_fails=2 fail_timeout=5s;$", conf, re.MULTILINE) == [
        "web-1:8000",
        "web-2:8000",
    ]
    assert conf.count("server_name desa.garut.go.id;") == 2
    assert "example" not in conf
