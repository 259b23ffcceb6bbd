"""Cangkuang with something secret in every place that a page or an answer could show; every secret says ``CANARY``."""

import hashlib
import os
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.apps import apps
from PIL import Image

from backend.kernel import clock
from backend.onboarding.form import FORM
from budgets import codes, local_codes, tables, voices
from budgets.intake import plan_form
from budgets.keeping import editions
from budgets.keeping.rows import LineSaid, WorkSaid, add_line, add_work
from budgets.models import AccountCode
from budgets.tables import About
from budgets.terms import VoiceKind
from sync import edit
from sync.fields import utc_text
from sync.models import Conflict, Device, Held
from tests.factories.budgets import YEAR
from tests.factories.meetings import JUTA, make_whole_meeting
from tests.factories.publications import publish_meeting
from tests.meetings.recorded import Recorded, record_meeting
from tests.phone import Phone
from tests.security.cast import Cast
from tests.sync.bundle_writer import bundle
from tests.sync.tus_client import metadata
from villages.models import Assignment

CANARY = "Kanarirahasia"
PHOTO = os.urandom(40_000)
TABLE = f"Kode;Jenis kegiatan;Lokasi;Volume;Jumlah (Rp);Sumber\n2.3.11;Jalan {CANARY};Cibodas;450 m;120.000.000;DDS\n"
APPS = ("backend", "budgets", "meetings", "sync", "villages")
OF_WHO_LOOKS = {"NoticeChoice", "Browser"}
"""What anybody who signs in has of their own."""
NOTED = {"Device": ("refused_at", "refused_code")}
"""What is kept of a phone that is turned away, so that officers see why it is silent."""


@dataclass
class World:
    """The village, and the name in an address of everything that it has."""

    village: Any
    people: Cast
    names: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    file: bytes = b""
    """Siti's unsent work, signed by her phone."""
    meeting: Any = None
    planned: Any = None
    device: str = ""
    upload: str = ""
    checkpoint: str = ""
    cursor: str = ""


def photograph() -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 480), "green").save(out, "JPEG")
    return out.getvalue()


def build(people: Cast) -> World:
    """The whole of it, through the doors that people use."""
    made = World(people.village, people)
    codes.load()
    siti = people.siti
    meeting = record_meeting(siti, title=f"Musdes {CANARY}", place=f"Balai {CANARY}", summary=f"{CANARY} setuju.")
    meeting.present(f"{CANARY} Hidayat", hamlet=CANARY[:12])
    meeting.add("proposal", activity=f"Usul {CANARY}", proposer=f"{CANARY} Hidayat", proposer_element="tani")
    meeting.add(
        "budget_item", name=f"Jalan {CANARY}", account="2.3.11", amount=120 * JUTA, fiscal_year=2027, state="adopted"
    )
    photo = meeting.photo(photograph(), caption=f"Foto {CANARY}")
    made.meeting = meeting
    made.names = {
        "village": people.village.pk,
        "code": people.village.code,
        "meeting": meeting.id,
        "sha256": photo,
        "year": YEAR,
        "number": 1,
    }
    _publication(made)
    _money(made)
    _waiting(made)
    _phone(made)
    _people(made)
    return made


def _publication(made: World) -> None:
    """A meeting that is on the board; what names people of it is not."""
    shown = make_whole_meeting(made.village)
    on_board = publish_meeting(shown, made.people.bu_camat.actor)
    made.names |= {"key": shown.id, "published": shown.id}
    siti = made.people.siti
    key = edit.add(
        "meeting",
        made.village.pk,
        by=siti.actor,
        title="Musdes RKP yang direncanakan",
        type="musdes_rkp",
        fiscal_year=YEAR,
        place="Balai desa",
        planned_start=utc_text(clock.now() + timedelta(days=7)),
    )
    made.planned = Recorded(made.village, siti, key)
    made.planned.add("agenda_item", order=1, topic="Prioritas kegiatan")
    made.planned.add("proposal", activity="Jembatan", proposer=f"{CANARY} Kosasih", proposer_element="tani")
    made.names["planned"] = key
    sent = voices.send(
        made.village,
        VoiceKind.QUESTION,
        form=uuid4(),
        publication=on_board,
        text=f"Kapan {CANARY} dibangun?",
        name=f"{CANARY} Sobari",
        phone="0812-0000-1111",
    )
    made.names["voice"] = sent.pk


