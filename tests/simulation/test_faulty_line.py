"""A phone behind a line that cuts, doubles, swallows and lies; a real server behind it."""

from dataclasses import replace

import pytest

from sync.models import LedgerEntry
from tests.simulation.client import Client
from tests.simulation.crowd import hold_to_account
from tests.simulation.line import Line
from tests.simulation.proxy import Fault, Proxy

PATIENCE = 5
CUTS = [*range(0, 900, 30), -100, -10, -2, -1]


def somebody_says(status, media_type, body):
    """A whole HTTP answer that does not come from our server."""
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return Fault(instead=(head + body).encode())


PORTAL = "<html><body>Silakan masuk ke WiFi desa</body></html>"
STRANGERS = {
    "a portal": somebody_says("200 OK", "text/html", PORTAL),
    "a portal that calls its page JSON": somebody_says("200 OK", "application/json", PORTAL),
    "a portal that speaks JSON": somebody_says("200 OK", "application/json", '{"login": "required"}'),
    "a portal with a list": somebody_says("200 OK", "application/json", "[]"),
    "a portal elsewhere": somebody_says("302 Found\r\nLocation: http://127.0.0.1:9/masuk", "text/html", ""),
    "a portal that wants a sign-in": somebody_says("401 Unauthorized", "text/html", PORTAL),
    "a portal that forbids": somebody_says("403 Forbidden", "text/html", PORTAL),
    "a portal that quarrels": somebody_says("409 Conflict", "application/json", '{"villages": []}'),
    "a tired proxy": somebody_says("503 Service Unavailable", "text/html", ""),
    "a tired gateway": somebody_says("502 Bad Gateway", "application/json", '{"error": "upstream"}'),
    "nobody": Fault(instead=b""),
    "noise": Fault(instead=b"\x00\xff\r\n\r\n"),
    "a wrong length": Fault(
        instead=b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{}"
    ),
}


class Story:
    """Siti's phone: records, meets a fault, and sends again."""

    def __init__(self, people, host, proxy):
        self.people, self.host, self.proxy = people, host, proxy
        owners = {name: str(person.pk) for name, person in people.people.items()}
        self.client = Client(Line(proxy.port, PATIENCE), owners, seed=0)
        self.phone = self.client.phones[0]
        self.effects = 0
        self.client.session(self.phone)

    def send_into(self, *faults):
        """Records something, sends it into the faults, then without; answers what the faulty exchanges said."""
        while not self.phone.state["outbox"]:
            self.client.record(self.phone, 4)
        waiting = [one["id"] for one in self.phone.state["outbox"]]
        token = self.phone.state["token"]
        self.proxy.befall(*faults)
        if any(one.twice for one in faults):  # whose first copy the phone knows nothing of
            self.client.witness.lost_on_the_way(self.phone.state["outbox"])
        said = []
        for _ in faults:
            said.append(self.client.exchange(self.phone))
            if said[-1] is None:
                assert [one["id"] for one in self.phone.state["outbox"]] == waiting
                assert self.phone.state["token"] == token
        assert self.proxy.spent
        self.client.settle_down()
        self.effects += len(waiting)
        return said

    def check(self):
        """Each change took effect once, and everything else that the checker knows of."""
        self.host.show()
        accepted = {one["change"] for one in LedgerEntry.objects.values("change")}
        assert len(accepted) == LedgerEntry.objects.count()
        assert self.effects == len(self.client.witness.told)
        hold_to_account(self.people, [self.client])


@pytest.fixture
def story(serve):
    people, host = serve(villages=1, phones=1)
    with Proxy(host.port).running() as proxy:
        yield Story(people, host, proxy)


def test_a_request_may_be_cut_at_any_byte(story):
    for cut in CUTS:
        assert story.send_into(Fault(request_until=cut)) == [None], cut
    story.check()


def test_a_reply_may_be_cut_at_any_byte(story):
    for cut in CUTS:
        assert story.send_into(Fault(reply_until=cut)) == [None], cut
    story.check()


def test_nobody_else_is_taken_for_the_server(story):
    for name, fault in STRANGERS.items():
        assert story.send_into(fault) == [None], name
    story.check()


def test_a_request_may_arrive_twice_or_its_answer_never(story):
    for _ in range(10):
        assert None not in story.send_into(Fault(twice=True))
        assert story.send_into(Fault(reply_until=0), Fault(reply_until=0), Fault(twice=True))[:2] == [None, None]
        assert story.send_into(Fault(twice=True, reply_until=0)) == [None]
    story.check()


def test_a_line_that_hangs_is_given_up(story):
    story.client.line = replace(story.client.line, patience=0.3)

    assert story.send_into(Fault(hangs=True), Fault(hangs=True)) == [None, None]
    story.check()
