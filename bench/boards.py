"""What the public board costs: ``python -m bench.boards [postgres] [weight] [render] [requests] [paper] [paint]``.

Without a part's name all of them. It raises the demonstration, which takes a minute. ``requests`` needs nginx,
``paint`` Chromium. The figures are milliseconds and kilobytes, so that each goal is an upper bound.
"""

import json
import resource
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from bench.client import Line
from bench.figures import Figure, Turn, compare, show
from bench.nginx import nginx
from bench.stage import Side, Stage, run, stage
from tests.browser.available import chromium
from tests.browser.conftest import QUIET
from tests.browser.paint import SLOW, painted

KB = 1024
LIKE = "32.05.09.2006"
"""The village of the demonstration with the most on its page."""
HOME = f"/desa/{LIKE}/"
FORMS = ("br", "gz")
COUNTRY = (250, 500, 1_000)
ROUNDS, REQUESTS = 8, 300
SHELL = ("manage.py", "shell", "--verbosity", "0", "--command")


def weight(place: Stage, world: dict[str, str]) -> list[Figure]:
    """The heaviest village page of the demonstration and the stylesheet, as they cross the wire."""
    run(world, "manage.py", "render_boards", "--jobs", "1")
    data = Path(world["DATA_DIR"])
    pages = [one for one in (data / "boards/desa").glob("*/index.html") if not one.parent.name.startswith("98")]
    heaviest = max(pages, key=lambda one: one.stat().st_size)
    style = next(one for one in (data / "static/board").glob("board.*.css"))
    return [
        Figure(
            f"weight: village page and stylesheet, {form}",
            _size(heaviest, form) + _size(style, form),
            goal=14,
            unit="KB",
        )
        for form in FORMS
    ]


def _size(file: Path, form: str) -> float:
    return file.with_name(f"{file.name}.{form}").stat().st_size / KB


def render(place: Stage, world: dict[str, str]) -> list[Figure]:
    """All boards of 250, 500 and 1,000 villages from nothing, by two processes; 50 villages a second are 20 ms each."""
    each: dict[int, float] = {}
    burnt: dict[int, float] = {}
    before = 0
    for size in COUNTRY:
        run(
            world,
            *SHELL,
            f"from bench.publications import copied, forget_files; copied(range({before}, {size}));forget_files()",
        )
        shutil.rmtree(Path(world["DATA_DIR"]) / "boards", ignore_errors=True)
        begun, used = time.perf_counter(), _children()
        print(run(world, "manage.py", "render_boards", "--jobs", "2"), file=sys.stderr)  # noqa: T201 -- progress
        each[size], burnt[size] = (time.perf_counter() - begun) * 1000 / size, (_children() - used) * 1000 / size
        before = size
    few, many = COUNTRY[0], COUNTRY[-1]
    return [
        *(Figure(f"render: a village of {size:,}, by the clock", each[size], goal=20) for size in COUNTRY),
        *(Figure(f"render: a village of {size:,}, processor time", burnt[size], goal=40) for size in COUNTRY),
        Figure(f"render: {many:,} over {few} villages", burnt[many], burnt[few], burnt[many] / burnt[few], goal=1.15),
    ]


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def requests(place: Stage, world: dict[str, str]) -> list[Figure]:
    """A village's page in gzip: Django's views, Django with the files, nginx with the files; processor time each."""
    run(world, "manage.py", "render_boards", "--village", LIKE)
    views = {**world, "STATIC_BOARDS": "0"}
    with (
        place.serve("backend.wsgi", views) as dynamic,
        place.serve("backend.wsgi", world) as kept,
        nginx(place.folder / "nginx", Path(world["DATA_DIR"]), dynamic.address) as (address, pid),
    ):
        before = place.side(address, pid)
        peer = Turn(Side(address, (pid,)), _asking(address), REQUESTS)
        ways = {"Django's views": dynamic, "Django with the files": kept}
        turns = {name: Turn(side, _asking(side.address), REQUESTS) for name, side in ways.items()}
        same = _headers(before.address) == _headers(kept.address)
        print(f"nginx and Django tell the same headers: {same}", file=sys.stderr)  # noqa: T201 -- a check
        return [
            compare(f"requests: {name} over nginx", turn, peer, rounds=ROUNDS, goal=5) for name, turn in turns.items()
        ]


def _headers(address: str) -> dict[str, object]:
    """What both must tell, whoever serves."""
    answer = Line(address).ask("GET", HOME, {"Accept-Encoding": "gzip"})
    changing = {"Date", "Server", "Connection", "ETag", "Last-Modified", "Content-Length", "Transfer-Encoding"}
    told = {name: value for name, value in answer.getheaders() if name not in changing}
    policy = told.pop("Content-Security-Policy", "")
    return {**told, "policy": sorted(policy.split("; "))}


def _asking(address: str) -> Callable[[int], Any]:
    line = Line(address)

    def ask(_round: int) -> None:
        for _ in range(REQUESTS):
            line.ask("GET", HOME, {"Accept-Encoding": "gzip"})

    return ask


def paper(place: Stage, world: dict[str, str]) -> list[Figure]:
    """The official record with the list of 60 people and 25 activities."""
    seconds, size = json.loads(run(world, *SHELL, "from bench.paper import drawn; drawn()").splitlines()[-1])
    return [
        Figure("paper: official record, 60 people, 25 activities", seconds * 1000, goal=2_000),
        Figure("paper: its size", size / KB, goal=300, unit="KB"),
    ]


def paint(place: Stage, world: dict[str, str]) -> list[Figure]:
    """The largest paint of a first visit: 400 kbit/s, 400 ms there and back, a processor four times slower."""
    run(world, "manage.py", "render_boards", "--village", LIKE)
    with (
        place.serve("backend.wsgi", {**world, "STATIC_BOARDS": "0"}) as dynamic,
        nginx(place.folder / "nginx-paint", Path(world["DATA_DIR"]), dynamic.address) as (address, _pid),
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=chromium(), args=QUIET)
        took = sorted(painted(browser, f"{address}{HOME}", SLOW) for _ in range(7))
        browser.close()
    return [Figure("paint: largest, first visit to a village's page", took[3], goal=1_500)]


PARTS = (weight, render, requests, paper, paint)


def raised(place: Stage) -> dict[str, str]:
    """The demonstration on an empty database, with the stylesheet as a server has it."""
    world = {**place.world(place.database("boards")), "STATIC_BOARDS": "1"}
    quiet = {**world, "DEBUG": "1", "STATIC_BOARDS": "0"}
    for command in (("migrate", "--verbosity", "0"), ("demo",)):
        run(quiet, "manage.py", *command)
    run(world, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    return world


def main() -> None:
    """The parts that the command line names, one table."""
    chosen = [one for one in PARTS if one.__name__ in sys.argv[1:]] or list(PARTS)
    with stage(postgres="postgres" in sys.argv[1:]) as place:
        world = raised(place)
        figures = []
        for part in chosen:
            print(part.__name__, file=sys.stderr)  # noqa: T201 -- progress
            figures += part(place, world)
    show(f"{place.name}: python -m bench.boards {' '.join(one.__name__ for one in chosen)}", figures)


if __name__ == "__main__":
    main()
