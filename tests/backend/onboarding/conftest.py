"""Rina arranges kabupaten Garut; the table that she brings."""

import pytest

from tests.conftest import Person
from tests.factories.villages import assign, make_person, make_region
from villages.terms import Role

HEAD = "nama;pengguna;peran;wilayah;mulai;sampai;telepon"


@pytest.fixture
def rina(village) -> Person:
    """The administrator of kabupaten Garut."""
    user = make_person("rina", "Rina Marlina")
    assign(user, Role.ADMINISTRATOR, village.region.parent.parent)
    return Person(user, village)


@pytest.fixture
def tasik(db):
    """The neighbouring kabupaten."""
    return make_region("32.06", "Kabupaten Tasikmalaya")


def table(*rows: str) -> bytes:
    """A CSV as Excel in Indonesia writes it."""
    return "\n".join((HEAD, *rows)).encode()
