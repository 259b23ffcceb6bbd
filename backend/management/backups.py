"""What the two commands have in common: bars of progress, and refusals as a person reads them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from backend.backups.taking import Progress as Tell
from backend.kernel.problems import Problem


@contextmanager
def bars() -> Iterator[Tell]:
    """Something to be told of progress, shown on standard error."""
    words = {
        "database": _("Menyalin basis data"),
        "photos": _("Menyimpan foto"),
        "files": _("Menyimpan berkas"),
        "check": _("Memeriksa berkas"),
        "ledger": _("Memeriksa buku besar"),
    }
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as shown:
        tasks = {what: shown.add_task(word, total=None, visible=False) for what, word in words.items()}

        def tell(what: str, done: int, total: int) -> None:
            shown.update(tasks[what], completed=done, total=total, visible=True)

        yield tell


def refusal_of(wrong: Problem | OSError) -> str:
    """The sentence, with the facts that an operator needs after it."""
    if not isinstance(wrong, Problem):
        return str(wrong)
    facts = "\n".join(f"  {name}: {value}" for name, value in wrong.facts.items())
    return f"{wrong.title}\n{facts}" if facts else str(wrong.title)
