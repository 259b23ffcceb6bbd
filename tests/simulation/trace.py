"""What happened in a run, line by line: the same seed gives the same lines, and so the same digest."""

import hashlib
from typing import Any


class Trace:
    """Lines without anything random in them: changes and records go by the order in which they appeared."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._names: dict[str, str] = {}
        self._count: dict[str, int] = {}

    def say(self, who: str, what: str) -> None:
        """Writes one line."""
        self.lines.append(f"{len(self.lines):4} {who:<8} {what}")

    def name(self, key: Any, prefix: str = "") -> str:
        """A short name for an id: ``c12`` is the twelfth change of the run."""
        key = str(key)
        if key not in self._names:
            self._count[prefix] = self._count.get(prefix, 0) + 1
            self._names[key] = f"{prefix}{self._count[prefix]}"
        return self._names[key]

    @property
    def digest(self) -> str:
        """One word for the whole run."""
        return hashlib.sha256("\n".join(self.lines).encode()).hexdigest()[:16]
