"""What it costs that tables are split by village, over whole ones: ``python -m bench.parts postgres``."""

from bench.figures import Figure, main
from bench.scale import beside, record
from bench.stage import Stage, run

VILLAGES, ENTRIES = 1_000, 100
PARTS = 16


def measure(stage: Stage) -> list[Figure]:
    """The same on tables in sixteen parts and on whole ones; SQLite has no parts."""
    if stage.server is None:
        return []
    databases = [stage.database(name) for name in ("split", "whole")]
    split, whole = (
        {**stage.world(one), "DATABASE_PARTITIONS": n} for one, n in zip(databases, (str(PARTS), "0"), strict=True)
    )
    for world in (split, whole):
        record(stage, world, ENTRIES)
        run(world, "manage.py", "shell", "--command", f"from bench.seed import fill; fill({VILLAGES})")
    stage.count(*databases)
    return beside(stage, split, whole, f"in {PARTS} parts, over whole tables")


if __name__ == "__main__":
    main(measure)
