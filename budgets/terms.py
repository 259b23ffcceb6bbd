"""Closed vocabularies of money and oversight: English or legal value, Indonesian label."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProposalSource(TextChoices):
    HAMLET_MEETING = "hamlet_meeting", _("Musyawarah dusun")
    WOMENS_MEETING = "womens_meeting", _("Musyawarah perempuan")
    CHILDRENS_FORUM = "childrens_forum", _("Forum anak")
    INCLUSION_MEETING = "inclusion_meeting", _("Musyawarah inklusi")
    GROUP_MEETING = "group_meeting", _("Musyawarah kelompok")
    VILLAGER = "villager", _("Warga")
    BPD = "bpd", _("BPD")
    OTHER = "other", _("Lainnya")


class Fate(TextChoices):
    """Nasib usulan: what became of a proposal."""

    OPEN = "open", _("Belum diputuskan")
    ADOPTED = "adopted", _("Disepakati")
    HIGHER_LIST = "higher_list", _("Diusulkan ke kabupaten (DU-RKP)")
    DEFERRED = "deferred", _("Ditunda")
    REFUSED = "refused", _("Ditolak")


class AskedOf(TextChoices):
    """Sumber usulan: the budget that pays if the kabupaten's list is heard (DU-RKP, Permendagri 114/2014)."""

    APBD_KAB = "apbd_kab", _("APBD kabupaten/kota")
    APBD_PROV = "apbd_prov", _("APBD provinsi")
    APBN = "apbn", _("APBN")


class Delivery(TextChoices):
    SELF_MANAGED = "self_managed", _("Swakelola")
    VILLAGES_TOGETHER = "villages_together", _("Kerja sama antar desa")
    THIRD_PARTY = "third_party", _("Kerja sama pihak ketiga")


class Nature(TextChoices):
    NEW = "new", _("Baru")
    CONTINUED = "continued", _("Lanjutan")


class Sector(TextChoices):
    """The one main sector of an activity, for pages on a sector; our tags, not law."""

    PENDIDIKAN = "pendidikan", _("Pendidikan")
    KESEHATAN = "kesehatan", _("Kesehatan")
    KEMISKINAN = "kemiskinan", _("Penanggulangan kemiskinan")
    AIR_SANITASI = "air_sanitasi", _("Air bersih dan sanitasi")
    LINGKUNGAN = "lingkungan", _("Lingkungan hidup")
    BENCANA = "bencana", _("Bencana dan keadaan darurat")
    INKLUSI = "inklusi", _("Perempuan, anak dan inklusi")
    MUSYAWARAH = "musyawarah", _("Musyawarah desa")
    KETERBUKAAN = "keterbukaan", _("Keterbukaan informasi")
    LAIN = "lain", _("Lainnya")


class ItemState(TextChoices):
    PROPOSED = "proposed", _("Diusulkan")
    ADOPTED = "adopted", _("Disepakati")
    IN_PLAN = "in_plan", _("Masuk RKP Desa")
    IN_BUDGET = "in_budget", _("Masuk APB Desa")
    CHANGED = "changed", _("Diubah (APB Desa Perubahan)")
    UNDER_WAY = "under_way", _("Sedang dilaksanakan")
    DONE = "done", _("Selesai dilaksanakan")
    ACCOUNTED_FOR = "accounted_for", _("Sudah dipertanggungjawabkan")
    DROPPED = "dropped", _("Tidak dilanjutkan")


IN_BUDGET = frozenset(
    {
        ItemState.IN_BUDGET,
        ItemState.CHANGED,
        ItemState.UNDER_WAY,
        ItemState.DONE,
        ItemState.ACCOUNTED_FOR,
    }
)
"""The states of an activity that stands in the APB Desa."""


class Need(TextChoices):
    """What a state or a fate asks for before it is complete."""

    REASON = "reason", _("alasan")
    YEAR = "year", _("tahun")
    WHOLE_REPORT = "whole_report", _("laporan 100% dengan foto")
    PLACE = "place", _("lokasi")
    VOLUME = "volume", _("volume")
    COST = "cost", _("perkiraan biaya")


class FundSource(TextChoices):
    """Where money comes from: the codes of Siskeudes, the words of villagers."""

    PAD = "PAD", _("Pendapatan asli desa")
    DDS = "DDS", _("Dana Desa (dari pusat)")
    ADD = "ADD", _("Alokasi Dana Desa (dari kabupaten)")
    PBH = "PBH", _("Bagi hasil pajak dan retribusi")
    PBP = "PBP", _("Bantuan keuangan provinsi")
    PBK = "PBK", _("Bantuan keuangan kabupaten")
    DLL = "DLL", _("Pendapatan lain-lain")
    SWADAYA = "SWADAYA", _("Swadaya masyarakat")


class SubjectKind(TextChoices):
    """What is watched over."""

    BUDGET_ITEM = "budget_item", _("Kegiatan")
    PROCUREMENT = "procurement", _("Pengadaan barang dan jasa")
    SERVICE = "service", _("Pelayanan")
    FUNDS = "funds", _("Pengelolaan dana")


