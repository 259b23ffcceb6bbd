"""``make mutants``: deliberate bugs, each in a copy of the tree, and whether the simulator finds them.

A mutant is a patch whose first line says what it breaks; ``suite: postgres`` beneath it asks for really concurrent
processes. The working tree is never touched. ``SEEDS`` how many are tried on each, ``ONLY`` a part of one's name.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
PARTS = ("backend", "budgets", "meetings", "sync", "tests", "villages")
FILES = ("pyproject.toml", "manage.py")
FOUND = re.compile(r"Seed (\d+) breaks a promise[^\n]*\n(.*)")
CONCURRENT = "suite: postgres"
WIDTH = 130


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant."""

    name: str
    word: str
    seed: str = ""
    how: str = ""
    seconds: float = 0.0


def copy_tree(to: Path) -> None:
    """What a run needs, without the phone app."""
    for part in PARTS:
        shutil.copytree(ROOT / part, to / part, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for name in FILES:
        shutil.copy(ROOT / name, to / name)


def judge(patch: Path, seeds: str) -> Verdict:
    """Applies one patch to a fresh copy and looks for a seed that catches it."""
    text = patch.read_text(encoding="utf-8")
    concurrent = CONCURRENT in text.splitlines()
    if concurrent and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return Verdict(patch.stem, "needs PostgreSQL")
    with tempfile.TemporaryDirectory(prefix="rembuk-mutant-") as folder:
        copy_tree(Path(folder))
        applied = subprocess.run(["patch", "-p1", "-s", "-F3"], cwd=folder, input=text, text=True, capture_output=True)
        if applied.returncode:
            return Verdict(patch.stem, "does not apply", how=applied.stdout.strip().splitlines()[-1])
        begun = time.monotonic()
        verdict = _concurrent(patch, folder) if concurrent else _simulated(patch, folder, seeds)
        return Verdict(verdict.name, verdict.word, verdict.seed, verdict.how, time.monotonic() - begun)


def _simulated(patch: Path, folder: str, seeds: str) -> Verdict:
    env = {**os.environ, "SEEDS": seeds, "COLUMNS": "200"}
    env.pop("SEED", None)
    run = subprocess.run(
        [sys.executable, "-m", "tests.simulation"], cwd=folder, env=env, text=True, capture_output=True
    )
    found = FOUND.search(run.stdout)
    if found:
        return Verdict(patch.stem, "caught", found[1], found[2].strip()[:70])
    return Verdict(patch.stem, "SURVIVES" if run.returncode == 0 else "BROKEN", how=run.stderr.strip()[-70:])


def _concurrent(patch: Path, folder: str) -> Verdict:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "tests/simulation/postgres"]
    run = subprocess.run(command, cwd=folder, text=True, capture_output=True)
    how = next((line for line in run.stdout.splitlines() if line.startswith("E  ")), "")
    return Verdict(patch.stem, "caught" if run.returncode == 1 else "SURVIVES", "-", how[1:].strip()[:70])


def main() -> int:
    """Tries every mutant and prints the table; 1 where one survives."""
    console = Console(width=WIDTH)
    table = Table("mutant", "verdict", "seed", "seconds", "first broken promise")
    patches = sorted(Path(__file__).with_name("mutants").glob("*.patch"))
    wanted = [one for one in patches if os.environ.get("ONLY", "") in one.name]
    verdicts = []
    for patch in wanted:
        with console.status(patch.stem):
            verdicts.append(judge(patch, os.environ.get("SEEDS", "200")))
        last = verdicts[-1]
        table.add_row(last.name, last.word, last.seed, f"{last.seconds:.0f}", last.how)
        console.print(f"{last.name}: {last.word}")
    console.print(table)
    return 0 if all(one.word in {"caught", "needs PostgreSQL"} for one in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
