"""``make mutants``: deliberate bugs, each in a copy of the tree, and whether the simulator finds them.

The working tree is never touched. ``SEEDS`` how many are tried on each, ``ONLY`` a part of one's name. The concurrent
ones on PostgreSQL use ``CI_DATABASE_URL``, as ``.ci/run`` does.
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

import psycopg
from rich.console import Console
from rich.table import Table

from tests.simulation.mutant import ROOT, DoesNotApply, Mutant, every

PARTS = ("backend", "budgets", "meetings", "sync", "tests", "villages")
FILES = ("pyproject.toml", "manage.py")
TESTS = {
    "concurrent": ("tests/simulation/test_four_at_once.py", "tests/simulation/test_crowd.py"),
    "histories": ("tests/sync/test_merge_histories.py",),
}
FOUND = re.compile(r"Seed (\d+) breaks a promise[^\n]*\n(.*)")
POSTGRES = os.environ.get("CI_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
WIDTH = 150
LONGEST = 80


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant."""

    word: str
    where: str = ""
    how: str = ""

    @property
    def good(self) -> bool:
        return self.word in ("caught", "needs PostgreSQL")


def judge(mutant: Mutant, seeds: str) -> Verdict:
    """Puts one mutant into a fresh copy and looks for what catches it."""
    if mutant.database == "postgresql" and not _postgres_answers():
        return Verdict("needs PostgreSQL")
    with tempfile.TemporaryDirectory(prefix="rembuk-mutant-") as folder:
        _copy_tree(Path(folder))
        try:
            mutant.apply(Path(folder))
        except DoesNotApply as wrong:
            return Verdict("does not apply", how=str(wrong))
        if mutant.suite == "seeds":
            return _simulated(folder, seeds)
        return _tested(mutant, folder)


def _postgres_answers() -> bool:
    try:
        psycopg.connect(POSTGRES, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _copy_tree(to: Path) -> None:
    """What a run needs, without the phone app."""
    for part in PARTS:
        shutil.copytree(ROOT / part, to / part, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for name in FILES:
        shutil.copy(ROOT / name, to / name)


def _simulated(folder: str, seeds: str) -> Verdict:
    env = {name: value for name, value in os.environ.items() if name not in ("SEED", "FIRST", "DATABASE_URL")}
    command = [sys.executable, "-m", "tests.simulation"]
    run = subprocess.run(
        command, cwd=folder, env={**env, "SEEDS": seeds, "COLUMNS": "200"}, text=True, capture_output=True
    )
    if found := FOUND.search(run.stdout):
        return Verdict("caught", f"seed {found[1]}", found[2].strip())
    return Verdict("SURVIVES" if run.returncode == 0 else "BROKEN", how=run.stderr.strip()[-LONGEST:])


def _tested(mutant: Mutant, folder: str) -> Verdict:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if mutant.database == "postgresql":
        env["DATABASE_URL"] = POSTGRES
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:randomly", *TESTS[mutant.suite]]
    run = subprocess.run(command, cwd=folder, env=env, text=True, capture_output=True)
    how = next((line[1:].strip() for line in run.stdout.splitlines() if line.startswith("E  ")), "")
    where = mutant.database if mutant.suite == "concurrent" else mutant.suite
    return Verdict("caught" if run.returncode == 1 else "SURVIVES", where, how)


def main() -> int:
    """Tries every mutant and prints the table; 1 where one survives."""
    console = Console(width=WIDTH)
    table = Table("mutant", "what it breaks", "verdict", "by", "seconds", "first broken promise")
    verdicts = []
    for mutant in every():
        if os.environ.get("ONLY", "") not in mutant.name:
            continue
        begun = time.monotonic()
        with console.status(mutant.name):
            verdict = judge(mutant, os.environ.get("SEEDS", "200"))
        verdicts.append(verdict)
        seconds = f"{time.monotonic() - begun:.0f}"
        table.add_row(mutant.name, mutant.breaks, verdict.word, verdict.where, seconds, verdict.how[:LONGEST])
        console.print(f"{mutant.name}: {verdict.word} {verdict.where}")
    console.print(table)
    caught = sum(one.word == "caught" for one in verdicts)
    console.print(f"{caught} of {len(verdicts)} caught")
    return 0 if all(one.good for one in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
