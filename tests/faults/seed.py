"""Fills an empty database with some villages and two who record in each: ``manage.py shell`` runs it."""

from tests.factories.villages import assign, make_person, make_village
from villages.terms import Role

VILLAGES = 4


def seed(people: int = 8) -> None:
    """So many people, spread over the villages."""
    villages = [make_village(f"32.05.09.20{number:02}", f"Desa {number}") for number in range(1, VILLAGES + 1)]
    for number in range(people):
        assign(make_person(f"p{number}"), Role.FACILITATOR, villages[number % VILLAGES])
