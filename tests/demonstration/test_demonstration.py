"""Every planted fault is found, and near misses are left in peace.

A third of the demonstration kabupaten holds all faults and near misses; the whole is ``python -m bench.findings``.
"""

import pytest

from tests.demonstration.faults import FAULTS
from tests.demonstration.judge import judge, show
from tests.demonstration.near_misses import MISSES

VILLAGES = 108


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """A file store of the test's own."""
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "default": folder}


@pytest.mark.slow  # 300 meetings are looked over: about half a minute
@pytest.mark.django_db
def test_every_fault_is_found_and_at_most_five_near_misses_are_flagged():
    verdict = judge(VILLAGES)
    show(verdict)

    assert (2 * len(FAULTS), 2 * len(MISSES)) == (64, 44)
    assert verdict.meetings == 3 * VILLAGES
    assert [(one.name, one.code) for one in verdict.missed] == []
    assert len(verdict.found) == 64
    assert len(verdict.flagged) <= 5, verdict.flagged
