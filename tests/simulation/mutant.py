"""A deliberate bug: pieces of the product's text and what stands there instead (``mutants/*.toml``)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).with_name("mutants")


class DoesNotApply(Exception):
    """The text that a mutant replaces is not there, or not once: point it at where it went."""


@dataclass(frozen=True)
class Edit:
    """One piece of text in one file."""

    path: str
    old: str
    new: str

    def applied_to(self, root: Path) -> str:
        """The file's text with the bug in it; raises ``DoesNotApply``."""
        file = root / self.path
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        if text.count(self.old) != 1:
            raise DoesNotApply(f"{self.path} has this {text.count(self.old)} times: {self.old.strip()}")
        return text.replace(self.old, self.new)


@dataclass(frozen=True)
class Mutant:
    """``suite``: who finds it: ``seeds``, ``histories`` or ``concurrent``. ``database``: where, for the last."""

    name: str
    breaks: str
    edits: tuple[Edit, ...]
    suite: str = "seeds"
    database: str = "sqlite"

    @classmethod
    def read(cls, file: Path) -> "Mutant":
        """One file of ``mutants/``."""
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        edits = tuple(Edit(**edit) for edit in said.pop("edit"))
        return cls(name=file.stem, edits=edits, **said)

    def apply(self, root: Path) -> None:
        """Puts the bug into a tree; raises ``DoesNotApply``."""
        for edit in self.edits:
            (root / edit.path).write_text(edit.applied_to(root), encoding="utf-8")


def every() -> list[Mutant]:
    """All mutants, by name."""
    return [Mutant.read(file) for file in sorted(FOLDER.glob("*.toml"))]
