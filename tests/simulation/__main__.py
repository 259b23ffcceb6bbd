"""``make simulate``: plays seeds in all processors until one breaks a promise, and says how to play that one again.

``SEEDS=10000`` how many, ``FIRST=0`` from where, ``SEED=123`` one of them with its whole trace, ``JOBS`` processes.
"""

import os
import subprocess
import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tests.simulation import stage
from tests.simulation.search import play, search

console = Console()


def simulate(seeds: range, jobs: int) -> int:
    """Plays with a progress bar; the process's exit code."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("seeds", total=len(seeds))
        broken = search(seeds, jobs, lambda: progress.advance(task))
    if broken is None:
        console.print(f"{len(seeds)} seeds kept every promise.")
        return 0
    console.print(f"[bold]Seed {broken.seed} breaks a promise[/] (trace {broken.digest}, commit {_commit()}):")
    console.print(broken.broken, markup=False)
    console.print(f"\nPlay it again with its whole trace: SEED={broken.seed} make simulate")
    return 1


def _commit() -> str:
    run = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return run.stdout.strip() or "unknown"


def replay(seed: int) -> int:
    """Plays one seed and prints its trace."""
    stage.prepare()
    from tests.simulation.world import toy_kinds  # noqa: PLC0415

    with stage.fresh_database(str(os.getpid())), toy_kinds():
        played = play(seed, aloud=True)
    console.print(f"\ntrace {played.digest}: {played.broken or 'every promise kept'}", markup=False)
    return 1 if played.broken else 0


def main() -> int:
    """Reads the environment."""
    if os.environ.get("SEED"):
        return replay(int(os.environ["SEED"]))
    first = int(os.environ.get("FIRST", "0"))
    count = int(os.environ.get("SEEDS", "10000"))
    return simulate(range(first, first + count), int(os.environ.get("JOBS", os.cpu_count() or 1)))


if __name__ == "__main__":
    sys.exit(main())
