/** The camera's own files, beside the small photos. */
export const originals = {
  keep: 'Simpan juga foto asli, kirim lewat Wi-Fi',
  note: 'Bisa memuat lokasi. Hanya untuk petugas, tidak di papan. Dihapus bila memori HP habis, Anda keluar, atau 30 hari belum terkirim.',
  send: 'Kirim foto asli sekarang',
  waits: 'Foto asli menunggu Wi-Fi',
  sent: '✓ Foto asli terkirim',
  lacking: 'Foto tersimpan, tanpa foto asli.',
  gone: 'Foto asli tidak ada di HP ini.',
} as const;
