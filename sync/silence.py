"""Villages whose phones have not synced for long: since when, what is still on them, and why the last try failed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from backend.kernel import clock
from backend.kernel.actor import Actor
from sync.access import Right, recorders_in, villages_with
from sync.models import Device

DAYS = 7
"""Days without a phone's visit, from which a village is shown where nobody says otherwise."""
MOST_DAYS = 365

SILENT, NAME, UNSENT = "diam", "nama", "tersimpan"
ORDERS: dict[str, tuple[Any, ...]] = {
    SILENT: (F("seen").asc(nulls_first=True), "region_id"),
    NAME: ("region__name", "region_id"),
    UNSENT: (F("unsent").desc(nulls_last=True), F("seen").asc(nulls_first=True), "region_id"),
}
"""What the list may be sorted by."""

NO_PHONE, NOT_TRIED = "no_phone", "not_tried"
REASONS: dict[str, str | Promise] = {
    NO_PHONE: _("Belum ada pencatat yang masuk dari HP."),
    NOT_TRIED: _("Tidak ada percobaan yang sampai ke server: HP mati, tanpa sinyal, atau aplikasi tidak dibuka."),
    "token_expired": _("Masa masuk habis; pencatat perlu masuk lagi di HP itu."),
    "device_revoked": _("HP ini dinyatakan hilang; pencatat perlu masuk lagi, atau memakai HP lain."),
    "upgrade": _("Aplikasinya terlalu lama; pencatat perlu memperbarui aplikasi."),
    "cursor_unknown": _("Server baru dipulihkan; pencatat perlu membuka aplikasi sampai HP selesai membaca ulang."),
    "too_large": _("Kirimannya terlalu besar; laporkan kepada pengelola server."),
    "malformed": _("Kirimannya tidak terbaca; laporkan kepada pengelola server."),
    "encoding": _("Kirimannya tidak terbaca; laporkan kepada pengelola server."),
    "slow_down": _("Terlalu banyak percobaan; HP akan mencoba lagi sendiri."),
    "unavailable": _("Server sedang tidak dapat melayani; HP akan mencoba lagi sendiri."),
}
OTHER = _("Ditolak server (%(code)s); laporkan kepada pengelola server.")


@dataclass(frozen=True, slots=True)
class Silence:
    """A village: when a phone of its was last seen, what is on its phones alone, the last refusal."""

    code: str
    name: str
    kecamatan: str
    seen_at: datetime | None
    days: int | None
    unsent_changes: int
    unsent_files: int
    reason: str
    refused_at: datetime | None


def silent_villages(actor: Actor, *, days: int = DAYS, order: str = SILENT) -> QuerySet[Any]:
    """Villages of the officer's area where somebody records and no phone was seen for ``days``. Two queries.

    A village whose recorders never signed in on a phone is among them, whatever ``days``.
    """
    before = clock.now() - timedelta(days=days)
    recorders = recorders_in(OuterRef(OuterRef("pk"))).values("user")
    phones = Device.objects.filter(user__in=recorders)
    refused = phones.filter(refused_at__isnull=False).order_by("-refused_at")
    holding = phones.filter(revoked_at__isnull=True).order_by().annotate(all=F("unsent_changes") + F("unsent_files"))
    total = holding.values("revoked_at").annotate(
        changes=Sum("unsent_changes"), files=Sum("unsent_files"), total=Sum("all")
    )
    latest = phones.filter(seen_at__isnull=False).order_by("-seen_at")
    found: QuerySet[Any] = villages_with(actor.user, Right.READ).select_related("region__parent")
    found = found.filter(pk__in=recorders_in().values("village")).annotate(
        phone=Subquery(phones.order_by("pk").values("pk")[:1]),
        seen=Subquery(latest.values("seen_at")[:1], output_field=DateTimeField()),
        changes=Subquery(total.values("changes")),
        files=Subquery(total.values("files")),
        unsent=Subquery(total.values("total")),
        refused=Subquery(refused.values("refused_at")[:1]),
        code_of_refusal=Subquery(refused.values("refused_code")[:1]),
    )
    return found.filter(Q(seen__isnull=True) | Q(seen__lt=before)).order_by(*ORDERS[order])


def described(villages: Iterable[Any]) -> list[Silence]:
    """The rows as they are read. No query."""
    now = clock.now()
    return [
        Silence(
            code=one.region_id,
            name=one.region.name,
            kecamatan=one.region.parent.name if one.region.parent else "",
            seen_at=one.seen,
            days=(now - one.seen).days if one.seen else None,
            unsent_changes=one.changes or 0,
            unsent_files=one.files or 0,
            reason=_reason(one),
            refused_at=one.refused,
        )
        for one in villages
    ]


def _reason(one: Any) -> str:
    code = one.code_of_refusal or (NOT_TRIED if one.phone else NO_PHONE)
    return str(REASONS[code]) if code in REASONS else str(OTHER) % {"code": code}
