"""The page of faults and attacks names tests that exist."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs" / "faults.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[\w/.]+)(?:::(\w+))?`", PAGE)))


@pytest.mark.parametrize(("path", "name"), NAMED, ids=["::".join(filter(None, one)) for one in NAMED])
def test_what_the_page_names_is_there(path, name):
    assert (ROOT / path).exists()
    if name:
        tree = ast.parse((ROOT / path).read_text())
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_row_of_a_table_shows_by_what():
    rows = [line for line in PAGE.splitlines() if re.match(r"\| (?:all|[RFA]\d|\| (?!fault|attack))", line)]

    assert len(rows) > 40
    assert [row for row in rows if "`tests/" not in row and "configuration" not in row] == []
