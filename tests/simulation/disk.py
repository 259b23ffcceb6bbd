"""A phone's storage: whole writes or none, and a battery that may go between any two of them."""

import json
from typing import Any


class Crashed(Exception):
    """The phone went off; what it held in memory is gone."""


class Disk:
    """One JSON document, replaced whole, as a transaction of IndexedDB does."""

    def __init__(self, first: dict[str, Any]) -> None:
        self._kept = json.dumps(first)
        self._crash_in: int | None = None
        self._crash_before = False

    def crash_at_write(self, number: int, *, before: bool) -> None:
        """Plans a crash just before or just after the ``number``-th write from now."""
        self._crash_in, self._crash_before = number, before

    def steady(self) -> None:
        """No crash any more."""
        self._crash_in = None

    def write(self, state: dict[str, Any]) -> None:
        """Keeps ``state``; raises ``Crashed`` where one was planned."""
        crash = False
        if self._crash_in is not None:
            self._crash_in -= 1
            crash = self._crash_in <= 0
        if crash and self._crash_before:
            self._crash_in = None
            raise Crashed
        self._kept = json.dumps(state)
        if crash:
            self._crash_in = None
            raise Crashed

    def read(self) -> dict[str, Any]:
        """What was kept last."""
        found: dict[str, Any] = json.loads(self._kept)
        return found
