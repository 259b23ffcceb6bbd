"""Everything on SQLite and on PostgreSQL: ``make bench``, or ``python -m bench [sqlite|postgres]``."""

import sys

from bench import burst, capacity, chaos, copying, embedded, exchange, fleet, fsyncs, money, parts, scale, tus
from bench.figures import show
from bench.stage import stage

PARTS = (exchange, copying, fsyncs, tus, scale, parts, capacity, money, embedded, fleet, burst, chaos)


def main() -> None:
    """One table a database; a part is told when it begins, since the country takes minutes."""
    for name in sys.argv[1:] or ("sqlite", "postgres"):
        figures = []
        for part in PARTS:
            print(f"{name}: {part.__name__}", file=sys.stderr)  # noqa: T201 -- progress
            with stage(postgres=name == "postgres") as place:
                figures += part.measure(place)
        show(place.name, figures)


if __name__ == "__main__":
    main()
