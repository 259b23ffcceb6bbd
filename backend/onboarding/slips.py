"""Slips to sign in with: name, user name, one-time code, and a QR that opens the door with both filled in.

They are drawn while the code is known, once; nothing of them is kept. The QR carries the code behind the ``#`` of the
address, so that no server's log ever holds it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import segno
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from backend.kernel import clock
from villages import codes, rules
from villages.board.typesetting import pdf_of
from villages.models import Assignment, User
from villages.terms import Role

LAYOUT = Path(__file__).parent / "layouts" / "slips.typ"
QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class Slip:
    """One person's slip. ``address``: what to open; ``secret_address``: what the QR opens, code and all."""

    name: str
    username: str
    code: str
    role: str
    area: str
    address: str
    secret_address: str
    until: str

    @property
    def picture(self) -> str:
        """The QR as a data URI, for a page."""
        return str(segno.make(self.secret_address, error="m", micro=False).svg_data_uri(border=QUIET_ZONE))


def slips_of(made: Iterable[tuple[User, str]]) -> list[Slip]:
    """The slips of people with the codes that were just made. Two queries, whatever their number."""
    people = list(made)
    held: dict[UUID, list[Assignment]] = {user.pk: [] for user, _code in people}
    today = clock.today()
    rows = Assignment.objects.filter(user__in=held).select_related("village__region", "region").order_by("from_on")
    for assignment in rows:
        if assignment.until_on is None or assignment.until_on >= today:
            held[assignment.user_id].append(assignment)
    until = date_format(codes.expiry(), "j F Y")
    return [_slip(user, code, held[user.pk], until) for user, code in people]


def as_pdf(slips: list[Slip]) -> bytes:
    """Eight slips a sheet of A4, to be cut apart."""
    words = {
        "title": _("Slip masuk Rembuk Desa"),
        "author": "Rembuk Desa",
        "heading": "Rembuk Desa",
        "username_label": _("Nama pengguna"),
        "code_label": _("Kode sekali pakai"),
        "steps": _("Pindai, atau buka alamat ini dan ketik kodenya. Lalu buat kata sandi Anda sendiri."),
        "secret": _("Jangan difoto atau dikirim. Berlaku sekali, sampai %(until)s.") % {"until": slips[0].until},
        "slips": [
            {
                "name": one.name,
                "work": f"{one.role}, {one.area}" if one.area else one.role,
                "username": one.username,
                "code": one.code,
                "address": one.address,
                "qr": f"qr{number}.svg",
            }
            for number, one in enumerate(slips)
        ],
    }
    pictures = {f"qr{number}.svg": _drawn(one.secret_address) for number, one in enumerate(slips)}
    return pdf_of(LAYOUT, words, at=clock.now(), pictures=pictures)


def _slip(user: User, code: str, held: list[Assignment], until: str) -> Slip:
    records = any(one.role in rules.RECORDERS for one in held) or not (held or user.is_staff)
    home = settings.PUBLIC_URL.rstrip("/")
    if records:
        address, secret = f"{home}/app/", f"{home}/app/#/masuk/pertama?{urlencode({'n': user.username, 'k': code})}"
    else:
        address = f"{home}/petugas/masuk-pertama/"
        secret = f"{address}#{urlencode({'n': user.username, 'k': code})}"
    roles = dict.fromkeys(str(Role(one.role).label) for one in held)
    areas = dict.fromkeys(_area(one) for one in held)
    return Slip(user.name, user.username, code, ", ".join(roles), _few(list(areas)), address, secret, until)


def _area(one: Assignment) -> str:
    if one.village:
        return one.village.name
    return one.region.name if one.region else _("semua wilayah")


def _few(areas: list[str], most: int = 3) -> str:
    shown = ", ".join(areas[:most])
    return f"{shown}, …" if len(areas) > most else shown


def _drawn(text: str) -> bytes:
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=QUIET_ZONE)
    return out.getvalue()
