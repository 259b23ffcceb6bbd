"""One musdes: 94 records of together 39 KB of JSON, in our kinds, and the same for every peer.

One meeting, 8 topics with 600 letters of minutes each, 60 people on the attendance list, 25 budget items: sizes and
numbers of the workload that the goals were set for. Ids are UUIDv7 and times lie apart, as on a phone.
"""

import random
import uuid
from typing import Any

WORDS = (
    "desa musyawarah warga usulan pembangunan jalan rabat beton dusun saluran irigasi air bersih posyandu "
    "kesehatan pendidikan paud anggaran dana prioritas kelompok tani perempuan pemuda kepala badan "
    "permusyawaratan sekretaris kaur keuangan rencana kerja pemerintah tahun kegiatan lokasi volume satuan "
    "biaya swadaya gotong royong jembatan talud drainase lampu penerangan pasar bumdes pelatihan bantuan "
    "langsung tunai stunting sampah lingkungan hutan mangrove perahu nelayan koperasi digital internet "
    "kantor balai pertemuan disepakati menyetujui mengusulkan menolak menunda memutuskan membahas dengan "
    "untuk dari pada oleh yang dan atau karena sehingga agar akan telah sudah belum tidak harus dapat"
).split()
FIRST = (
    "Siti Budi Agus Sri Dewi Wayan Made Ketut Nyoman Joko Slamet Yanto Ahmad Muhammad Nur Rina Lestari Putri "
    "Hasan Husen Maria Yohanes Petrus Markus Fatimah Aminah Kartini Rahmat Hidayat Eko Dwi Tri"
).split()
LAST = (
    "Santoso Wijaya Kusuma Saputra Wulandari Rahayu Hidayati Setiawan Siregar Nasution Ginting Simanjuntak "
    "Lubis Harahap Daulay Tambunan Suharto Sulistyo Prasetyo Nugroho Utami Handayani Purnomo Susanto"
).split()
ELEMENTS = ("adat", "agama", "masyarakat", "pendidik", "tani", "perempuan", "miskin", "lain")
TOPICS, PEOPLE, ITEMS = 8, 60, 25
RECORDS = 1 + TOPICS + PEOPLE + ITEMS
BEGINS = 1_789_351_200_000
"""The moment of the first tap, in milliseconds: 14 September 2026, nine o'clock."""
BETWEEN_TAPS = 90_000


def musdes(seed: int) -> list[dict[str, Any]]:
    """The 94 records of meeting number ``seed``, each ``{"kind", "record", "set"}``, in the order of their making."""
    dice = random.Random(seed)  # noqa: S311 -- a workload, not a secret
    said: list[tuple[str, dict[str, Any]]] = [
        ("meeting", _meeting(dice)),
        *(("agenda_item", _topic(dice, order)) for order in range(TOPICS)),
        *(("attendance", _person(dice)) for _ in range(PEOPLE)),
        *(("budget_item", _item(dice, order)) for order in range(ITEMS)),
    ]
    ids = Ids(dice)
    rows: list[dict[str, Any]] = [
        {"kind": kind, "record": ids.made(at), "set": fields} for at, (kind, fields) in enumerate(said)
    ]
    for row in rows[1:]:
        row["set"] = {"meeting": rows[0]["record"], **row["set"]}
    return rows


def as_changes(rows: list[dict[str, Any]], *, village: str) -> list[dict[str, Any]]:
    """The records as a phone hands them over; every call makes new changes."""
    ids = Ids(random.Random())  # noqa: S311 -- a workload, not a secret
    made = [f"2026-09-14T0{4 + at // 60}:{at % 60:02}:07Z" for at in range(len(rows))]
    return [
        {"id": ids.made(at), **row, "village": village, "base": 0, "made_at": made[at]} for at, row in enumerate(rows)
    ]


