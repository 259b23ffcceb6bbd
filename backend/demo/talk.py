"""What is said at a deliberation beside the activities themselves."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "data" / "talk.toml"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
"""Months, as letters are numbered by."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A point of an agenda that is about no activity of the budget."""

    topic: str
    discussion: str
    decision: str


@dataclass(frozen=True, slots=True)
class Talk:
    """Sentences to choose from."""

    opening: tuple[str, ...]
    questions: tuple[str, ...]
    other_matters: tuple[str, ...]
    summary: tuple[str, ...]
    objections: tuple[str, ...]
    left_out: str
    all_taken: str
    blt_topics: tuple[Topic, ...]
    women_topics: tuple[Topic, ...]
    hamlet_topics: tuple[Topic, ...]


@cache
def talk() -> Talk:
    """The sentences as the table holds them."""
    told = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    tables = ("blt_topics", "women_topics", "hamlet_topics")
    topics = {name: tuple(Topic(**one) for one in told.pop(name)) for name in tables}
    sentences: dict[str, Any] = {name: tuple(said) if isinstance(said, list) else said for name, said in told.items()}
    return Talk(**sentences | topics)
