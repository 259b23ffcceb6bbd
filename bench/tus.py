"""Ten photographs over our tus and over npm's ``@tus/server``: ``python -m bench.tus [postgres]``."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from bench.client import Line, Phone
from bench.figures import Figure, Turn, compare, main
from bench.machine import ROOT, free_port, running
from bench.photos import photo
from bench.stage import Side, Stage, prepare

PHOTOS, ROUNDS, GOAL = 10, 15, 0.8
NODE, PEER = ROOT / ".venv" / "bin" / "node", ROOT / "bench" / "peers" / "tus" / "server.js"
TUS = {"Tus-Resumable": "1.0.0"}
OCTETS = {"Content-Type": "application/offset+octet-stream"}


@contextmanager
def peer(stage: Stage) -> Iterator[Side]:
    """npm's server on an empty folder."""
    port = free_port()
    with running([str(NODE), str(PEER), str(stage.folder / "peer"), str(port)], port=port, world={}) as pid:
        yield Side(f"http://127.0.0.1:{port}", (pid,))


def _metadata(phone: Phone, data: bytes) -> str:
    said = {"sha256": hashlib.sha256(data).hexdigest(), "filetype": "image/jpeg", "village": phone.village}
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in said.items())


def post_and_patch(line: Line, path: str, data: bytes, headers: dict[str, str]) -> None:
    """Creation, then all bytes."""
    begun = line.ask("POST", path, {**TUS, **headers, "Upload-Length": str(len(data))}, b"")
    place = "/" + begun.headers["Location"].removeprefix("http://").partition("/")[2]
    sent = {**TUS, **headers, **OCTETS, "Upload-Offset": "0"}
    if line.ask("PATCH", place, sent, data).headers["Upload-Offset"] != str(len(data)):
        raise RuntimeError(f"{place} is not whole")


def post_only(line: Line, path: str, data: bytes, headers: dict[str, str]) -> None:
    """Creation with all bytes."""
    sent = {**TUS, **OCTETS, **headers, "Upload-Length": str(len(data))}
    if line.ask("POST", path, sent, data).headers["Upload-Offset"] != str(len(data)):
        raise RuntimeError(f"{path} did not take the whole")


def measure(stage: Stage) -> list[Figure]:
    """Both ways of sending on our side; the peer always by POST and PATCH."""
    world = stage.world(stage.database("tus"))
    prepare(world, villages=1)
    with stage.serve("backend.wsgi", world) as ours, peer(stage) as theirs:
        phone, line = Phone(ours.address, 0), Line(theirs.address)
        phone.sign_in()
        photos = {seed: photo(seed) for seed in range(2 * (ROUNDS + 1) * PHOTOS)}
        metadata = {seed: {"Upload-Metadata": _metadata(phone, data)} for seed, data in photos.items()}

        def ten(number: int, way: int) -> range:
            return range((2 * number + way) * PHOTOS, (2 * number + way + 1) * PHOTOS)

        def mine(number: int) -> None:
            for seed in ten(number, 0):
                post_and_patch(phone.line, "/api/sync/v1/files/", photos[seed], {**phone.headers, **metadata[seed]})

        def mine_at_once(number: int) -> None:
            for seed in ten(number, 1):
                post_only(phone.line, "/api/sync/v1/files/", photos[seed], {**phone.headers, **metadata[seed]})

        def other(number: int) -> None:
            for seed in ten(number, 0):
                post_and_patch(line, "/files", photos[seed], metadata[seed])

        rival = Turn(theirs, other, PHOTOS)
        name = "a photo through tus with SHA-256 and fsync, over @tus/server with POST + PATCH"
        return [
            compare(f"{name}: POST + PATCH", Turn(ours, mine, PHOTOS), rival, rounds=ROUNDS, goal=GOAL),
            compare(f"{name}: one POST", Turn(ours, mine_at_once, PHOTOS), rival, rounds=ROUNDS, goal=GOAL),
        ]


if __name__ == "__main__":
    main(measure)