class Every(TextChoices):
    ONCE = "once", _("satu kali")
    WEEKLY = "weekly", _("setiap minggu")
    MONTHLY = "monthly", _("setiap bulan")
    QUARTERLY = "quarterly", _("setiap tiga bulan")
    SEMESTER = "semester", _("setiap semester")
    YEARLY = "yearly", _("setiap tahun")


class OversightState(TextChoices):
    PLANNED = "planned", _("Direncanakan")
    DONE = "done", _("Sudah dilakukan")
    FINDING_OPEN = "finding_open", _("Ada temuan, belum selesai")
    RESOLVED = "resolved", _("Temuan selesai")


class Mark(TextChoices):
    """What is to be said of an activity that does not go as planned; the value is the code of its finding."""

    OVERSPENT = "overspent", _("Melebihi anggaran")
    LATE = "work_late", _("Terlambat")
    MONEY_AHEAD = "money_ahead", _("Uang mendahului pekerjaan")
    BACKWARDS = "report_backwards", _("Laporan mundur")
    BEHIND = "work_behind", _("Tertinggal")
    STUCK = "work_stuck", _("Tidak ada kabar")


class Ranah(TextChoices):
    """The two trees of account codes, whose codes collide (Permendagri 20/2018, Lampiran)."""

    FUNGSI = "fungsi", _("Bidang, sub bidang dan kegiatan")
    EKONOMI = "ekonomi", _("Pendapatan, belanja dan pembiayaan")


class CodeLevel(TextChoices):
    BIDANG = "bidang", _("Bidang")
    SUB_BIDANG = "sub_bidang", _("Sub bidang")
    KEGIATAN = "kegiatan", _("Kegiatan")
    AKUN = "akun", _("Akun")
    KELOMPOK = "kelompok", _("Kelompok")
    JENIS = "jenis", _("Jenis")
    OBJEK = "objek", _("Objek")


class VoiceKind(TextChoices):
    """What a villager without an account writes to the village about."""

    PROPOSAL = "proposal", _("Usulan")
    QUESTION = "question", _("Pertanyaan")
    OBJECTION = "objection", _("Keberatan")


class VoiceState(TextChoices):
    """How far the village is with it."""

    WAITING = "waiting", _("Menunggu")
    TAKEN = "taken", _("Dibawa ke musyawarah")
    ANSWERED = "answered", _("Dijawab")
    DECLINED = "declined", _("Tidak dilanjutkan")
    SPAM = "spam", _("Bukan usulan atau pertanyaan")


class BudgetState(TextChoices):
    """How far an edition of the APB Desa is."""

    DRAFT = "draft", _("Rancangan")
    ADOPTED = "adopted", _("Ditetapkan")


class BudgetChangeKind(TextChoices):
    """What somebody did to an edition of the APB Desa."""

    STARTED = "started", _("Rancangan dimulai")
    ADDED = "added", _("Ditambahkan")
    CHANGED = "changed", _("Diubah")
    REMOVED = "removed", _("Dihapus")
    IMPORTED = "imported", _("Diambil dari berkas")
    REALISED = "realised", _("Realisasi dicatat")
    ADOPTED = "adopted", _("Ditetapkan")
    REOPENED = "reopened", _("Dibuka lagi")
    PUBLISHED = "published", _("Diterbitkan")
    ACCEPTED = "accepted", _("Disetujui")
    SET_ASIDE = "set_aside", _("Temuan dikesampingkan")
    TAKEN_UP = "taken_up", _("Temuan dibuka lagi")


SDGS = {
    1: _("Desa Tanpa Kemiskinan"),
    2: _("Desa Tanpa Kelaparan"),
    3: _("Desa Sehat dan Sejahtera"),
    4: _("Pendidikan Desa Berkualitas"),
    5: _("Keterlibatan Perempuan Desa"),
    6: _("Desa Layak Air Bersih dan Sanitasi"),
    7: _("Desa Berenergi Bersih dan Terbarukan"),
    8: _("Pertumbuhan Ekonomi Desa Merata"),
    9: _("Infrastruktur dan Inovasi Desa sesuai Kebutuhan"),
    10: _("Desa Tanpa Kesenjangan"),
    11: _("Kawasan Permukiman Desa Aman dan Nyaman"),
    12: _("Konsumsi dan Produksi Desa Sadar Lingkungan"),
    13: _("Desa Tanggap Perubahan Iklim"),
    14: _("Desa Peduli Lingkungan Laut"),
    15: _("Desa Peduli Lingkungan Darat"),
    16: _("Desa Damai Berkeadilan"),
    17: _("Kemitraan untuk Pembangunan Desa"),
    18: _("Kelembagaan Desa Dinamis dan Budaya Desa Adaptif"),
}
"""SDGs Desa (Permendesa PDTT 21/2020)."""
