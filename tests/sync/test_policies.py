"""What a contested field becomes."""

import pytest

from sync.policies import CONTESTED, resolve
from sync.terms import Policy


@pytest.mark.parametrize(
    ("policy", "base", "stored", "offered", "expected"),
    [
        (Policy.HUMAN, 1, 2, 3, CONTESTED),
        (Policy.LATEST, 1, 2, 3, 3),
        (Policy.LATEST, "a", "b", None, None),
        (Policy.UNION, ["a"], ["a", "b"], ["a", "c"], ["a", "b", "c"]),
        (Policy.UNION, None, None, ["c"], ["c"]),
        (Policy.TEXT, "satu\ndua\ntiga", "satu!\ndua\ntiga", "satu\ndua\ntiga!", "satu!\ndua\ntiga!"),
        (Policy.TEXT, "satu\ndua", "satu A\ndua", "satu B\ndua", CONTESTED),
        (Policy.TEXT, None, "dari Siti", "dari Dadang", CONTESTED),
    ],
)
def test_contested_values(policy, base, stored, offered, expected):
    assert resolve(policy, base=base, stored=stored, offered=offered) == expected
