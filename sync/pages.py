"""Pages about phones: what they still hold, the lost one, and the file that was carried here by hand."""

import csv
from datetime import datetime
from io import StringIO
from typing import Any, BinaryIO, ClassVar, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.cells import disarmed
from backend.kernel.problems import Problem
from sync import bundles, devices, silence
from sync.access import works_at_a_desk
from sync.bundle_file import LARGEST
from sync.desk import assignments_on, carrier_page, desk_page
from sync.exchange import TooLarge
from sync.phones import described, phone_seen_by, phones_seen_by
from sync.terms import Outcome

ON_A_PAGE = 50


class FileMissing(Problem):
    code: ClassVar[str] = "file_missing"
    status = 422
    title = gettext_lazy("Pilih dulu berkas kiriman dari kartu memori, lalu tekan Terima berkas.")


@require_safe
@desk_page
def phones(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The phones of who records in the officer's area."""
    name = request.GET.get("cari", "").replace("\x00", "").strip()[:80]
    page = Paginator(phones_seen_by(actor, name=name), ON_A_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "sync/phones.html", {"page": page, "items": described(actor, page), "name": name})


@require_safe
@desk_page
def silent(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Villages of the officer's area whose phones did not sync for some days, as a page or as CSV."""
    days = _days(request.GET.get("hari", ""))
    order = request.GET.get("urut", "")
    order = order if order in silence.ORDERS else silence.SILENT
    rows = silence.silent_villages(actor, days=days, order=order)
    if request.GET.get("bentuk") == "csv":
        return _silent_csv(silence.described(rows))
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("halaman"))
    shown = {"page": page, "items": silence.described(page), "days": days, "order": order, "most": silence.MOST_DAYS}
    return render(request, "sync/silent.html", shown)


def _days(said: str) -> int:
    return min(max(int(said), 1), silence.MOST_DAYS) if said.isascii() and said.isdigit() else silence.DAYS


def _day(moment: datetime | None) -> str:
    return clock.day_of(moment).isoformat() if moment else ""


def _silent_csv(rows: list[silence.Silence]) -> HttpResponse:
    """UTF-8 with a mark for Excel, semicolons as Indonesian spreadsheets expect."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            _("Kode"),
            _("Desa"),
            _("Kecamatan"),
            _("Terakhir tersambung"),
            _("Hari"),
            _("Catatan belum terkirim"),
            _("Foto belum terkirim"),
            _("Percobaan terakhir"),
            _("Waktu percobaan"),
        ]
    )
    for one in rows:
        days = "" if one.days is None else one.days
        place = [disarmed(text) for text in (one.code, one.name, one.kecamatan)]
        unsent = one.unsent_changes, one.unsent_files
        writer.writerow([*place, _day(one.seen_at), days, *unsent, one.reason, _day(one.refused_at)])
    headers = {"Content-Disposition": 'attachment; filename="desa-lama-tidak-tersambung.csv"'}
    return HttpResponse(out.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def phone(request: HttpRequest, actor: Actor, *, device: UUID) -> HttpResponse:
    """One phone; whoever answers for its person may report it lost."""
    shown = phone_seen_by(actor, device)
    if request.method == "POST":
        lost = devices.report_lost(actor, device)
        told = _("HP %(name)s dinyatakan hilang. Catatan yang sudah terkirim dihapus dari HP itu saat ia tersambung.")
        messages.success(request, told % {"name": lost.user.name})
        return redirect("waiting:phones")
    return render(request, "sync/phone.html", {"item": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@carrier_page
def bundle(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A phone's unsent work in a file; also those who record may bring one."""
    shown: dict[str, Any] = {"at_a_desk": works_at_a_desk(assignments_on(request)), "most": LARGEST}
    if request.method != "POST":
        return render(request, "sync/bundle.html", shown)
    try:
        brought = _bring(request, actor)
    except Problem as refusal:
        return render(request, "sync/bundle.html", {**shown, "refusal": refusal}, status=refusal.status)
    _tell(request, brought)
    return redirect("waiting:bundle")


def _bring(request: HttpRequest, actor: Actor) -> bundles.Brought:
    uploaded = request.FILES.get("berkas")
    if uploaded is None or uploaded.file is None:
        raise FileMissing
    if (uploaded.size or 0) > LARGEST:
        raise TooLarge(most_bytes=LARGEST)
    return bundles.bring(cast("BinaryIO", uploaded.file), by=actor)


def _tell(request: HttpRequest, brought: bundles.Brought) -> None:
    counts = brought.outcomes
    told = _(
        "Berkas dari %(name)s diterima: %(new)d catatan baru, %(photos)d foto baru; %(before)d sudah pernah dikirim."
    )
    facts = {
        "name": brought.by,
        "new": counts[Outcome.APPLIED] + counts[Outcome.MERGED] + counts[Outcome.CONFLICT],
        "photos": brought.files_new,
        "before": brought.replayed + brought.files_known,
    }
    messages.success(request, told % facts)
    waits = counts[Outcome.CONFLICT] + counts[Outcome.HELD]
    if waits:
        messages.warning(request, _("%(count)d catatan menunggu keputusan petugas.") % {"count": waits})
    refused = counts[Outcome.REJECTED] + brought.files_refused
    if refused:
        told = _("%(count)d tidak dapat diterima; alasannya muncul di HP pencatat saat HP itu tersambung.")
        messages.warning(request, told % {"count": refused})
