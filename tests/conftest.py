"""The people of the tests: Siti and Dadang record in Cangkuang, Asep next door; Bu Camat and DPMD review; warga look.

Each is made only for the tests that name them.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from backend.kernel import clock
from backend.kernel.actor import Actor
from tests.factories.villages import assign, make_person, make_region, make_village
from tests.phone import Phone
from villages.models import User, Village
from villages.terms import Role


@receiver(connection_created)
def _rows_come_backwards(connection, **_named):
    """Who asks for no order gets none: PostgreSQL's partitions answer in any, SQLite here in the reverse of its own."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA reverse_unordered_selects = ON")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_this_run():
    """What an earlier run counted in a shared cache is not of this one."""
    cache.clear()


@dataclass
class Person:
    """Somebody with a role, and the village that the role is (first) about."""

    user: User
    village: Village

    @property
    def actor(self) -> Actor:
        """The person at a desk."""
        return Actor(user=self.user.pk, name=self.user.name)

    @cached_property
    def phone(self) -> Phone:
        """The person's phone; it signs in when it first sends."""
        return Phone(self.user.username, self.village.pk)


@dataclass
class Warga:
    """Anybody: not signed in."""

    user: AnonymousUser
    actor: None = None


@pytest.fixture
def village(db) -> Village:
    """Cangkuang, kecamatan Leles, kabupaten Garut."""
    make_region("32", "Jawa Barat")
    make_region("32.05", "Kabupaten Garut")
    make_region("32.05.09", "Leles")
    return make_village("32.05.09.2006", "Cangkuang")


@pytest.fixture
def next_door(village) -> Village:
    """The village beside Cangkuang, in the same kecamatan."""
    return make_village("32.05.09.2005", "Lembang")


def _somebody(username: str, name: str, role: str, area, village: Village) -> Person:
    user = make_person(username, name)
    assign(user, role, area)
    return Person(user, village)


@pytest.fixture
def siti(village) -> Person:
    return _somebody("siti", "Siti Aminah", Role.FACILITATOR, village, village)


@pytest.fixture
def dadang(village) -> Person:
    return _somebody("dadang", "Dadang Suherman", Role.VILLAGE_SECRETARY, village, village)


@pytest.fixture
def asep(next_door) -> Person:
    return _somebody("asep", "Asep Saepudin", Role.FACILITATOR, next_door, next_door)


@pytest.fixture
def bu_camat(village) -> Person:
    return _somebody("bu_camat", "Hj. Neni Rohaeni", Role.KECAMATAN_OFFICER, village.region.parent, village)


@pytest.fixture
def dpmd(village) -> Person:
    kabupaten = village.region.parent.parent
    return _somebody("dpmd", "Ujang Ruhiyat", Role.KABUPATEN_OFFICER, kabupaten, village)


@pytest.fixture
def administrator(village) -> Person:
    return _somebody("administrator", "Rini Wulandari", Role.ADMINISTRATOR, None, village)


@pytest.fixture
def warga() -> Warga:
    return Warga(AnonymousUser())


@pytest.fixture
def time_machine_at():
    """``with time_machine_at(timedelta(days=91)):`` -- that much later."""

    def travel(later: timedelta):
        return time_machine.travel(clock.now() + later, tick=False)

    return travel
