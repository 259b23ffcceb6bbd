/** What each source gives, and the two depths of a plan. */
export const ceilings = {
  title: 'Sumber dana dan pagu',
  noneKnown: (year: string): string => `Pagu tahun ${year} belum diketahui. Petugas mengisinya.`,
  unknown: 'Pagu belum diketahui.',
  over: (by: string, limit: string): string => `Lebih ${by} dari pagu ${limit}.`,
  left: (rest: string, limit: string): string => `Sisa ${rest} dari pagu ${limit}.`,
  leftIndicative: (rest: string, limit: string): string =>
    `Sisa ${rest} dari pagu indikatif ${limit}.`,
  depth: 'Rincian',
  byActivity: 'Per kegiatan',
  byField: 'Bidang saja',
  field: 'Pilih bidang',
} as const;
