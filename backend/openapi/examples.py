"""Examples of requests and answers, as a village would make them."""

from typing import Any

VILLAGE = "0192f0c0-0000-7000-8000-000000000001"
DEVICE = "0192f0c1-6f4e-7d31-9a53-0d4a3f0f5b11"
MEETING = "0192f0c2-0000-7000-8000-000000000001"
PERSON = "0192f0c2-0000-7000-8000-000000000002"
ITEM = "0192f0c2-0000-7000-8000-000000000005"
CHANGE = "01a20623-81c0-7000-8000-000000000002"
CONFLICT = "01a20666-3b40-7000-8000-000000000051"
HELD = "01a20666-3b40-7000-8000-000000000052"
DECIDED = "01a20666-3b40-7000-8000-000000000054"
UPLOAD = "01a20666-3b40-7000-8000-000000000053"
MADE = "2026-11-23T10:02:11+07:00"
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

SITI = {"id": "0192f0c3-0000-7000-8000-000000000001", "username": "siti", "name": "Siti Aminah"}
PHONE = {
    "id": DEVICE,
    "name": "HP Siti",
    "platform": "web",
    "app_version": "0.1.0",
    "signed_in": True,
    "seen_at": "2026-11-23T03:15:40Z",
    "expires_at": "2027-02-21T03:15:40Z",
    "revoked_at": None,
    "unsent_changes": 12,
    "unsent_files": 3,
    "user": SITI,
}
CUSTOMS = [
    {
        "kabupaten": "13.06",
        "villages": [VILLAGE],
        "terms": {
            "village": "Nagari",
            "village_head": "Wali Nagari",
            "hamlet": "Jorong",
            "kecamatan": "Kecamatan",
            "kecamatan_head": "Camat",
            "council": "Bamus Nagari",
        },
        "rules": [
            {
                "year": 2026,
                "legal_basis": "Perbup 12/2026",
                "quorum_numerator": 2,
                "quorum_denominator": 3,
                "adjourn_hours": 3,
                "resume_days": 3,
                "invitation_days": 5,
                "report_working_days": 7,
                "minimum_women_percent": 30,
                "required_elements": ["perempuan", "miskin"],
                "signers": {},
            }
        ],
    }
]
SIGN_IN = {
    "username": "siti",
    "password": "rahasia-siti",
    "device": {"id": DEVICE, "name": "HP Siti", "platform": "web", "app_version": "0.1.0"},
}
FIRST_SIGN_IN = {
    "username": "siti",
    "code": "5K7J-QYZN-VJ4G",
    "password": "sawah-hijau-27",
    "device": SIGN_IN["device"],
}
SIGNED_IN = {
    "token": "7b0f4c…",
    "bundle_key": "b7a1…",
    "seal_key": "04a0…",
    "expires_at": "2027-02-21T03:15:40Z",
    "user": SITI,
    "device": PHONE,
}


def named(**examples: tuple[str, Any]) -> dict[str, Any]:
    """Examples by name, each with a sentence."""
    return {name: {"summary": summary, "value": value} for name, (summary, value) in examples.items()}


def _change(**what: Any) -> dict[str, Any]:
    head = {"id": CHANGE, "kind": "attendance", "record": PERSON, "village": VILLAGE, "base": 0, "made_at": MADE}
    return {**head, **what}


def _request(*changes: dict[str, Any]) -> dict[str, Any]:
    head = {"device": DEVICE, "schema": 1, "access": "a41c", "cursors": {VILLAGE: "k3-118"}}
    return {**head, "changes": list(changes), "limit": 500, "unsent": {"changes": 0, "files": 3}}


EXCHANGES = named(
    made=(
        "A record is made",
        _request(_change(set={"meeting": MEETING, "name": "Siti Aminah", "gender": "P", "status": "present"})),
    ),
    edited=(
        "A field is edited, another one emptied",
        _request(_change(base=119, set={"status": "excused", "rt": None})),
    ),
    deleted=("A record is deleted", _request(_change(base=119, delete=True))),
    settled=(
        "A conflict is settled",
        _request(_change(kind="budget_item", record=ITEM, base=121, set={"amount": 12_500_000_000}, resolves=CONFLICT)),
    ),
    nothing=("Nothing to send", _request()),
    first=("A phone that knows nothing yet", {"device": DEVICE}),
)


def _answer(*results: dict[str, Any], **more: Any) -> dict[str, Any]:
    head = {"server_time": "2026-11-23T03:15:40Z", "results": list(results), "changes": []}
    rest = {"cursors": {VILLAGE: "k3-119"}, "more": False, "attention": {"conflicts": 0, "held": 0}}
    return {**head, **rest, **more}


def _told(kind: str, record: str, version: int, **what: Any) -> dict[str, Any]:
    return {"village": VILLAGE, "kind": kind, "record": record, "version": version, **what}


