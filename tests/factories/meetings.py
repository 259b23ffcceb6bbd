"""Rows of meetings and their money, put straight into the tables: for tests that only read them."""

from datetime import UTC, date, datetime
from typing import Any

from backend.kernel import ids
from budgets.models import BudgetItem, Ceiling, Funding, OversightAction, Proposal
from budgets.terms import Delivery, Every, Fate, FundSource, ItemState
from meetings.models import AgendaItem, Attendance, Meeting, Photo, Publicity, Session, Signature
from meetings.terms import (
    AgendaOutcome,
    AttendanceStatus,
    DecisionMethod,
    Element,
    Gender,
    MeetingStatus,
    MeetingType,
    SignerRole,
)
from sync.models import SyncedRecord
from villages.board.sections import Subject
from villages.models import Village

NINE = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)
JUTA = 100_000_000
"""A million rupiah, in sen."""

ROAD = "Pengerasan jalan usaha tani Blok Cibodas"
PIPES = "Perpipaan air bersih"


def put(model: type[SyncedRecord], village: Village, **fields: Any) -> Any:
    """A row of ``model``, as the engine would have stored it."""
    return model._default_manager.create(village=village, id=ids.uuid7(), version=fields.pop("version", 1), **fields)


def make_meeting(village: Village, **fields: Any) -> Meeting:
    """A planning meeting that was held and handed in, with one sitting."""
    given = {
        "type": MeetingType.MUSDES_RKP,
        "title": "Musdes RKP Desa 2027",
        "fiscal_year": 2027,
        "number": "140/03/BPD/VI/2026",
        "place": "Balai Desa Cangkuang",
        "chair": {"name": "H. Endang Kosasih", "position": "Ketua BPD"},
        "minute_taker": {"name": "Lilis Suryani", "position": "Sekretaris BPD"},
        "speakers": [{"name": "Drs. Asep Ridwan", "position": "Kasi PMD Kecamatan Leles"}],
        "summary": "Musyawarah menyepakati dua kegiatan untuk tahun 2027.",
        "decision_method": DecisionMethod.CONSENSUS,
        "invited_count": 30,
        "rules": {
            "quorum_numerator": 2,
            "quorum_denominator": 3,
            "legal_basis": "Perdes Cangkuang Nomor 2 Tahun 2020",
            "required_elements": ["tani", "perempuan"],
            "minimum_women_percent": 30,
        },
        "status": MeetingStatus.SUBMITTED,
        "submitted_at": NOON,
    }
    meeting: Meeting = put(Meeting, village, **{**given, **fields})
    put(Session, village, meeting=meeting.id, started_at=NINE, ended_at=NOON, place=meeting.place)
    return meeting


def make_people(meeting: Meeting, element: Element, *, men: int = 0, women: int = 0, **fields: Any) -> None:
    """So many people of one element who came."""
    for number, gender in enumerate([Gender.MALE] * men + [Gender.FEMALE] * women):
        put(
            Attendance,
            meeting.village,
            **{
                "meeting": meeting.id,
                "name": f"Peserta {element} {number}",
                "element": element,
                "gender": gender,
                "hamlet": "Cibodas",
                "status": AttendanceStatus.PRESENT,
                **fields,
            },
        )


def make_item(meeting: Meeting, name: str = ROAD, amount: int = 120 * JUTA, **fields: Any) -> BudgetItem:
    """An activity that the meeting adopted, paid by Dana Desa alone."""
    source = fields.pop("source", FundSource.DDS)
    given = {
        "meeting": meeting.id,
        "fiscal_year": meeting.fiscal_year,
        "account": "2.3.11",
        "name": name,
        "hamlet": "Cibodas",
        "place": "Blok Cibodas",
        "volume": 450_000,
        "unit": "m",
        "amount": amount,
        "beneficiaries_male": 120,
        "beneficiaries_female": 110,
        "start_month": 4,
        "end_month": 6,
        "delivery": Delivery.SELF_MANAGED,
        "implementer": "Kasi Kesejahteraan",
        "state": ItemState.ADOPTED,
    }
    item: BudgetItem = put(BudgetItem, meeting.village, **{**given, **fields})
    if source:
        put(Funding, meeting.village, budget_item=item.id, source=source, amount=amount)
    return item


def make_whole_meeting(village: Village) -> Meeting:
    """A meeting with something in every section of its dossier."""
    meeting = make_meeting(village)
    make_people(meeting, Element.TANI, men=8, women=4)
    make_people(meeting, Element.PEREMPUAN, women=9, hamlet="Sukamaju")
    make_people(meeting, Element.ADAT, men=1, women=1, hamlet="Pasir")
    road = make_item(meeting)
    make_item(meeting, PIPES, 80 * JUTA, source=FundSource.ADD, account="2.4.06", hamlet="Sukamaju")
    put(
        AgendaItem,
        village,
        meeting=meeting.id,
        order=1,
        topic="Prioritas kegiatan 2027",
        proposer_element=Element.PEREMPUAN,
        discussion="Warga membahas urutan kegiatan.",
        outcome=AgendaOutcome.AGREED,
        decision="Jalan usaha tani didahulukan.",
        follow_up=[{"what": "Menyusun RAB", "who": "Kaur Perencanaan", "due": "2026-07-31"}],
    )
    put(
        Proposal,
        village,
        meeting=meeting.id,
        activity="Jalan ke sawah",
        hamlet="Cibodas",
        proposer_element=Element.TANI,
        fate=Fate.ADOPTED,
        became=[str(road.id)],
    )
    put(
        Proposal,
        village,
        meeting=meeting.id,
        activity="Lapangan bola",
        hamlet="Sukamaju",
        fate=Fate.REFUSED,
        reason="Tanahnya bukan milik desa.",
    )
    put(Photo, village, meeting=meeting.id, **photo_fields("a"), caption="Suasana musyawarah", publishable=True)
    put(Signature, village, meeting=meeting.id, role=SignerRole.CHAIR, name="Endang", strokes=[[1, 1, 2, 2]])
    put(Publicity, village, meeting=meeting.id, medium="banner", place="Balai desa", published_on=date(2026, 6, 20))
    put(
        OversightAction,
        village,
        meeting=meeting.id,
        budget_item=road.id,
        subject="Mutu batu jalan",
        watcher_element=Element.TANI,
        method="Mengukur tebal batu",
        every=Every.MONTHLY,
        due_on=date(2027, 6, 30),
    )
    put(Ceiling, village, fiscal_year=2027, source=FundSource.DDS, amount=900 * JUTA)
    return meeting


def photo_fields(letter: str) -> dict[str, Any]:
    """What a photograph has at least; its fingerprint is one letter."""
    return {"sha256": letter * 64, "size": 60_000, "media_type": "image/jpeg", "width": 1024, "height": 768}


def subject_of(meeting: Meeting) -> Subject:
    """The meeting as the board knows it."""
    return Subject(village=meeting.village, kind="meeting", key=meeting.id)
