import { counted } from '../counted';

/** A phone that was reported lost, and what it sealed; signing out with unsent work. */
export const lost = {
  title: 'Catatan yang disegel',
  sealing: 'HP ini dinyatakan hilang. Catatan yang belum terkirim sedang disegel…',
  why: 'HP ini dinyatakan hilang. Catatan yang sudah terkirim dihapus dari HP ini.',
  sealed: (changes: number, photos: number): string =>
    `${counted(changes, 'catatan', photos, 'foto')} belum terkirim. Semuanya disegel: hanya layanan Rembuk Desa yang bisa membukanya.`,
  waiting: 'Segel ini dikirim sendiri begitu ada sinyal. Biarkan aplikasi terbuka.',
  delivered: 'Layanan sudah menerimanya. Petugas kecamatan akan memeriksanya.',
  refused: (why: string): string => `Belum diterima: ${why}`,
  byHand: 'Tanpa sinyal, simpan berkas segel dan serahkan kepada petugas kecamatan.',
  save: 'Simpan berkas segel',
  saved: 'Berkas ada di folder Unduhan HP.',
  understood: 'Mengerti',
  decided: {
    title: 'Keputusan petugas',
    admitted: 'Diterima.',
    dismissed: 'Tidak dipakai.',
    reason: (said: string): string => `Alasan: ${said}`,
  },
  signOut: {
    unsent: (changes: number, photos: number): string =>
      `${counted(changes, 'catatan', photos, 'foto')} belum terkirim. Pilih dulu apa yang dilakukan:`,
    send: 'Kirim dulu',
    file: 'Simpan ke berkas',
    keep: 'Keluar, biarkan di HP ini',
    keepNote: 'Yang belum terkirim tetap di HP ini. Ia terkirim setelah Anda masuk lagi di sini.',
    stuck: 'Belum semua terkirim. Coba lagi nanti, atau simpan ke berkas.',
  },
} as const;
