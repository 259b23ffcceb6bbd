"""Every deliberate bug of ``make mutants`` still finds the text that it breaks, once, and is still Python."""

import pytest

from tests.simulation.mutant import ROOT, every

ENOUGH = 10


@pytest.mark.parametrize("mutant", every(), ids=lambda one: one.name)
def test_a_mutant_still_applies(mutant):
    for edit in mutant.edits:
        bad = edit.applied_to(ROOT)
        assert bad != (ROOT / edit.path).read_text()
        compile(bad, edit.path, "exec")


def test_there_are_enough_of_them():
    assert len(every()) >= ENOUGH
