"""What the fields of a meeting's snapshots are called where a correction tells what changed."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = dict[str, str | Promise]

OF_DECISION: Words = {
    "type_label": _("jenis musyawarah"),
    "summary": _("keputusan"),
    "method_label": _("cara memutuskan"),
    "for": _("suara setuju"),
    "against": _("suara tidak setuju"),
    "abstained": _("suara abstain"),
    "objections": _("keberatan"),
}
OF_TURNOUT: Words = {
    "present": _("yang hadir"),
    "women": _("perempuan"),
    "men": _("laki-laki"),
    "unknown": _("tidak dicatat"),
    "women_percent": "",
    "invited": _("yang diundang"),
    "needed": _("syarat kuorum"),
    "deciding": _("yang berhak memutuskan"),
    "met": _("kuorum tercapai"),
    "numerator": "",
    "denominator": "",
    "legal_basis": _("dasar hukum"),
    "label": _("unsur"),
    "name": _("dusun"),
    "missing_elements": _("unsur yang tidak hadir"),
}
OF_MINUTES: Words = {
    **OF_DECISION,
    "topic": _("pokok bahasan"),
    "proposer": _("pengusul"),
    "discussion": _("pembahasan"),
    "response": _("tanggapan"),
    "outcome_label": _("hasil"),
    "reason": _("alasan"),
    "decision": _("keputusan"),
}
OF_PHOTOS: Words = {"caption": _("keterangan"), "purpose_label": _("tujuan foto"), "width": "", "height": ""}
OF_NEXT: Words = {
    "what": _("tindak lanjut"),
    "who": _("oleh siapa"),
    "due": _("tenggat"),
    "by": _("tenggat"),
    "source": _("dasar hukum"),
}
OF_PUBLICITY: Words = {"medium_label": _("media"), "place": _("tempat"), "published_on": _("diumumkan pada")}
OF_RECORD: Words = {
    "type_label": _("jenis musyawarah"),
    "title": _("judul"),
    "fiscal_year": _("tahun anggaran"),
    "number": _("nomor berita acara"),
    "level_label": _("tingkat"),
    "hamlet": _("dusun"),
    "convener_label": _("penyelenggara"),
    "place": _("tempat"),
    "started_at": _("mulai"),
    "ended_at": _("selesai"),
    "outcome_label": _("hasil"),
    "chair": _("pemimpin"),
    "minute_taker": _("notulis"),
    "name": _("nama"),
    "position": _("jabatan"),
    "count": _("jumlah"),
    "label": _("penanda tangan"),
    "legal_basis": _("dasar hukum"),
    "zone": "",
}
