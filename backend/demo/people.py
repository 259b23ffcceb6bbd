"""Invented villagers of a Sundanese kabupaten: names with and without gelar, offices, elements of the community."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

MEN = (
    *("Asep", "Ujang", "Dadang", "Cecep", "Yayan", "Endang", "Dede", "Agus", "Iwan", "Jajang", "Nanang", "Tatang"),
    *("Engkus", "Oman", "Aceng", "Wawan", "Deden", "Rahmat", "Hendra", "Maman", "Odin", "Pepen", "Rusli", "Sobirin"),
    *("Taufik", "Usep", "Yusuf", "Zaenal", "Gungun", "Ade", "Cucu", "Enjang", "Heri", "Idris", "Kosasih", "Lili"),
)
WOMEN = (
    *("Siti", "Euis", "Neneng", "Iis", "Yuyun", "Nani", "Tati", "Rina", "Wiwin", "Ai", "Cucum", "Dewi", "Elis"),
    *("Imas", "Ida", "Juju", "Kokom", "Lilis", "Mimin", "Nia", "Oneng", "Popon", "Ratna", "Sri", "Titin", "Yeti"),
    *("Yani", "Enung", "Aisyah", "Nurhayati", "Mamah", "Onah", "Rohaeti", "Komariah", "Eti", "Ani"),
)
SECOND_MEN = (
    *("Suherman", "Saepudin", "Hidayat", "Kurnia", "Permana", "Supriatna", "Sopandi", "Mulyana", "Rohman", "Setiawan"),
    *("Ramdani", "Gunawan", "Sutisna", "Firmansyah", "Nugraha", "Juhana", "Hermawan", "Solihin", "Wahyudin", "Karta"),
)
SECOND_WOMEN = (
    *("Aminah", "Rohmah", "Kurniasih", "Nuraeni", "Maryati", "Suryani", "Rahayu", "Sumiati", "Hasanah", "Wulandari"),
    *("Fatimah", "Lestari", "Handayani", "Komalasari", "Sutiasih", "Mulyani", "Nurjanah", "Kartini", "Herlina"),
)
HAMLETS = (
    *("Babakan", "Sukamaju", "Pasirhuni", "Ciburial", "Cikembang", "Legok", "Sindangsari", "Kubang", "Mekarsari"),
    *("Pangkalan", "Nangoh", "Cipeundeuy", "Tegalpanjang", "Rancasalak", "Cilimus", "Salawi"),
)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the village as the attendance list knows them."""

    name: str
    gender: str
    element: str
    position: str
    hamlet: str
    vulnerable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Community:
    """The people of one village who come to meetings."""

    head: Somebody
    secretary: Somebody
    chair: Somebody
    minute_taker: Somebody
    villagers: tuple[Somebody, ...]
    hamlets: tuple[str, ...]

    @property
    def everybody(self) -> tuple[Somebody, ...]:
        """All who are invited, officials first."""
        return (self.head, self.secretary, self.chair, self.minute_taker, *self.villagers)

    def of_element(self, element: str, chance: Random) -> Somebody:
        """Somebody of this element, or anybody where nobody is."""
        found = [one for one in self.villagers if one.element == element] or list(self.villagers)
        return chance.choice(found)


SEATS = (
    ("masyarakat", "Ketua RW", 5, 0.1),
    ("masyarakat", "Ketua RT", 9, 0.15),
    ("masyarakat", "Ketua LPMD", 1, 0.0),
    ("adat", "Sesepuh kampung", 2, 0.0),
    ("agama", "Ketua DKM", 3, 0.0),
    ("agama", "Pimpinan majelis taklim", 2, 1.0),
    ("pendidik", "Guru SD", 2, 0.6),
    ("pendidik", "Pengelola PAUD", 2, 1.0),
    ("tani", "Ketua kelompok tani", 4, 0.1),
    ("tani", "Anggota kelompok wanita tani", 3, 1.0),
    ("perajin", "Perajin anyaman bambu", 2, 0.6),
    ("perempuan", "Ketua TP PKK", 1, 1.0),
    ("perempuan", "Kader posyandu", 5, 1.0),
    ("anak", "Kader Bina Keluarga Balita", 2, 1.0),
    ("miskin", "Wakil keluarga penerima manfaat", 4, 0.6),
    ("lain", "Ketua Karang Taruna", 1, 0.1),
    ("lain", "Wakil penyandang disabilitas", 1, 0.4),
    ("lain", "Bidan desa", 1, 1.0),
    ("lain", "Anggota BPD", 4, 0.3),
)
"""Element, office or group, how many, share of women. A kabupaten without a coast: no fishers."""

VULNERABLE = {
    "Wakil keluarga penerima manfaat": ("poor",),
    "Wakil penyandang disabilitas": ("disabled",),
    "Sesepuh kampung": ("elderly",),
}
GELAR = {
    "Guru SD": ", S.Pd.",
    "Pengelola PAUD": ", S.Pd.",
    "Bidan desa": ", A.Md.Keb.",
}
FRONT = {"Ketua DKM": "Ust. ", "Pimpinan majelis taklim": "Hj. ", "Sesepuh kampung": "H. "}


def community(chance: Random, hamlets: int) -> Community:
    """The people of a village with so many hamlets; no name twice."""
    names = _names(chance)
    places = tuple(f"Dusun {name}" for name in sorted(chance.sample(HAMLETS, hamlets)))
    villagers = tuple(
        _villager(names, chance, seat=seat, place=places[number % hamlets])
        for seat in SEATS
        for number in range(seat[2])
    )
    return Community(
        head=Somebody(f"H. {next(names['L'])}", "L", "lain", "Kepala Desa", places[0]),
        secretary=Somebody(f"{next(names['L'])}, S.IP.", "L", "lain", "Sekretaris Desa", places[-1]),
        chair=Somebody(f"{next(names['L'])}, S.Ag.", "L", "masyarakat", "Ketua BPD", places[1 % hamlets]),
        minute_taker=Somebody(f"{next(names['P'])}, S.Pd.", "P", "perempuan", "Sekretaris BPD", places[0]),
        villagers=villagers,
        hamlets=places,
    )


def _names(chance: Random) -> dict[str, Iterator[str]]:
    men = [f"{first} {second}" for first in MEN for second in SECOND_MEN]
    women = [f"{first} {second}" for first in WOMEN for second in SECOND_WOMEN]
    return {"L": iter(chance.sample(men, len(men))), "P": iter(chance.sample(women, len(women)))}


def _villager(
    names: dict[str, Iterator[str]], chance: Random, *, seat: tuple[str, str, int, float], place: str
) -> Somebody:
    element, position, _count, women = seat
    gender = "P" if chance.random() < women else "L"
    bare = next(names[gender])
    front = FRONT.get(position, "")
    if front == "H. " and gender == "P":
        front = "Hj. "
    return Somebody(
        name=f"{front}{bare}{GELAR.get(position, '')}",
        gender=gender,
        element=element,
        position=position,
        hamlet=place,
        vulnerable=VULNERABLE.get(position, ()),
    )
