"""Closed vocabularies of deliberations: English or legal value, official Indonesian label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingType(TextChoices):
    """What kind of deliberation (UU 6/2014 Ps 54, Permendagri 114/2014, Permendesa 16/2019, Permendagri 110/2016)."""

    MUSDUS = "musdus", _("Musyawarah Dusun")
    MUSKEL = "muskel", _("Musyawarah Kelompok")
    MUSPEREMPUAN = "musperempuan", _("Musyawarah Perempuan")
    MUSANAK = "musanak", _("Musyawarah Anak")
    MUSINKLUSI = "musinklusi", _("Musyawarah Inklusi")
    PRAMUSREN = "pramusren", _("Pra-Musrenbang Desa")
    MUSDES_RPJM = "musdes_rpjm", _("Musyawarah Desa Penyusunan RPJM Desa")
    MUSDES_RKP = "musdes_rkp", _("Musyawarah Desa Penyusunan RKP Desa")
    MUSRENBANGDES = "musrenbangdes", _("Musyawarah Perencanaan Pembangunan Desa")
    MUSDES_APBDES = "musdes_apbdes", _("Musyawarah Desa Pembahasan APB Desa")
    MUSDES_PELAKSANAAN = "musdes_pelaksanaan", _("Musyawarah Desa Pelaporan Pelaksanaan Pembangunan")
    MUSDES_LPJ = "musdes_lpj", _("Musyawarah Desa Pertanggungjawaban")
    MUSDESUS_BLT = "musdesus_blt", _("Musyawarah Desa Khusus BLT Desa")
    MUSDESUS_KDMP = "musdesus_kdmp", _("Musyawarah Desa Khusus Koperasi Desa Merah Putih")
    MUSDESUS_BUMDES = "musdesus_bumdes", _("Musyawarah Desa Khusus BUM Desa")
    MUSDESUS_ASET = "musdesus_aset", _("Musyawarah Desa Khusus Aset Desa")
    MUSDESUS_DTSEN = "musdesus_dtsen", _("Musyawarah Desa Khusus Data Kemiskinan")
    MUSDESUS_LAIN = "musdesus_lain", _("Musyawarah Desa Khusus Lainnya")
    MUSDES_PAW = "musdes_paw", _("Musyawarah Desa Pemilihan Kepala Desa Antarwaktu")
    RAPAT_BPD = "rapat_bpd", _("Musyawarah BPD")
    MAD = "mad", _("Musyawarah Antar Desa")
    FKP = "fkp", _("Forum Konsultasi Publik")


class MeetingLevel(TextChoices):
    HAMLET = "hamlet", _("dusun")
    GROUP = "group", _("kelompok")
    VILLAGE = "village", _("desa")
    SEVERAL_VILLAGES = "several_villages", _("beberapa desa")


class Convener(TextChoices):
    BPD = "bpd", _("BPD")
    VILLAGE_GOVERNMENT = "village_government", _("Pemerintah Desa")
    HAMLET_HEAD = "hamlet_head", _("Kepala dusun")
    COMMUNITY_GROUP = "community_group", _("Kelompok masyarakat")
    OTHER = "other", _("lainnya")


class DecisionMethod(TextChoices):
    CONSENSUS = "consensus", _("Mufakat")
    OPEN_VOTE = "open_vote", _("Pemungutan suara terbuka")
    SECRET_VOTE = "secret_vote", _("Pemungutan suara tertutup")


class RankingMethod(TextChoices):
    """How a meeting puts wishes into an order."""

    SCORES = "scores", _("Skor tiap ukuran")
    VOTES = "votes", _("Suara peserta")


class MeetingStatus(TextChoices):
    PLANNED = "planned", _("Direncanakan")
    HELD = "held", _("Sudah dilaksanakan")
    SUBMITTED = "submitted", _("Menunggu diperiksa")
    RETURNED = "returned", _("Perlu perbaikan")
    ACCEPTED = "accepted", _("Diterima")
    PUBLISHED = "published", _("Diterbitkan")
    CORRECTED = "corrected", _("Diterbitkan dengan pembetulan")


PHONE_STATUSES = frozenset({MeetingStatus.PLANNED, MeetingStatus.HELD, MeetingStatus.SUBMITTED})
"""What a phone may say of a meeting; the rest is said at the desk."""

CLOSED_STATUSES = frozenset({MeetingStatus.ACCEPTED, MeetingStatus.PUBLISHED, MeetingStatus.CORRECTED})
"""A meeting that was accepted takes phones' changes only as amendments."""

