"""The musdes that both sides measure with is one."""

import json
from pathlib import Path

from bench.workload import musdes

VECTORS = Path(__file__).parents[1] / "vectors"


def test_the_phone_measures_with_the_same_musdes_as_the_bench():
    assert json.loads((VECTORS / "musdes.json").read_text()) == musdes(1)
