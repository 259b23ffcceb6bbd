"""One musdes as the shared workload has it, in our kinds and as the plain peer takes it: 94 records each."""

import random
import uuid
from typing import Any

WORDS = (
    "desa musyawarah warga usulan pembangunan jalan rabat beton dusun saluran irigasi air bersih posyandu kesehatan "
    "anggaran dana prioritas kelompok tani perempuan pemuda kepala rencana kerja kegiatan lokasi volume biaya gotong "
    "royong jembatan talud drainase lampu pelatihan bantuan stunting sampah balai disepakati menunda memutuskan"
).split()
NAMES = "Siti Budi Agus Sri Dewi Wayan Joko Slamet Ahmad Nur Rina Hasan Maria Fatimah Rahmat Eko".split()
ELEMENTS = ("adat", "agama", "masyarakat", "pendidik", "tani", "perempuan", "miskin", "lain")
TOPICS, PEOPLE, ITEMS = 8, 60, 25
RECORDS = 1 + TOPICS + PEOPLE + ITEMS


def _text(dice: random.Random, letters: int) -> str:
    words: list[str] = []
    while sum(map(len, words)) + len(words) < letters + 20:
        words.append(dice.choice(WORDS))
    return " ".join(words)[:letters]


def musdes(seed: int) -> list[dict[str, Any]]:
    """The 94 records of meeting number ``seed``, each ``{"kind", "record", "set"}``."""
    dice = random.Random(seed)  # noqa: S311 -- a workload, not a secret
    meeting = _id(dice)
    hanging = [
        *(("agenda_item", _topic(dice, order)) for order in range(TOPICS)),
        *(("attendance", _person(dice)) for _ in range(PEOPLE)),
        *(("budget_item", _item(dice, order)) for order in range(ITEMS)),
    ]
    rows = [{"kind": kind, "record": _id(dice), "set": {"meeting": meeting, **said}} for kind, said in hanging]
    return [{"kind": "meeting", "record": meeting, "set": _meeting(dice)}, *rows]


def _id(dice: random.Random) -> str:
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))


def _meeting(dice: random.Random) -> dict[str, Any]:
    return {
        "type": "musrenbangdes",
        "title": f"Musrenbang Desa {_text(dice, 20)}",
        "fiscal_year": 2027,
        "number": "140/12/BPD/IX/2026",
        "planned_start": "2026-09-14T02:00:00Z",
        "place": f"Balai Desa {_text(dice, 12)}",
        "chair": {"name": dice.choice(NAMES), "position": "Ketua BPD"},
        "minute_taker": {"name": dice.choice(NAMES), "position": "Sekretaris BPD"},
        "invited_count": 80,
        "summary": _text(dice, 240),
        "decision_method": "consensus",
        "legal_basis": "Perdes 2/2020",
        "status": "held",
    }


def _topic(dice: random.Random, order: int) -> dict[str, Any]:
    return {
        "order": order,
        "topic": _text(dice, 48),
        "discussion": _text(dice, 600),
        "presenter": dice.choice(NAMES),
        "outcome": dice.choice(["agreed", "deferred", "refused"]),
    }


def _person(dice: random.Random) -> dict[str, Any]:
    return {
        "name": f"{dice.choice(NAMES)} {dice.choice(NAMES)}",
        "gender": dice.choice("LP"),
        "element": dice.choice(ELEMENTS),
        "hamlet": f"Dusun {dice.choice(NAMES)}",
        "rt": "01",
        "rw": "02",
        "position": "warga",
        "status": "present",
        "arrived_at": "2026-09-14T02:05:00Z",
    }


def _item(dice: random.Random, order: int) -> dict[str, Any]:
    volume, price = dice.randrange(1, 400), dice.randrange(50, 5000) * 100_000
    return {
        "fiscal_year": 2027,
        "account": f"2.{dice.randrange(1, 9)}.{dice.randrange(1, 20):02d}",
        "name": _text(dice, 70),
        "place": f"Dusun {dice.choice(NAMES)}",
        "volume": volume,
        "unit": dice.choice(["m", "unit", "paket"]),
        "unit_price": price,
        "amount": volume * price,
        "beneficiaries_male": dice.randrange(5, 400),
        "beneficiaries_female": dice.randrange(5, 400),
        "delivery": "self_managed",
        "state": "adopted",
        "order": order,
    }
