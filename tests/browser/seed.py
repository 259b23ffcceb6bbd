"""Fills an empty database with Cangkuang, its facilitator and its kecamatan officer: ``manage.py shell < seed``."""

from django.core.management import call_command

from tests.factories.villages import assign, make_person, make_region, make_village
from villages.terms import Role


def seed() -> None:
    """A small world for a browser."""
    call_command("load_account_codes", verbosity=0)
    make_region("32", "Jawa Barat")
    make_region("32.05", "Kabupaten Garut")
    kecamatan = make_region("32.05.09", "Leles")
    village = make_village(
        "32.05.09.2006", "Cangkuang", hamlets=["Dusun I", "Dusun II"], usual_place="Balai Desa Cangkuang"
    )
    make_village("32.05.09.2005", "Margaluyu")
    assign(make_person("fasilitator", "Siti Aminah"), Role.FACILITATOR, village)
    assign(make_person("sekdes", "Dadang Suherman"), Role.VILLAGE_SECRETARY, village)
    assign(make_person("camat", "Hj. Neni Rohaeni"), Role.KECAMATAN_OFFICER, kecamatan)
