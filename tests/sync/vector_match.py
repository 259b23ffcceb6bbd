"""What is random in a vector, and how an answer is held against it (``tests/vectors/sync/README.md``)."""

import re
from typing import Any
from uuid import UUID

_MARK = re.compile(r"<(?P<what>time|text|any|cursor|old-cursor|id|access)(?::(?P<name>[\w-]+))?>")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3}|\.\d{6})?Z")


class Blanks:
    """The values behind a case's placeholders, as they become known."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}
        self.epochs: dict[str, str] = {}
        self.old_epochs: dict[str, str] = {}

    def fill(self, value: Any, key: str = "") -> Any:
        """``value`` with what its placeholders stand for. ``key``: the name that it stands under."""
        if isinstance(value, dict):
            return {self.fill(name): self.fill(part, name) for name, part in value.items()}
        if isinstance(value, list):
            return [self.fill(part) for part in value]
        found = _MARK.fullmatch(value) if isinstance(value, str) else None
        return value if found is None else self._value(found, key)

    def _value(self, found: re.Match[str], key: str) -> Any:
        if found["what"] in ("cursor", "old-cursor"):
            epochs = self.epochs if found["what"] == "cursor" else self.old_epochs
            return f"{epochs[key]}-{found['name']}"
        return self.known[found[0]]

    def hold(self, expected: Any, got: Any, path: str = "$", key: str = "") -> None:
        """Fails, naming the place, where ``got`` is not what was expected; learns what was unknown."""
        if isinstance(expected, dict) and isinstance(got, dict):
            assert sorted(expected) == sorted(got), f"{path}: expected {sorted(expected)}, got {sorted(got)}"
            for name, part in expected.items():
                self.hold(part, got[name], f"{path}.{name}", name)
        elif isinstance(expected, list) and isinstance(got, list):
            assert len(expected) == len(got), f"{path}: expected {expected}, got {got}"
            for place, (wanted, found) in enumerate(zip(expected, got, strict=True)):
                self.hold(wanted, found, f"{path}[{place}]")
        else:
            self._hold_one(expected, got, path, key)

    def _hold_one(self, expected: Any, got: Any, path: str, key: str) -> None:
        found = _MARK.fullmatch(expected) if isinstance(expected, str) else None
        if found is None:
            same = expected == got and isinstance(expected, bool) is isinstance(got, bool)
        elif found["what"] == "time":
            same = isinstance(got, str) and _TIME.fullmatch(got) is not None
        elif found["what"] in ("text", "any"):
            same = isinstance(got, str) and (got != "" or found["what"] == "any")
        elif found["what"] in ("id", "access"):
            same = self._same_as_before(found, got)
        else:
            same = self._value(found, key) == got
        assert same, f"{path}: expected {expected!r}, got {got!r}"

    def _same_as_before(self, found: re.Match[str], got: Any) -> bool:
        if found[0] in self.known:
            return bool(self.known[found[0]] == got)
        if found["what"] == "id":
            UUID(got)
        if got in self.known.values():
            return False
        self.known[found[0]] = got
        return True