LOOKED_OVER = frozenset({MeetingStatus.SUBMITTED, MeetingStatus.RETURNED})
"""What checks look over again each night: it still waits for somebody's word."""


class ReviewLevel(TextChoices):
    """At which office a verdict was given."""

    KECAMATAN = "kecamatan", _("Kecamatan")
    KABUPATEN = "kabupaten", _("Kabupaten")


class VerdictSaid(TextChoices):
    ACCEPTED = "accepted", _("diterima")
    RETURNED = "returned", _("dikembalikan")


class LineSaid(TextChoices):
    """What an office says of one line of the budget."""

    OK = "ok", _("sesuai")
    QUESTION = "question", _("ditanyakan")
    RETURN = "return", _("perlu perbaikan")


class CheckItem(TextChoices):
    """The officer's own checklist (after the monitor's form for musdes, domain 3.8)."""

    OFFICIAL_RECORD = "official_record", _("Hasil disahkan dengan berita acara")
    SIGNED_LIST = "signed_list", _("Daftar hadir ditandatangani dan distempel")
    PURPOSE = "purpose", _("Pimpinan menjelaskan tujuan musyawarah")
    QUORUM = "quorum", _("Kuorum terpenuhi menurut tata tertib desa")
    ELEMENTS = "elements", _("Semua unsur masyarakat terwakili")
    WOMEN = "women", _("Perempuan hadir dan didengar")
    PHOTOS = "photos", _("Foto sesuai dengan musyawarah ini")
    IN_PLAN = "in_plan", _("Kegiatan sesuai RPJM Desa")
    CEILING = "ceiling", _("Pagu tidak terlampaui")
    REFUSALS = "refusals", _("Usulan yang ditolak atau ditunda diberi alasan")


class DueMeeting(TextChoices):
    """The meetings that every village owes for a fiscal year."""

    RKP = "rkp", _("Musdes RKP")
    MUSRENBANG = "musrenbang", _("Musrenbang Desa")
    APBDES = "apbdes", _("Musdes APB Desa")
    FIRST_REPORT = "pelaksanaan1", _("Musdes pelaksanaan I")
    SECOND_REPORT = "pelaksanaan2", _("Musdes pelaksanaan II")


class Coverage(TextChoices):
    """How far a meeting is that a village owes, in one word of the coverage picture."""

    NOT_HELD = "belum", _("belum")
    MISSED = "lewat", _("lewat")
    PLANNED = "rencana", _("rencana")
    HELD = "digelar", _("digelar")
    SENT = "terkirim", _("terkirim")
    RETURNED = "kembali", _("kembali")
    ACCEPTED = "diterima", _("diterima")
    PUBLISHED = "terbit", _("terbit")


class AttendanceMode(TextChoices):
    FULL_LIST = "full_list", _("daftar nama")
    TALLY = "tally", _("hitungan dan foto daftar hadir")


class SessionOutcome(TextChoices):
    PLANNED = "planned", _("Direncanakan")
    HELD = "held", _("Dilaksanakan")
    ADJOURNED_NO_QUORUM = "adjourned_no_quorum", _("Ditunda karena kuorum belum terpenuhi")
    ADJOURNED = "adjourned", _("Ditunda")


class Gender(TextChoices):
    MALE = "L", _("Laki-laki")
    FEMALE = "P", _("Perempuan")
    UNKNOWN = "unknown", _("Tidak dicatat")


class Element(TextChoices):
    """Unsur masyarakat, in the order of PP 43/2014 Ps 80 (as amended by PP 47/2015)."""

    ADAT = "adat", _("Tokoh adat")
    AGAMA = "agama", _("Tokoh agama")
    MASYARAKAT = "masyarakat", _("Tokoh masyarakat")
    PENDIDIK = "pendidik", _("Tokoh pendidikan")
    TANI = "tani", _("Kelompok tani")
    NELAYAN = "nelayan", _("Kelompok nelayan")
    PERAJIN = "perajin", _("Kelompok perajin")
    PEREMPUAN = "perempuan", _("Kelompok perempuan")
    ANAK = "anak", _("Pemerhati dan pelindungan anak")
    MISKIN = "miskin", _("Kelompok masyarakat miskin")
    LAIN = "lain", _("Unsur lain")


