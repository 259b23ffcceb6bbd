"""A process with several phones that speak with a real server over real sockets, until they are told to stop."""

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

from tests.simulation import people
from tests.simulation.handset import Handset
from tests.simulation.witness import Broken, Witness

REAL = ("meeting", "attendance", "attendance")
TRIES = 100
PASSWORD = "musyawarah-uji"


@dataclass(frozen=True)
class Line:
    """The way to a server. A cut connection or a 503 is ``None``: nobody knows what became of the request."""

    address: str

    def post(self, path: str, body: Any, token: str = "") -> tuple[int, dict[str, Any]] | None:
        """One request."""
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Token {token}"} if token else {})
        request = urllib.request.Request(f"{self.address}{path}", json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, json.load(refusal)
        except (OSError, ValueError, EOFError):
            return None
        except Exception as cut:
            if "IncompleteRead" in type(cut).__name__ or "Disconnected" in type(cut).__name__:
                return None
            raise

    def sign_in(self, username: str, number: str) -> str:
        """A token; waits for a server that is being started."""
        device = {"id": number, "name": username, "platform": "uji", "app_version": "1"}
        for _ in range(TRIES):
            found = self.post("/api/auth/login", {"username": username, "password": PASSWORD, "device": device})
            if found and found[0] == 200:
                return str(found[1]["token"])
            time.sleep(0.1)
        raise Broken(f"{username} cannot sign in")


class Client:
    """Plays some phones in turn and keeps the book on what they were told."""

    def __init__(self, address: str, owners: dict[str, str], seed: int) -> None:
        self.line, self.owners, self.rng = Line(address), owners, Random(seed)
        self.witness = Witness()
        self.phones = [Handset(name, name, people.new_id(self.rng)) for name in sorted(owners)]
        self.answered = 0

    def exchange(self, phone: Handset) -> bool:
        """One exchange; ``True`` where there is more to ask for or no answer came."""
        if not phone.state["token"]:
            phone.state["token"] = self.line.sign_in(phone.username, phone.number)
        asked = phone.seal(20, self.rng.choice([2, 50, 500]))
        saw = {one["id"]: one["saw"] for one in phone.state["outbox"]}
        for change in asked["changes"]:
            self.witness.offer(change, (self.owners[phone.name], phone.number), saw[change["id"]])
        found = self.line.post("/api/sync/v1/exchange", asked, phone.state["token"])
        if found is None or found[0] == 503:
            self.witness.lost_on_the_way(asked["changes"])
            time.sleep(0.05)
            return True
        status, body = found
        if status != 200:
            raise Broken(f"{phone.name} was answered {status}: {body}")
        self.answered += 1
        self.witness.hear(asked["changes"], body["results"])
        for result in body["results"]:
            self.witness.tell(result)
        return phone.accept(phone.state["request"], body, 0)

    def load(self, until: float) -> None:
        """Records and sends until the clock says so."""
        while time.time() < until:
            phone = self.rng.choice(self.phones)
            for _ in range(self.rng.randint(0, 3)):
                change = people.edit(self.rng, phone, datetime.now(UTC).isoformat(), REAL)  # noqa: TID251 -- a phone's clock
                if change is not None:
                    phone.record(change)
            self.exchange(phone)

    def calm(self) -> None:
        """Sends what is left and reads what there is."""
        for phone in self.phones:
            for _ in range(TRIES):
                if not self.exchange(phone) and not phone.state["outbox"]:
                    break
            else:
                raise Broken(f"the outbox of {phone.name} does not empty")


def run(address: str, owners: dict[str, str], seed: int, until: float, barrier: Any, results: Any) -> None:
    """A process's whole life; puts the client, or what broke, into ``results``."""
    client = Client(address, owners, seed)
    try:
        client.load(until)
        client.calm()
        barrier.wait(60)  # from here on nobody writes
        client.calm()
    except Exception as wrong:
        barrier.abort()
        results.put(f"{type(wrong).__name__}: {wrong}")
    else:
        results.put(client)
