"""``make fuzz``: atheris leads bytes into every branch of the targets; each in a process of its own, its seed printed.

``python -m tests.fuzz --only text --seed 7`` plays one again. What breaks a target is left in ``artifacts/fuzz``.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
RUNS = 1_000_000
DEAR = {"table": 100_000}
"""Targets that take longer than the others, with their runs."""
FOUND = ROOT / "artifacts" / "fuzz"


def main() -> int:
    """Runs them; answers how many broke."""
    said = argparse.ArgumentParser(prog="python -m tests.fuzz")
    said.add_argument("--only")
    said.add_argument("--runs", type=int)
    said.add_argument("--seed", type=int, default=SystemRandom().randrange(1, 2**31))
    said.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = said.parse_args()
    if asked.inside:
        _fuzz(asked.only, asked.runs, asked.seed)
    names = [asked.only] if asked.only else list(_names())
    return sum(not _one(name, asked.runs or DEAR.get(name, RUNS), asked.seed) for name in names)


def _names() -> list[str]:
    from tests.fuzz.targets import TARGETS  # noqa: PLC0415 -- Django has to be set up first

    return list(TARGETS)


def _one(name: str, runs: int, seed: int) -> bool:
    began = time.monotonic()
    command = [sys.executable, "-m", "tests.fuzz", "--inside", "--only", name, "--runs", str(runs), "--seed", str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    took = time.monotonic() - began
    sys.stdout.write(f"{name}: {runs} runs, seed {seed}, {took:.0f} s: {'BROKE' if done.returncode else 'held'}\n")
    sys.stdout.flush()
    if done.returncode:
        sys.stdout.write(done.stdout[-3000:] + done.stderr[-3000:])
    return done.returncode == 0


def _fuzz(name: str, runs: int, seed: int) -> None:
    import atheris  # noqa: PLC0415 -- there on Linux alone

    with atheris.instrument_imports(include=["sync", "merge3", "budgets.intake", "villages.board.spreadsheet"]):
        from tests.fuzz.targets import SEEDS, TARGETS  # noqa: PLC0415 -- is followed from here on

    with TemporaryDirectory() as corpus:
        for number, content in enumerate(SEEDS[name]):
            Path(corpus, str(number)).write_bytes(content)
        FOUND.mkdir(parents=True, exist_ok=True)
        words = [f"-atheris_runs={runs}", f"-seed={seed}", f"-artifact_prefix={FOUND}/{name}-", "-max_len=400"]
        atheris.Setup([sys.argv[0], *words, corpus], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    sys.exit(main())
