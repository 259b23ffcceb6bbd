"""How much each finding about money weighs, and how it may well be in order."""

from django.utils.translation import gettext_lazy as _

from villages.board.sections import Saying
from villages.terms import Severity

OF_PLAN = {
    "ceiling_exceeded": Saying(
        _("Pagu terlampaui"),
        Severity.GRAVE,
        _("Pagu berubah sesudah musyawarah, dan pagu barunya belum dicatat petugas."),
    ),
    "amount_impossible": Saying(
        _("Jumlah uang tidak masuk akal"), Severity.GRAVE, _("Salah ketik: angka nol terlalu banyak.")
    ),
    "funding_differs": Saying(
        _("Sumber dana tidak sama dengan biaya"),
        Severity.GRAVE,
        _("Satu sumber dana belum dicatat, atau pembulatan rupiah."),
    ),
    "source_missing": Saying(
        _("Tanpa sumber dana"), Severity.ATTENTION, _("Sumber dana baru diputuskan dalam APB Desa.")
    ),
    "price_differs": Saying(
        _("Volume kali harga bukan biayanya"),
        Severity.ATTENTION,
        _("Biaya memuat pajak, ongkos angkut, atau pembulatan."),
    ),
    "account_missing": Saying(
        _("Tanpa kode rekening"), Severity.INFO, _("Kode rekening diisi kemudian oleh kaur perencanaan.")
    ),
    "dropped_without_reason": Saying(
        _("Tidak dilanjutkan tanpa alasan"),
        Severity.ATTENTION,
        _("Alasannya sudah disampaikan lisan dan ada di notulen."),
    ),
    "taken_up_silently": Saying(
        _("Diangkat lagi tanpa alasan baru"),
        Severity.ATTENTION,
        _("Alasan lama masih berlaku sebagai penjelasan keputusan baru."),
    ),
    "place_missing": Saying(_("Tanpa lokasi"), Severity.INFO, _("Kegiatan berlaku untuk seluruh desa.")),
}

OF_PROGRESS = {
    "done_unproven": Saying(
        _("Selesai tanpa bukti"),
        Severity.ATTENTION,
        _("Kegiatan tanpa wujud yang bisa difoto, atau laporannya masih di HP yang belum mengirim."),
    ),
}
OF_PLAN |= OF_PROGRESS

OF_PROPOSALS = {
    "year_missing": Saying(
        _("Ditunda tanpa tahun"), Severity.ATTENTION, _("Tahunnya menunggu kepastian dana dari kabupaten.")
    ),
    "higher_list_incomplete": Saying(
        _("Usulan ke kabupaten belum lengkap"),
        Severity.INFO,
        _("Volume dan biayanya dihitung dinas kabupaten."),
    ),
    "fate_changed_silently": Saying(
        _("Diangkat lagi tanpa alasan baru"),
        Severity.ATTENTION,
        _("Alasan lama masih berlaku sebagai penjelasan keputusan baru."),
    ),
    "rank_tied": Saying(
        _("Peringkat sama"), Severity.INFO, _("Musyawarah tidak perlu memilih: keduanya dibiayai atau keduanya tidak.")
    ),
    "merged_in_circle": Saying(
        _("Digabung berputar"), Severity.ATTENTION, _("Dua HP mencatat bersamaan; salah satunya tinggal dibatalkan.")
    ),
    "parts_differ": Saying(
        _("Pecahan tidak sama dengan semula"),
        Severity.INFO,
        _("Perkiraan diperbaiki ketika usulan dipecah."),
    ),
    "reason_missing": Saying(
        _("Tanpa alasan"), Severity.ATTENTION, _("Alasannya sudah disampaikan lisan dan ada di notulen.")
    ),
}

OF_BUDGET = {
    "budget_not_adopted": Saying(
        _("Belum ditetapkan"), Severity.GRAVE, _("Perdes sudah ada, tetapi belum dicatat di sini.")
    ),
    "budget_empty": Saying(_("Tanpa isi"), Severity.GRAVE, _("Barisnya belum sempat dimasukkan.")),
    "budget_unbalanced": Saying(
        _("Tidak seimbang"), Severity.GRAVE, _("Satu baris terlewat atau tercatat dua kali, biasanya SiLPA tahun lalu.")
    ),
    "budget_account_wrong": Saying(_("Kode rekening salah tempat"), Severity.GRAVE, _("Salah ketik pada kode.")),
    "budget_line_misplaced": Saying(
        _("Baris di luar kegiatan"), Severity.GRAVE, _("Baris belanja dimasukkan sebelum kegiatannya.")
    ),
    "budget_code_unknown": Saying(
        _("Kode tidak dikenal"), Severity.GRAVE, _("Kode setempat yang belum dicatat petugas kabupaten.")
    ),
    "budget_counted_twice": Saying(
        _("Terhitung dua kali"), Severity.GRAVE, _("Baris jumlah ikut dimasukkan di samping rinciannya.")
    ),
    "budget_too_large": Saying(_("Jumlah terlalu besar"), Severity.GRAVE, _("Salah ketik: angka nol terlalu banyak.")),
    "budget_source_missing": Saying(
        _("Belanja tanpa sumber dana"), Severity.ATTENTION, _("Sumbernya ada di penjabaran yang belum disalin.")
    ),
    "budget_source_overspent": Saying(
        _("Sumber dana kurang"), Severity.ATTENTION, _("Sisanya dari SiLPA yang sumber asalnya belum ditulis.")
    ),
    "budget_share_broken": Saying(
        _("Bagian dana menyimpang"),
        Severity.GRAVE,
        _("Kode rekening satu kegiatan salah, atau sebagian dibiayai dari sumber lain."),
    ),
}