def _money(made: World) -> None:
    siti = made.people.siti.actor
    edition = editions.start(made.village, YEAR, by=siti)
    work = add_work(edition, WorkSaid("2.3.11", f"Jalan {CANARY}", place=f"Blok {CANARY}"), by=siti)
    line = add_line(edition, work, LineSaid("5.3.5.03", 100 * JUTA, "DDS", f"Batu {CANARY}"), by=siti)
    made.names |= {"budget": edition.pk, "work": work.thread, "line": line.thread}
    table = tables.bring(
        TABLE.encode(),
        f"{CANARY}.csv",
        by=siti,
        form=plan_form.FORM,
        about=About(village=made.village.pk, meeting=made.planned.id),
    )
    made.names["table"] = table.pk
    dpmd = made.people.dpmd.actor
    home = local_codes.kabupaten_for(dpmd, made.village.region.parent.parent_id)
    local_codes.say(home, local_codes.Local("2.3.91", "Kode lokal Garut", "jalan", 2026), by=dpmd)
    made.names["local_code"] = AccountCode.objects.get(kabupaten__isnull=False).pk
    edit.add(
        "ceiling",
        made.village.pk,
        by=dpmd,
        fiscal_year=YEAR,
        source="DDS",
        amount=900 * JUTA,
        legal_reference=f"Perbup {CANARY}",
    )


def _people(made: World) -> None:
    """Somebody of the village, and a table of people that the administrator has before them."""
    siti = made.people.siti.user
    made.names |= {"member": siti.pk, "assignment": Assignment.objects.get(user=siti).pk}
    content = f"Nama lengkap;Peran;Kode wilayah\n{CANARY} Sukmana;Fasilitator;{made.village.code}\n".encode()
    by = made.people.administrator.actor
    table = tables.bring(content, "orang.csv", by=by, form=FORM, about=About())
    made.names["roster"] = table.pk


def _waiting(made: World) -> None:
    """Two differing entries, and one that came late."""
    siti, dadang, iis = (one.phone for one in (made.people.siti, made.people.dadang, made.people.iis))
    key = str(made.meeting.id)
    for phone in (siti, dadang):
        phone.sync()
    iis.kinds[key], iis.versions[key] = "meeting", siti.versions[key]
    siti.change(key, place=f"Kantor {CANARY}")
    dadang.change(key, place=f"Aula {CANARY}")
    iis.change(key, place=f"Masjid {CANARY}")
    for phone in (siti, dadang, iis):
        phone.sync()
    made.names |= {"conflict": Conflict.objects.get().pk, "held": Held.objects.get().pk}


def _phone(made: World) -> None:
    """Siti's other phone, which has work to carry and an upload half done."""
    siti = made.people.siti
    phone = Phone(siti.user.username, made.village.pk)
    phone.sync()
    phone.record("meeting", title=f"Musdus {CANARY}", type="musdes_rkp", fiscal_year=2027)
    made.file = bundle(phone).getvalue()
    begun = phone.client.post(
        "/api/sync/v1/files/",
        b"",
        content_type="application/octet-stream",
        headers={
            **phone.headers,
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(PHOTO)),
            "Upload-Metadata": metadata(PHOTO, made.village.pk, sha256=hashlib.sha256(PHOTO).hexdigest()),
        },
    )
    made.upload = begun["Location"].rsplit("/", 1)[1]
    made.device, made.headers = phone.number, phone.headers
    made.cursor = next(iter(phone.cursors.values()))
    pulled = phone.client.get("/api/sync/rxdb/meeting/1/pull", headers=phone.headers).json()
    assert any(CANARY in str(one) for one in pulled["documents"])
    made.checkpoint = pulled["checkpoint"]["id"]
    found = Device.objects.get(number=phone.number)
    Device.objects.filter(pk=found.pk).update(name=f"HP {CANARY}", seen_at=clock.now())
    made.names["device"] = found.pk


def everything_kept() -> dict[str, str]:
    """A digest of every table of ours, to see that nothing was written."""
    return {
        model.__name__: hashlib.sha256(repr(sorted(map(repr, _kept(model)))).encode()).hexdigest()
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if model.__name__ not in OF_WHO_LOOKS
    }


def _kept(model: Any) -> Any:
    left_out = NOTED.get(model.__name__, ())
    names = [field.name for field in model._meta.concrete_fields if field.name not in left_out]
    return model._base_manager.values_list(*names)
