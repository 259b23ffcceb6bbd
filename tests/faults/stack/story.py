"""A musdes through nginx: recorded on a phone, sent with its photographs, approved at a desk, on the board."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from backend.demo.meeting import submit, write
from backend.demo.plan import Place, Plan, place_of
from backend.demo.server import Server
from backend.demo.story import FIRST_DAY
from tests.factories.villages import PASSWORD
from tests.faults.stack.stage import Stage
from tests.faults.stack.visitor import Visitor
from tests.faults.workers.brokers import wait_until

SEED = "stack"
SEARCH = "/cari/?q=musyawarah"
"""A public page that is no file."""
PHOTOGRAPH = re.compile(r'src="/(desa/[^"?]+/foto/\w+\.jpg)')
DONE_WITHIN = 60
"""Seconds in which workers have done what a message asks of them, on a machine that is busy with other tests."""


@dataclass(frozen=True)
class Published:
    """Where what was published stands, and who saw to it."""

    title: str
    home: str
    page: str
    officer: Visitor
    place: Place


def desk(stage: Stage) -> Visitor:
    """Bu Camat, signed in."""
    found = stage.visitor("127.0.0.21")
    came = found.send("/petugas/masuk/", "/petugas/masuk/", username="bu_camat", password=PASSWORD)
    assert (came.status, came.headers["Location"]) == (302, "/petugas/")
    return found


def place_on(phone: Server) -> Place:
    """The village that this phone records in."""
    seat: dict[str, Any] = phone.exchange([])["access"]["villages"][0]
    facts = {name: seat[name] for name in ("code", "name", "kecamatan", "kabupaten")}
    return place_of(village=UUID(seat["village"]), **facts)


def publish(stage: Stage) -> Published:
    """Plays it all and waits until the workers have done their part."""
    phone = Server(stage.address)
    phone.sign_in("siti", PASSWORD, device=uuid4())
    place = place_on(phone)
    written = write(place, Plan("musdes_rkp", 2027, FIRST_DAY - timedelta(days=9), "submitted"), seed=SEED)
    results = phone.exchange(written.changes)["results"]
    assert {one["outcome"] for one in results} == {"applied"}
    new = [phone.upload(str(place.id), sha256, content) for sha256, content in written.photos.items()]
    assert all(new)
    said = zip(written.changes, results, strict=True)
    base = next(result["version"] for change, result in said if change["record"] == written.meeting)
    handed_in = phone.exchange(submit(place, written, seed=SEED, base=base))["results"]
    assert [one["outcome"] for one in handed_in] == ["applied"]

    officer = desk(stage)
    meeting = f"/petugas/{place.id}/musyawarah/{written.meeting}/"
    seen = re.search(r'name="seen" value="(\w+)"', officer.get(meeting).text)
    assert seen, officer.get(meeting).text
    approved = officer.send(meeting, f"{meeting}setujui/", seen=seen[1], number="")
    assert (approved.status, approved.headers["Location"]) == (302, meeting)
    home = f"/desa/{place.code}/"
    found = Published(written.plan.title, home, f"{home}terbitan/1/", officer, place)
    wait_until(lambda: _is_whole(stage, found), "the board's files are not written", DONE_WITHIN)
    return found


def _is_whole(stage: Stage, found: Published) -> bool:
    """Whether the workers have written the pages, papers and every photograph that they show as files."""
    front, home, page = (stage.boards / one.strip("/") / "index.html" for one in ("/", found.home, found.page))
    if not (front.exists() and home.exists() and page.exists()):
        return False
    photographs = PHOTOGRAPH.findall(page.read_text())
    return bool(photographs) and all(
        (stage.boards / one).exists() for one in (*photographs, f"{found.page}dokumen/berita-acara.pdf".strip("/"))
    )
