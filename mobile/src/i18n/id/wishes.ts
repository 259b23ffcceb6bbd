/** Wishes of earlier meetings. */
export const wishes = {
  earlier: (count: number): string => `Dari musyawarah sebelumnya (${count})`,
  earlierDecide: 'Belum didanai. Jadikan kegiatan, atau putuskan dengan alasannya.',
  earlierAsk: 'Belum didanai. Usulkan lagi bila warga masih membutuhkannya.',
  waiting: (count: number): string =>
    `${count} usulan dari musyawarah sebelumnya menunggu keputusan.`,
  see: 'Lihat usulan',
  askedInARow: (years: number): string => `Diusulkan ${years} tahun berturut-turut`,
  askedIn: (years: string): string => `Diusulkan tahun ${years}`,
  askedAt: (meetings: number): string => `Diusulkan di ${meetings} musyawarah`,
  lastReason: 'Alasan waktu itu:',
  askAgain: 'Usulkan lagi',
  onTheList: (what: string): string => `${what} masuk daftar usulan.`,
  decide: 'Putuskan',
  decideTitle: 'Putuskan usulan',
  needReason: 'Tulis alasannya.',
  origin: 'Berasal dari usulan di',
} as const;