class Capacity(TextChoices):
    INVITED = "invited", _("Undangan")
    REGISTERED = "registered", _("Pendaftar")
    OBSERVER = "observer", _("Peninjau")
    RESOURCE_PERSON = "resource_person", _("Narasumber")
    COMPANION = "companion", _("Pendamping")


DECIDING = frozenset({Capacity.INVITED, Capacity.REGISTERED})
"""Who has a part in the decision; the others look on, explain or keep company."""


class AttendanceStatus(TextChoices):
    INVITED = "invited", _("Diundang")
    PRESENT = "present", _("Hadir")
    REPRESENTED = "represented", _("Diwakili")
    EXCUSED = "excused", _("Izin")
    ABSENT = "absent", _("Tidak hadir")


THERE = frozenset({AttendanceStatus.PRESENT, AttendanceStatus.REPRESENTED})
"""Somebody came and signed: the person, or who stood in for them."""


class DoubleSaid(TextChoices):
    """What a human says of two entries that look like one person."""

    JOINED = "joined", _("orang yang sama")
    DIFFERENT = "different", _("bukan orang yang sama")


class Vulnerable(TextChoices):
    DISABLED = "disabled", _("Penyandang disabilitas")
    POOR = "poor", _("Warga miskin")
    ELDERLY = "elderly", _("Lanjut usia")
    FEMALE_HEADED = "female_headed", _("Perempuan kepala keluarga")
    PREGNANT = "pregnant", _("Ibu hamil")
    INDIGENOUS = "indigenous", _("Masyarakat adat")
    OTHER = "other", _("Kelompok rentan lain")


class AgendaOutcome(TextChoices):
    AGREED = "agreed", _("Disepakati")
    REFUSED = "refused", _("Ditolak")
    DEFERRED = "deferred", _("Ditunda")
    NOTED = "noted", _("Dicatat")


class PhotoPurpose(TextChoices):
    DOCUMENTATION = "documentation", _("Foto dokumentasi")
    ATTENDANCE_SHEET = "attendance_sheet", _("Daftar hadir bertanda tangan")
    OFFICIAL_RECORD = "official_record", _("Berita acara bertanda tangan")
    BANNER = "banner", _("Baliho yang terpasang")
    BEFORE = "before", _("Sebelum pekerjaan")
    DURING = "during", _("Selama pekerjaan")
    AFTER = "after", _("Sesudah pekerjaan")


class MediaType(TextChoices):
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    WEBP = "image/webp", "WebP"


class SignerRole(TextChoices):
    CHAIR = "chair", _("Pimpinan musyawarah")
    VILLAGE_HEAD = "village_head", _("Kepala Desa")
    MINUTE_TAKER = "minute_taker", _("Notulis")
    PARTICIPANT = "participant", _("Wakil peserta")
    WITNESS = "witness", _("Saksi")


class Medium(TextChoices):
    """Where a village made something known (Permendes PDT 16/2025 Ps 10)."""

    BANNER = "banner", _("Baliho")
    NOTICE_BOARD = "notice_board", _("Papan informasi desa")
    LOUDSPEAKER = "loudspeaker", _("Pengeras suara di ruang publik")
    WEBSITE = "website", _("Website desa")
    SOCIAL = "social", _("Media sosial")
    PRINT = "print", _("Media cetak")
    ELECTRONIC = "electronic", _("Media elektronik")
    OTHER = "other", _("Media lain")


class FilePart(TextChoices):
    """What a complete file of a deliberation holds."""

    COMMITTEE = "committee", _("Panitia, rencana kegiatan dan RAB")
    OFFICIAL_VIEW = "official_view", _("Pandangan resmi BPD")
    INVITATION = "invitation", _("Undangan bernomor dan bertanggal")
    MATERIAL = "material", _("Bahan musyawarah")
    ATTENDANCE = "attendance", _("Daftar hadir bertanda tangan")
    RULES = "rules", _("Tata tertib dan hitungan kuorum")
    MINUTES = "minutes", _("Notulen")
    RECORD = "record", _("Berita acara bertanda tangan")
    PHOTOGRAPHS = "photographs", _("Foto dokumentasi")
    DECISIONS = "decisions", _("Daftar yang disepakati, ditunda dan ditolak, dengan alasan")
    REPORT = "report", _("Laporan dalam batas waktu")
    PUBLICITY = "publicity", _("Bukti publikasi")
