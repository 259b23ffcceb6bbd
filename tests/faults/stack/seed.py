"""Fills an empty database with those of the tests of the stack: ``manage.py shell`` runs it."""

from django.core.management import call_command

from tests.factories.villages import assign, make_person, make_village
from tests.faults.seed import seed as settle_who_push
from villages.terms import Role

PHONES = 4


def seed() -> None:
    """Siti records in Cangkuang, Bu Camat reviews there; p0, p1 and so on push elsewhere."""
    settle_who_push(PHONES)
    village = make_village()
    assign(make_person("siti", "Siti Aminah"), Role.FACILITATOR, village)
    assign(make_person("bu_camat", "Hj. Neni Rohaeni"), Role.KECAMATAN_OFFICER, village.region.parent)
    call_command("load_account_codes")
