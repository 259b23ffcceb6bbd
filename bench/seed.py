"""Villages and facilitators for a bench, straight into an empty database: one person a village."""

from tests.factories.villages import assign, make_person, make_village
from villages.terms import Role

FIRST = 2001


def seed(villages: int) -> None:
    """``phone0`` … in villages of their own."""
    for number in range(villages):
        village = make_village(f"32.05.09.{FIRST + number}", f"Desa {number}")
        assign(make_person(f"phone{number}", f"Pendamping {number}"), Role.FACILITATOR, village)
