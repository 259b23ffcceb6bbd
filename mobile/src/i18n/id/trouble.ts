/** What the phone itself may do wrong: its clock, its storage, an old or a new version. */
import { counted } from '../counted';

export const trouble = {
  clock: 'Tanggal HP salah?',
  clockNote: (shown: string): string =>
    `HP ini menunjukkan ${shown}. Betulkan tanggal di pengaturan HP. Catatan tetap aman.`,
  continueTitle: 'Lanjutkan catatan tadi?',
  gone: 'Catatan di HP ini terhapus oleh peramban.',
  goneSent: 'Yang sudah terkirim akan kembali setelah Anda masuk.',
  goneSentBack: 'Yang sudah terkirim kembali dari kecamatan.',
  goneUnsent: (changes: number, photos: number): string =>
    `Hilang: ${counted(changes, 'perubahan', photos, 'foto')} yang belum terkirim.`,
  goneRest: 'Catat lagi, atau ambil dari berkas yang pernah Anda simpan.',
  understood: 'Mengerti',
  firstHere: 'Catatan lama yang sudah terkirim akan muncul di sini.',
  newer: 'Versi baru dibuka di tab lain. Yang sudah tersimpan tetap ada. Muat ulang halaman ini.',
  closed: 'Penyimpanan HP tertutup. Yang sudah tersimpan tetap ada. Muat ulang halaman ini.',
  reload: 'Muat ulang',
  otherTab:
    'Aplikasi masih terbuka di tab lain. Catatan tetap aman. Tutup tab itu, lalu coba lagi.',
  unguarded:
    'Catatan tersimpan, tetapi peramban boleh menghapusnya bila HP penuh. Pasang aplikasi di layar utama.',
  install: 'Pasang di layar utama',
  photoPart: (sent: string, total: string): string => `Terkirim ${sent} dari ${total}`,
  photoTried: (times: number): string =>
    `Belum berhasil ${times} kali. Foto tetap aman di HP. Tekan “Coba lagi”.`,
} as const;
