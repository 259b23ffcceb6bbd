"""A bad line between two network namespaces: slow, far and lossy, for real TCP and so for service workers too.

The kernel's own ``tc netem`` is missing on many machines; a TUN device in each namespace and this loop between them do
the same. Needs root. ``python -m bench.link NEAR FAR DELAY_MS LOSS_PERCENT KBIT`` runs until it is ended.
"""

import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

NEAR, FAR = "192.0.2.2", "192.0.2.1"
"""The phone's address and the server's (TEST-NET-1: never anybody's)."""
QUEUE = 60
"""Packets that wait before the line; more are dropped, as a base station does."""
_TUNSETIFF, _TUN_WITHOUT_HEADER = 0x400454CA, 0x1001
_DEVICE = "line0"
_PACKET = 2048


@dataclass(frozen=True, slots=True)
class Quality:
    """What a line is like, each way."""

    delay_ms: float
    loss_percent: float
    kbit: float


@dataclass(slots=True)
class Link:
    """Two namespaces, and the line between them that can be cut and changed."""

    near: str
    far: str
    running: subprocess.Popen[bytes] | None = None
    passed: int = 0
    """Bytes from the near side over all lines that ended."""

    def open(self, quality: Quality) -> None:
        """Lays a line; the one before ends."""
        self.cut()
        words = [self.near, self.far, str(quality.delay_ms), str(quality.loss_percent), str(quality.kbit)]
        command = [sys.executable, "-m", "bench.link", *words]
        self.running = subprocess.Popen(command, stdout=subprocess.PIPE)
        said = self.running.stdout
        if said is None or not said.readline():
            raise RuntimeError("the line could not be laid: this needs root, /dev/net/tun and iproute2")

    def cut(self) -> None:
        """No line at all."""
        if self.running:
            self.passed = self.sent()
            self.running.terminate()
            self.running.wait(10)
            self.running = None

    def sent(self) -> int:
        """Bytes from the near side so far, with what TCP and IP spend for them."""
        if not self.running:
            return self.passed
        counter = f"/sys/class/net/{_DEVICE}/statistics/tx_bytes"
        return self.passed + int(subprocess.check_output([*inside(self.near), "cat", counter]))


def inside(namespace: str) -> list[str]:
    """The words before a command that is to run in a namespace."""
    return ["ip", "netns", "exec", namespace]


@contextmanager
def link() -> Iterator[Link]:
    """Two namespaces of our own, gone afterwards; no line between them yet."""
    made = Link(f"near{os.getpid()}", f"far{os.getpid()}")
    try:
        for name in (made.near, made.far):
            subprocess.run(["ip", "netns", "add", name], check=True)
            subprocess.run([*inside(name), "ip", "link", "set", "lo", "up"], check=True)
        yield made
    finally:
        made.cut()
        for name in (made.near, made.far):
            subprocess.run(["ip", "netns", "del", name], check=False)


@dataclass(slots=True)
class _Way:
    """One direction: packets are pushed out at the line's pace and arrive later, or not."""

    out: int
    free: float = 0.0
    waiting: list[tuple[float, int, bytes]] = field(default_factory=list)


def carry(near: str, far: str, quality: Quality) -> None:
    """Carries packets for ever."""
    ends = (_device(near, NEAR, FAR), _device(far, FAR, NEAR))
    ways = {ends[0]: _Way(ends[1]), ends[1]: _Way(ends[0])}
    dice = random.Random(7)  # noqa: S311 -- which packets are lost
    number = 0
    sys.stdout.write("open\n")
    sys.stdout.flush()
    while True:
        due = min((way.waiting[0][0] for way in ways.values() if way.waiting), default=time.monotonic() + 1)
        ready, _w, _x = select.select(ends, [], [], max(0.0, due - time.monotonic()))
        for end in ready:
            packet, way, number = os.read(end, _PACKET), ways[end], number + 1
            if dice.random() * 100 < quality.loss_percent or len(way.waiting) >= QUEUE:
                continue
            way.free = max(time.monotonic(), way.free) + len(packet) * 8 / (quality.kbit * 1000)
            heapq.heappush(way.waiting, (way.free + quality.delay_ms / 1000, number, packet))
        for way in ways.values():
            while way.waiting and way.waiting[0][0] <= time.monotonic():
                os.write(way.out, heapq.heappop(way.waiting)[2])


def _device(namespace: str, own: str, peer: str) -> int:
    """A TUN device inside a namespace; its end stays with us."""
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    there = os.open(Path("/run/netns", namespace), os.O_RDONLY)
    _enter(there)
    end = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(end, _TUNSETIFF, struct.pack("16sH", _DEVICE.encode(), _TUN_WITHOUT_HEADER))
    subprocess.run(["ip", "addr", "add", own, "peer", peer, "dev", _DEVICE], check=True)
    subprocess.run(["ip", "link", "set", _DEVICE, "up", "mtu", "1400"], check=True)
    _enter(home)
    os.close(home)
    os.close(there)
    return end


def _enter(namespace: int) -> None:
    # os.setns came with Python 3.12.
    import ctypes  # noqa: PLC0415

    if ctypes.CDLL(None, use_errno=True).setns(namespace, 0) != 0:
        raise OSError(ctypes.get_errno(), "setns")


if __name__ == "__main__":
    carry(sys.argv[1], sys.argv[2], Quality(*map(float, sys.argv[3:6])))
