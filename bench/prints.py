"""How long it takes to find a photograph among five million: ``python -m bench.prints [rows]``, on PostgreSQL.

Hashes are drawn at random with a share of crowded ones, as plain pictures make them; the searched ones are strangers,
copies with up to eleven bits changed, and crowded ones.
"""

import sys
from random import Random

from bench.stage import prepare, run, stage

ROWS = 5_000_000
SEED = """
from bench.prints import fill, measure
fill({rows}); measure({rows})
"""
CROWDS, CROWDED = 2000, 0.05
"""One photograph in twenty lies within four bits of one of so many middles."""
SEARCHES = 200


def fill(rows: int) -> None:
    """So many prints by one statement; ids and files are made up, hashes are random."""
    from django.db import connection  # noqa: PLC0415 -- runs inside the product

    from bench.seed import seed  # noqa: PLC0415
    from villages.models import Village  # noqa: PLC0415

    seed(1)
    village = str(Village.objects.get().pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname LIKE 'photos_by_%%_band'")
        indexes = cursor.fetchall()
        for name, _made_by in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute(
            "CREATE TEMP TABLE middle AS SELECT number, (random() * 18446744073709551615 - 9223372036854775808)"
            "::numeric::bigint AS hash FROM generate_series(1, %s) AS number",
            [CROWDS],
        )
        cursor.execute(
            """
            INSERT INTO meetings_photoprint (village_id, sha256, hash, mirror, paper_percent,
                                             first, second, third, fourth)
            SELECT %s, lpad(to_hex(number), 64, '0'), hash, 0, 0,
                   ((hash >> 48) & 65535)::int, ((hash >> 32) & 65535)::int,
                   ((hash >> 16) & 65535)::int, (hash & 65535)::int
            FROM (SELECT number, CASE WHEN random() < %s
                      THEN (SELECT m.hash FROM middle m WHERE m.number = 1 + (made.number %% %s))
                           # (1::bigint << (random() * 62)::int) # (1::bigint << (random() * 62)::int)
                      ELSE (random() * 2147483647)::bigint << 33 # (random() * 8589934591)::bigint END AS hash
                  FROM generate_series(1, %s) AS made(number)) AS drawn
            """,
            [village, CROWDED, CROWDS, rows],
        )
    with connection.cursor() as cursor:
        for _name, made_by in indexes:  # built afterwards, in a fifth of the time
            cursor.execute(made_by)
        cursor.execute("VACUUM ANALYZE meetings_photoprint")


def measure(rows: int) -> None:
    """Prints the median and the 95th percentile, warm, and that every copy was found."""
    from time import perf_counter  # noqa: PLC0415

    from meetings import prints  # noqa: PLC0415
    from meetings.models import PhotoPrint  # noqa: PLC0415
    from meetings.rules import pictures  # noqa: PLC0415

    chance = Random(5)  # noqa: S311 -- a workload, not a secret
    known = [PhotoPrint.objects.get(pk=chance.randrange(1, rows)) for _search in range(SEARCHES)]

    def search(bits: int, distance: int) -> tuple[float, int]:
        bands = dict(zip(prints.COLUMNS, pictures.bands(bits), strict=True))
        mirror = pictures.signed(chance.getrandbits(64))
        made = PhotoPrint(
            village_id=known[0].village_id,
            sha256="f" * 64,
            hash=pictures.signed(bits),
            mirror=mirror,
            paper_percent=0,
            **bands,
        )
        begun = perf_counter()
        found = prints.near(made, distance=distance)
        return 1000 * (perf_counter() - begun), len(found)

    for name, distance, hashes in (
        ("strangers, 11 bits", 11, [chance.getrandbits(64) for _ in known]),
        ("strangers, 8 bits", 8, [chance.getrandbits(64) for _ in known]),
        ("copies with 11 bits changed", 11, [_changed(pictures.unsigned(one.hash), 11, chance) for one in known]),
        ("copies with 8 bits changed, 8 bits", 8, [_changed(pictures.unsigned(one.hash), 8, chance) for one in known]),
    ):
        search(hashes[0], distance)
        times = [search(bits, distance) for bits in hashes]
        taken = sorted(time for time, _found in times)
        hit = sum(found > 0 for _time, found in times)
        print(  # noqa: T201 -- the figures
            f"{name}: median {taken[len(taken) // 2]:.1f} ms, 95th percentile {taken[len(taken) * 95 // 100]:.1f} ms,"
            f" {hit} of {len(hashes)} found something"
        )


def _changed(bits: int, count: int, chance: Random) -> int:
    return bits ^ sum(1 << place for place in chance.sample(range(64), count))


def main() -> None:
    """An empty PostgreSQL of one's own, filled and asked."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with stage(postgres=True) as place:
        world = place.world(place.database("prints"))
        prepare(world, villages=0)
        print(run(world, "manage.py", "shell", "--verbosity", "0", "--command", SEED.format(rows=rows)))  # noqa: T201


if __name__ == "__main__":
    main()
