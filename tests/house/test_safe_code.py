"""What a line of the product may not do, found in its syntax: the rules that a set for semgrep would hold.

ruff's ``S`` and bandit hold the general ones; these know the house.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from sync.models import SyncedRecord

ROOT = Path(settings.BASE_DIR)
APPS = ("villages", "sync", "meetings", "budgets", "backend")
MODULES = {
    str(path.relative_to(ROOT)): ast.parse(path.read_text())
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
}
PHONE = {
    str(path.relative_to(ROOT)): path.read_text()
    for path in sorted((ROOT / "mobile" / "src").rglob("*.ts*"))
    if path.is_file()
}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call with the last part of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            yield called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""), node


def called(*names: str) -> list[str]:
    """Where any of these is called."""
    return [f"{place}:{node.lineno}" for place, tree in MODULES.items() for name, node in calls(tree) if name in names]


def imported() -> Iterator[tuple[str, str]]:
    """Each module that is imported, beside who imports it."""
    for place, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((place, one.name) for one in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((place, f"{node.module}.{one.name}") for one in node.names)


def importers(*modules: str) -> set[str]:
    """Who imports any of these modules, or something out of one."""
    return {place for place, name in imported() if any(f"{name}.".startswith(f"{one}.") for one in modules)}


def test_no_text_is_declared_to_be_html():
    assert called("mark_safe", "SafeString", "SafeText", "format_html", "format_html_join") == []
    careless = re.compile(r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq\b")
    templates = [path for app in APPS for path in (ROOT / app).rglob("templates/**/*") if path.is_file()]

    assert templates
    assert [str(path.relative_to(ROOT)) for path in templates if careless.search(path.read_text())] == []


def test_no_statement_is_put_together_where_it_is_sent():
    built = {
        place
        for place, tree in MODULES.items()
        for name, node in calls(tree)
        if name in ("execute", "executemany", "RawSQL")
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp | ast.Call)
    }

    assert built == OF_OUR_OWN_NAMES
    assert called("raw", "extra") == []


OF_OUR_OWN_NAMES = {"sync/partitions.py", "sync/receipts.py", "meetings/prints.py"}
"""Tables out of PostgreSQL's own list, and names out of our models and of a tuple beside the statement."""


def test_nothing_is_evaluated_unpickled_or_started():
    assert called("eval", "exec", "compile_command", "system", "popen") == []
    assert importers("pickle", "marshal", "shelve", "yaml", "ctypes", "pty") == set()
    assert importers("subprocess", "multiprocessing") == STARTERS


STARTERS = {"villages/management/commands/render_boards.py"}
"""Who starts processes: as many of its own as ``--jobs`` says."""


def test_only_these_reach_another_machine():
    """The cache, the broker, mail, S3 and the database come from libraries and the operator's settings."""
    assert (
        importers("urllib.request", "http.client", "requests", "httpx", "aiohttp", "socket", "ftplib", "telnetlib")
        == OUTGOING
    )


OUTGOING = {"backend/demo/server.py", "backend/management/commands/trial.py"}
"""The scripted phone and the trial, which look for a server on this machine."""


def test_only_forms_with_a_token_of_their_own_go_without_djangos():
    assert importers("django.views.decorators.csrf.csrf_exempt") == {
        "villages/board/verification.py",
        "budgets/pages/villagers.py",
    }


def test_nobody_is_sent_where_the_request_says():
    sent = {
        place
        for place, tree in MODULES.items()
        for name, node in calls(tree)
        if name in ("redirect", "HttpResponseRedirect", "HttpResponsePermanentRedirect")
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute) and one.attr in ("GET", "POST", "META", "headers", "COOKIES")
    }

    assert sent == {"budgets/pages/summary.py"}  # its own page again, with what was asked for as a query


SYNCED = {one.__name__ for one in apps.get_models() if issubclass(one, SyncedRecord)} | {"LedgerEntry", "Blob", "Voice"}


ACROSS = {
    "budgets/pages/villagers.py": "only whether a form's own secret was used already",
    "budgets/voices.py": "what is forgotten everywhere after its time",
    "meetings/checks/elsewhere.py": "finds the same crowd in other villages; an officer sees those of the area alone",
    "meetings/checks/photographs.py": "finds the same photograph elsewhere; as above",
    "meetings/checks/texts.py": "finds the same minutes elsewhere; as above",
    "meetings/coverage.py": "a condition that names the area's villages",
    "meetings/findings.py": "sweeps",
    "meetings/queries.py": "a condition of pairs of village and meeting",
    "meetings/review.py": "the sweep that publishes what nobody need review",
    "meetings/tasks.py": "sweeps",
    "sync/daily.py": "keys, which begin with the village",
    "sync/rxdb_push.py": "a condition that names the village",
    "sync/uploads.py": "the upload's own id, checked against its owner",
}
"""Who asks across villages, and why that shows nobody anything of another one."""


def asks_without_a_village() -> Iterator[str]:
    """Where a first question to a table of villages' records does not say of which village."""
    for place, tree in MODULES.items():
        for name, node in calls(tree):
            if name not in ("filter", "get", "exclude", "all", "create", "update", "delete", "values", "values_list"):
                continue
            manager = node.func.value if isinstance(node.func, ast.Attribute) else None
            if not (isinstance(manager, ast.Attribute) and manager.attr == "objects"):
                continue
            if getattr(manager.value, "id", "") not in SYNCED:
                continue
            words = [one.arg or "" for one in node.keywords]
            if not any(word.startswith("village") for word in words) and "village" not in ast.unparse(node):
                yield place


def test_whoever_asks_for_records_says_of_which_village():
    assert set(asks_without_a_village()) == set(ACROSS)


@pytest.mark.parametrize(
    "careless",
    [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "dangerouslySetInnerHTML",
        "document.write",
        "new Function",
        "eval(",
    ],
)
def test_the_phone_makes_no_code_of_text(careless):
    assert PHONE
    assert [place for place, text in PHONE.items() if careless in text] == []


def test_the_phone_writes_to_the_disk_before_it_says_so():
    writes = [
        (place, found)
        for place, text in PHONE.items()
        for found in re.findall(r"\btransaction\((?:[^()]|\([^()]*\))*\)", text)
        if "readwrite" in found
    ]

    assert writes
    assert [(place, found) for place, found in writes if "durability: 'strict'" not in found] == []