class Ids:
    """The ids that one run of the app makes: its tail is random and counts on (``mobile/src/core/ids.ts``)."""

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.tail = dice, dice.getrandbits(74)

    def made(self, at: int) -> str:
        """The id of the ``at``-th thing that is made on the phone."""
        time = BEGINS + at * BETWEEN_TAPS + self.dice.randrange(BETWEEN_TAPS)
        self.tail = (self.tail + 1) % 2**74
        high, low = self.tail >> 62, self.tail % 2**62
        return str(uuid.UUID(int=time << 80 | 7 << 76 | high << 64 | 2 << 62 | low))


def _text(dice: random.Random, letters: int) -> str:
    words: list[str] = []
    size = 0
    while size < letters + 20:
        words.append(dice.choice(WORDS))
        size += len(words[-1]) + 1
    return " ".join(words)[:letters].strip()


def _name(dice: random.Random) -> str:
    return f"{dice.choice(FIRST)} {dice.choice(LAST)}"


def _meeting(dice: random.Random) -> dict[str, Any]:
    return {
        "type": "musrenbangdes",
        "title": f"Musrenbang Desa {dice.choice(LAST)} tahun 2027",
        "fiscal_year": 2027,
        "number": f"140/{dice.randrange(100)}/BPD/IX/2026",
        "level": "village",
        "convener": "bpd",
        "chair": {"name": _name(dice), "position": "Ketua BPD"},
        "minute_taker": {"name": _name(dice), "position": "Sekretaris BPD"},
        "speakers": [{"name": _name(dice), "position": "Kepala Desa"}],
        "planned_start": "2026-09-14T02:00:00Z",
        "place": f"Balai Desa {dice.choice(LAST)}",
        "invitation_number": f"005/{dice.randrange(1000)}/IX/2026",
        "invited_on": "2026-09-07",
        "invited_count": 80,
        "legal_basis": f"Perdes {dice.randrange(1, 9)}/2020",
        "opening_note": _text(dice, 120),
        "summary": _text(dice, 240),
        "decision_method": "consensus",
        "status": "held",
        "attendance_mode": "full_list",
    }


def _topic(dice: random.Random, order: int) -> dict[str, Any]:
    return {
        "order": order,
        "topic": _text(dice, 48),
        "discussion": _text(dice, 600),
        "presenter": _name(dice),
        "outcome": dice.choice(["agreed", "deferred", "refused"]),
        "reason": _text(dice, 30),
        "decision_method": "consensus",
    }


def _person(dice: random.Random) -> dict[str, Any]:
    return {
        "name": _name(dice),
        "gender": dice.choice("LP"),
        "element": dice.choice(ELEMENTS),
        "capacity": "invited",
        "position": "warga",
        "hamlet": f"Dusun {dice.choice(LAST)}",
        "rt": f"{dice.randrange(1, 20):03}",
        "rw": f"{dice.randrange(1, 9):03}",
        "status": "present",
        "arrived_at": f"2026-09-14T02:{dice.randrange(60):02}:{dice.randrange(60):02}Z",
        "invited_on": "2026-09-07",
    }


def _item(dice: random.Random, order: int) -> dict[str, Any]:
    volume, price = dice.randrange(1, 400), dice.randrange(50, 5000) * 100_000
    return {
        "fiscal_year": 2027,
        "account": f"2.{dice.randrange(1, 9)}.{dice.randrange(1, 20):02}",
        "name": _text(dice, 70),
        "place": f"Balai Dusun {dice.choice(LAST)}",
        "hamlet": f"Dusun {dice.choice(LAST)}",
        "volume": volume,
        "unit": dice.choice(["m", "unit", "paket", "orang", "bulan", "titik"]),
        "unit_price": price,
        "amount": volume * price,
        "beneficiaries_male": dice.randrange(5, 400),
        "beneficiaries_female": dice.randrange(5, 400),
        "delivery": "self_managed",
        "state": "adopted",
        "order": order,
    }
