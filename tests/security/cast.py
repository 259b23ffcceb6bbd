"""Everybody who might look at Cangkuang: those of the village, those above it, and strangers of every kind."""

from datetime import timedelta
from typing import Any

from backend.kernel import clock
from tests.conftest import Person
from tests.factories.villages import assign, make_person, make_region, make_village
from villages.models import Region, User, Village
from villages.terms import Role


def above(village: Village) -> tuple[Region, Region]:
    """Its kecamatan and its kabupaten."""
    kecamatan = village.region.parent
    assert kecamatan is not None
    assert kecamatan.parent is not None
    return kecamatan, kecamatan.parent


class Cast:
    """Each person by name; ``village`` is Cangkuang in Leles in Garut."""

    def __init__(self) -> None:
        make_region("32", "Jawa Barat")
        make_region("32.05", "Kabupaten Garut")
        make_region("32.05.09", "Leles")
        self.village = make_village("32.05.09.2006", "Cangkuang")
        self.next_door = make_village("32.05.09.2005", "Lembang")
        self.other_kecamatan = make_village("32.05.10.2001", "Gandamekar")
        self.other_kabupaten = make_village("32.06.01.2001", "Cipatujah")
        leles, garut = above(self.village)
        self._cast = {
            "siti": self._one("siti", "Siti Aminah", Role.FACILITATOR, self.village),
            "dadang": self._one("dadang", "Dadang Suherman", Role.VILLAGE_SECRETARY, self.village),
            "bpd": self._one("bpd", "Endang Kosasih", Role.BPD, self.village),
            "bu_camat": self._one("bu_camat", "Neni Rohaeni", Role.KECAMATAN_OFFICER, leles),
            "dpmd": self._one("dpmd", "Ujang Ruhiyat", Role.KABUPATEN_OFFICER, garut),
            "auditor": self._one("auditor", "Tuti Herawati", Role.AUDITOR, garut),
            "administrator": self._one("administrator", "Rini Wulandari", Role.ADMINISTRATOR, None),
            "asep": self._one("asep", "Asep Saepudin", Role.FACILITATOR, self.next_door),
            "secretary_next_door": self._one("sekdes2", "Lilis Suryani", Role.VILLAGE_SECRETARY, self.next_door),
            "bpd_next_door": self._one("bpd2", "Oman Rahman", Role.BPD, self.next_door),
            "facilitator_of_another_kabupaten": self._one(
                "nano", "Nano Suratno", Role.FACILITATOR, self.other_kabupaten
            ),
            "camat_of_another_kecamatan": self._one(
                "camat2", "Dede Yusuf", Role.KECAMATAN_OFFICER, above(self.other_kecamatan)[0]
            ),
            "dpmd_of_another_kabupaten": self._one(
                "dpmd2", "Iwan Setiawan", Role.KABUPATEN_OFFICER, above(self.other_kabupaten)[1]
            ),
            "auditor_of_another_kabupaten": self._one(
                "auditor2", "Yeni Maryani", Role.AUDITOR, above(self.other_kabupaten)[1]
            ),
            "administrator_of_another_kabupaten": self._one(
                "admin2", "Cucu Sumiati", Role.ADMINISTRATOR, above(self.other_kabupaten)[1]
            ),
            "facilitator_whose_time_is_over": self._one(
                "mimin", "Mimin Mintarsih", Role.FACILITATOR, self.village, ended=100
            ),
            "camat_whose_time_is_over": self._one("camat3", "Jaja Miharja", Role.KECAMATAN_OFFICER, leles, ended=1),
            "dpmd_whose_time_is_over": self._one("dpmd3", "Ade Kurnia", Role.KABUPATEN_OFFICER, garut, ended=1),
            "iis": self._one("iis", "Iis Dahlia", Role.FACILITATOR, self.village, ended=5),
            "nobody_in_particular": Person(make_person("warga", "Warga Biasa"), self.village),
            "switched_off": self._one("dpmd4", "Enjang Supriatna", Role.KABUPATEN_OFFICER, garut),
        }

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["_cast"][name]
        except KeyError:
            raise AttributeError(name) from None

    def _one(self, username: str, name: str, role: str, area: Any, *, ended: int = 0) -> Person:
        user = make_person(username, name)
        until = clock.today() - timedelta(days=ended) if ended else None
        assign(user, role, area, until_on=until)
        return Person(user, self.village)


DESK = ("bu_camat", "dpmd", "auditor", "administrator")
RECORDERS = ("siti", "dadang", "bpd")
OF_THE_VILLAGE = (*RECORDERS, *DESK)
STRANGERS = (
    "asep",
    "secretary_next_door",
    "bpd_next_door",
    "facilitator_of_another_kabupaten",
    "camat_of_another_kecamatan",
    "dpmd_of_another_kabupaten",
    "auditor_of_another_kabupaten",
    "administrator_of_another_kabupaten",
    "facilitator_whose_time_is_over",
    "camat_whose_time_is_over",
    "dpmd_whose_time_is_over",
    "iis",
    "nobody_in_particular",
)
"""Signed in, and without any business in Cangkuang today."""
SHUT_OUT = ("nobody", "switched_off")
"""Not signed in, or no longer let in."""


def switch_off(user: User) -> None:
    """Whoever left the service; a session of theirs may still be open."""
    User.objects.filter(pk=user.pk).update(is_active=False)
