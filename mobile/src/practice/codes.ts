/** The account codes that a musdes uses most, for a phone that never met its server. From Permendagri 20/2018. */

import type { AccountCode } from '../core/types';

const LIST = `1.4.01 Penyelenggaraan Musyawarah Perencanaan Desa/Pembahasan APBDes
1.4.08 Pengembangan Sistem Informasi Desa
2.1.02 Dukungan Penyelenggaraan PAUD (APE, Sarana PAUD)
2.2.01 Penyelenggaraan Pos Kesehatan Desa/Polindes Milik Desa
2.2.02 Penyelenggaraan Posyandu (Makanan Tambahan, Kelas Ibu Hamil, Insentif Kader)
2.3.10 Pembangunan/Rehabilitasi/Peningkatan/Pengerasan Jalan Desa
2.3.12 Pembangunan/Rehabilitasi/Peningkatan/Pengerasan Jalan Usaha Tani
2.3.14 Pembangunan/Rehabilitasi/Peningkatan Prasarana Jalan Desa (Gorong-gorong, Selokan, Drainase)
2.3.15 Pembangunan/Rehabilitasi/Peningkatan Balai Desa/Balai Kemasyarakatan
2.4.01 Dukungan Pembangunan/Rehab Rumah Tidak Layak Huni
2.4.11 Pembangunan/Rehabilitasi/Peningkatan Sumber Air Bersih Milik Desa
2.4.12 Pembangunan/Rehabilitasi/Peningkatan Sambungan Air Bersih ke Rumah Tangga
2.4.16 Pembangunan/Rehabilitasi/Peningkatan Sistem Pembuangan Air Limbah (Drainase)
2.5.02 Pengelolaan Lingkungan Hidup Desa
3.4.03 Pembinaan PKK
4.2.01 Peningkatan Produksi Tanaman Pangan
4.2.04 Pemeliharaan Saluran Irigasi Tersier/Sederhana
4.4.01 Pelatihan/Penyuluhan Pemberdayaan Perempuan
4.4.02 Pelatihan/Penyuluhan Perlindungan Anak
5.3.00 Keadaan Mendesak`;

export const CODES: readonly AccountCode[] = LIST.split('\n').map((line) => {
  const [code = '', ...name] = line.split(' ');
  const parent = code.split('.').slice(0, 2).join('.');
  return { code, name: name.join(' '), level: 'kegiatan', parent, sector: '' };
});