_SEAT = {
    "village": VILLAGE,
    "code": "32.05.09.2006",
    "name": "Cangkuang",
    "zone": "WIB",
    "role": "facilitator",
    "kecamatan": "Leles",
    "kabupaten": "Kabupaten Garut",
    "hamlets": ["Cibodas", "Sukamaju"],
    "place": "Balai Desa Cangkuang",
}
_STORED = {"meeting": MEETING, "name": "Pengerasan jalan usaha tani", "amount": 11_500_000_000, "state": "proposed"}

ANSWERS = named(
    applied=("Taken as it was", _answer({"id": CHANGE, "outcome": "applied", "version": 119})),
    merged=(
        "The record had moved on; its newest state comes along",
        _answer(
            {"id": CHANGE, "outcome": "merged", "version": 119},
            changes=[_told("attendance", PERSON, 119, doc={"meeting": MEETING, "name": "Oneng", "hamlet": "Cibodas"})],
        ),
    ),
    conflict=(
        "Two amounts: both are kept for a human",
        _answer(
            {"id": CHANGE, "outcome": "conflict", "version": 119, "conflict": CONFLICT, "contested": ["amount"]},
            changes=[_told("budget_item", ITEM, 119, doc=_STORED)],
            attention={"conflicts": 1, "held": 0},
        ),
    ),
    held=(
        "Kept for a reviewer",
        _answer(
            {"id": CHANGE, "outcome": "held", "held": HELD, "reason": "closed"}, attention={"conflicts": 0, "held": 1}
        ),
    ),
    rejected=(
        "It can never be right as it stands",
        _answer(
            {
                "id": CHANGE,
                "outcome": "rejected",
                "errors": [
                    {
                        "field": "element",
                        "code": "unknown_word",
                        "message": "Pilihan ini tidak dikenal. Pilih dari daftar.",
                    }
                ],
            }
        ),
    ),
    replayed=(
        "The same change again: the first answer again",
        _answer({"id": CHANGE, "outcome": "applied", "version": 119, "replayed": True}),
    ),
    page=(
        "A page of what others recorded; ask again",
        _answer(
            changes=[
                _told("meeting", MEETING, 117, doc={"type": "musdes_rkp", "title": "Musdes RKP Desa 2027"}),
                _told("photo", PERSON, 118, deleted=True),
            ],
            more=True,
        ),
    ),
    access=(
        "The person's villages are others than the phone knows",
        _answer(access={"version": "b77e", "villages": [_SEAT], "revoked": []}),
    ),
    nothing=("Nothing new", _answer()),
)

ATTENTION = {
    "conflicts": [
        {
            "id": CONFLICT,
            "village": VILLAGE,
            "kind": "budget_item",
            "record": ITEM,
            "made_at": "2026-11-23T03:02:11Z",
            "by": "Siti Aminah",
            "device": "HP Siti",
            "device_id": DEVICE,
            "received_at": "2026-11-23T03:15:40Z",
            "base": 112,
            "deletes": False,
            "fields": {"amount": {"base": 12_000_000_000, "stored": 11_500_000_000, "offered": 12_500_000_000}},
            "stored_by": "Dadang Suherman",
            "stored_device": "HP Dadang",
            "stored_at": "2026-11-23T03:10:00Z",
            "origins": {"amount": {"by": "Dadang Suherman", "device": "HP Dadang", "at": "2026-11-23T03:10:00Z"}},
        }
    ],
    "held": [
        {
            "id": HELD,
            "village": VILLAGE,
            "kind": "attendance",
            "record": PERSON,
            "set": {"status": "present"},
            "deletes": False,
            "reason": "closed",
            "made_at": "2026-11-23T03:02:11Z",
            "received_at": "2026-11-23T03:15:40Z",
            "by": "Siti Aminah",
            "device": "HP Siti",
            "device_id": DEVICE,
            "base": 112,
        }
    ],
    "decided": [
        {
            "id": DECIDED,
            "village": VILLAGE,
            "kind": "attendance",
            "record": PERSON,
            "set": {"status": "present"},
            "deletes": False,
            "reason": "closed",
            "made_at": "2026-11-20T03:02:11Z",
            "received_at": "2026-11-20T03:15:40Z",
            "by": "Siti Aminah",
            "device": "HP Siti",
            "device_id": DEVICE,
            "base": 112,
            "decision": "dismissed",
            "decided_by": "Hj. Neni Rohaeni",
            "decided_at": "2026-11-21T02:00:00Z",
            "decision_reason": "Sudah tercatat di daftar hadir kertas.",
        }
    ],
}
ACCOUNT_CODES = [
    {
        "code": "2.3",
        "name": "Sub Bidang Pekerjaan Umum dan Penataan Ruang",
        "level": "sub_bidang",
        "parent": "2",
        "sector": "",
        "said": "",
        "year_from": 2018,
        "year_until": None,
    },
    {
        "code": "2.3.13",
        "name": "Pembangunan/Rehabilitasi/Peningkatan/Pengerasan Jembatan Milik Desa",
        "level": "kegiatan",
        "parent": "2.3",
        "sector": "",
        "said": "jembatan titian",
        "year_from": 2018,
        "year_until": None,
    },
]
