"""A kind that is declared wrongly stops the start, and says what is wrong with it."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from sync import kinds
from sync.checks import kinds_are_sound
from tests.sync import toy


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"fields": ("label", "colour")}, "names a field that its model lacks: colour"),
        ({"fields": ("label", "version")}, "version is no column of sync.fields"),
        ({"policies": {"size": "text"}}, "policies names fields that it does not carry: size"),
        ({"required": frozenset({"b", "a"})}, "required names fields that it does not carry: a, b"),
        ({"restricted": frozenset({"a"})}, "restricted names fields that it does not carry: a"),
        ({"desk": frozenset({"a"})}, "desk names fields that it does not carry: a"),
        ({"parents": ("a",)}, "parents names fields that it does not carry: a"),
    ],
)
def test_what_is_wrong_is_said_and_the_start_stops(wrong, said):
    assert kinds_are_sound() == []
    with kinds.registered(replace(toy.BOX, name="crate", **wrong)):
        assert [str(fault.msg) for fault in kinds_are_sound()] == [f"Kind crate {said}."]
        with pytest.raises(SystemCheckError, match=r"sync\.E001"):
            call_command("check")


def test_two_kinds_of_one_name_are_a_mistake():
    with pytest.raises(ValueError, match="registered twice"):
        kinds.register(toy.BOX)


def test_nothing_hangs_on_itself_however_long_the_chain():
    """Where a kind hung on itself, a circle of records could be made, and following it would never end."""
    below = {kind.name: set(kind.parents) for kind in kinds.every()}
    for start in below:
        seen, wave = set(), below[start]
        while wave - seen:
            seen |= wave
            wave = set().union(*(below.get(name, set()) for name in wave))
        assert start not in seen
