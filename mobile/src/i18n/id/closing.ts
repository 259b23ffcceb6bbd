/** Halaman penutup: periksa, bacakan, tanda tangani, kirim. */
export const closing = {
  steps: {
    read: 'Bacakan berita acara',
    sign: 'Tanda tangan',
    send: 'Kirim',
  },
  read: 'Bacakan',
  stopReading: 'Berhenti membaca',
  readFirst: 'Baca berita acara dulu',
  listed: (there: number, all: number): string => `Berkas musyawarah: ${there} dari ${all} ada`,
  due: (day: string): string => `Laporan paling lambat ${day}.`,
  state: {
    there: 'Ada',
    lacking: 'Belum lengkap',
    paper: 'Lampirkan kertasnya',
  },
  item: {
    plan: 'SK panitia, rencana, dan biaya',
    view: 'Pandangan resmi BPD',
    invitation: 'Undangan bernomor dan bertanggal',
    papers: 'Bahan musyawarah',
    attendance: 'Daftar hadir ditandatangani',
    rules: 'Tata tertib dan kuorum',
    minutes: 'Notulen',
    record: 'Berita acara ditandatangani',
    photos: 'Foto dokumentasi',
    activities: 'Kegiatan disepakati, ditolak, atau ditunda, dengan alasan',
    report: 'Laporan dikirim ke kecamatan',
    publicity: 'Bukti sudah diumumkan',
  },
  part: {
    facts: 'Data musyawarah',
    people: 'Daftar hadir',
    agenda: 'Pembahasan dan keputusan',
    items: 'Daftar kegiatan',
    wishes: 'Usulan',
  },
  changed: (parts: string): string =>
    `Berubah setelah ditandatangani: ${parts}. Mintalah tanda tangan lagi.`,
  before: 'Ditandatangani sebelum perubahan.',
  again: 'Tanda tangani lagi',
} as const;
